import { describe, expect, test } from "vitest";
import { Random } from "../../src/clock/random.ts";
import { ENGINE_PLAIN, ENGINE_UNCACHED, ENGINE_UNFUSED, PAGE_BYTES } from "../../src/machine/layout.ts";
import { Machine } from "../../src/machine/machine.ts";
import { machineModule } from "../support/machine.ts";
import { loadRandomProgram, RANDOM_PAGES } from "../support/random-program.ts";

const CYCLES = 20_000;
const SEEDS = Number(process.env.SEEDS ?? 25);
const FIRST_SEED = Number(process.env.FIRST_SEED ?? 1);

function machineOf(seed: number): Machine {
  const settings = {
    ramBytes: RANDOM_PAGES * PAGE_BYTES,
    instructionsPerSecond: 10_000_000 + (seed % 7) * 999_983,
  };
  const machine = Machine.create(machineModule, settings);
  loadRandomProgram(machine, Random.seeded(seed));
  for (let id = 1; id <= seed % 4; id++) machine.pushRequest({ id, operation: 0, key: seed, value: id });
  machine.collectDirty();
  return machine;
}

interface Way {
  readonly engine: number;
  /** The most cycles in one call of `run`. */
  readonly budget: number;
  /** Whether pages arrive only when they are missed. */
  readonly isPostCopy?: boolean;
  /** Whether the dirty log is collected between calls of `run`. */
  readonly collects?: boolean;
}

/** Runs a random program in one way and returns all that can be observed about it. */
function observe(seed: number, way: Way): unknown {
  const origin = machineOf(seed);
  const machine = way.isPostCopy ? origin.fork() : origin;
  const budgets = Random.seeded(seed + 1000);
  const exits: string[] = [];
  const dirty = new Set<number>();
  const before = Array.from({ length: RANDOM_PAGES }, (_, page) => machine.pageHash(page));
  machine.internals.setEngine(way.engine);
  if (way.isPostCopy) machine.setAllAbsent();
  const supply = (page: number) => machine.writePage(page, origin.readPage(page));
  while (machine.cycle < CYCLES && !machine.isShutDown) {
    const exit = machine.run(Math.min(CYCLES - machine.cycle, 1 + budgets.below(way.budget)));
    if (exit.kind === "missingPage") supply(exit.page);
    else if (exit.kind !== "budget") exits.push(`${machine.cycle} ${JSON.stringify(exit)}`);
    if (way.collects) for (const page of machine.collectDirty()) dirty.add(page);
  }
  for (let page = 0; page < RANDOM_PAGES; page++) if (!machine.isPresent(page)) supply(page);
  for (const page of machine.collectDirty()) dirty.add(page);
  for (let page = 0; page < RANDOM_PAGES; page++) {
    const isChanged = machine.pageHash(page) !== before[page];
    if (isChanged && !dirty.has(page)) exits.push(`page ${page} changed without a trace`);
  }
  return { exits, hash: machine.hash(), cycle: machine.cycle, retired: machine.retired };
}

const WAYS: Record<string, Way> = {
  "in one call": { engine: 0, budget: 1e9 },
  "in small budgets": { engine: 0, budget: 50 },
  "without fusion": { engine: ENGINE_UNFUSED, budget: 1e9 },
  "without remembered translations": { engine: ENGINE_UNCACHED, budget: 1000 },
  "by the plain loop": { engine: ENGINE_PLAIN, budget: 1e9 },
  "with the dirty log collected": { engine: 0, budget: 300, collects: true },
  "with pages that arrive on demand": { engine: 0, budget: 500, isPostCopy: true },
  "plainly with pages that arrive on demand": { engine: ENGINE_PLAIN, budget: 500, isPostCopy: true },
};

const expectations = new Map<number, unknown>();

/** What the plainest way of all shows of a program. */
function expectation(seed: number): unknown {
  if (!expectations.has(seed)) {
    expectations.set(seed, observe(seed, { engine: ENGINE_PLAIN | ENGINE_UNCACHED, budget: 1e9 }));
  }
  return expectations.get(seed);
}

describe("random programs run alike", () => {
  test.each(Object.entries(WAYS))(
    "%s",
    (_, way) => {
      for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
        expect({ seed, ...(observe(seed, way) as object) }).toEqual({
          seed,
          ...(expectation(seed) as object),
        });
      }
    },
    60_000,
  );
});
