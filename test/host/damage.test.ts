import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { Random } from "../../src/clock/random.ts";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { connectInProcess } from "../../src/host/in-process.ts";
import { migrationSettingsOf, ramBytesOf } from "../../src/scenario/derived.ts";
import { loadGuest } from "../../src/scenario/guest-files.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { Simulation } from "../../src/simulation/simulation.ts";
import { DamageCount } from "../support/damage.ts";
import { machineModule } from "../support/machine.ts";
import { Saboteur } from "../support/saboteur.ts";
import { SpoilingDatastore } from "../support/spoiling-datastore.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const readProgram = async (file: string) => readFileSync(`${ROOT}public/guests/${file}`);

const LEAST_DAMAGE = 10_000;
const MESSAGE_RATE = 0.3;
const SLOT_RATE = 0.3;
const LONGEST_MS = 60_000;
/** Runs of each migration. Those that end through the file meet less damage each. */
const SEEDS = 4;
const SEEDS_BY_FILE = 12;

const CUT = [{ kind: "cutLink", at: { phase: "pageIn", afterMs: 20 } }];
const CUT_AND_BACK = [...CUT, { kind: "healLink", at: { phase: "pageIn", afterMs: 400 } }];

/** Migrations in which everything that crosses between the hosts is tampered with. */
const CASES = [
  { strategy: "stopAndCopy" },
  { strategy: "preCopy", afterRounds: 2 },
  { strategy: "preCopySdps", switchoverGoalMs: 200 },
  { strategy: "postCopy", faults: CUT_AND_BACK },
  { strategy: "quickResume", faults: CUT },
  { strategy: "quickResume", faults: CUT_AND_BACK },
  { strategy: "quickResumeConcurrent" },
  { strategy: "quickResumeConcurrent", faults: CUT },
] as const;

function scenarioOf(
  { faults, ...migration }: (typeof CASES)[number] & { faults?: readonly object[] },
  seed: number,
) {
  return parseScenario({
    version: 1,
    seed,
    guest: {
      program: "dirty",
      ramMiB: 1 + (seed % 2),
      instructionsPerSecond: 1_000_000,
      settings: { workingSetPages: 120, dirtyPagesPerSecond: 300 },
    },
    link: { bandwidthMiBps: 4 },
    datastore: { bandwidthMiBps: 50, latencyMs: 1 },
    file: { chunkKiB: 4, chunks: 6, pollMs: 2 },
    migration: { startMs: 50, heartbeatMs: 100, pagesPerSend: 1, switchoverGoalMs: 50, ...migration },
    faults: faults ?? [],
    untilMs: LONGEST_MS,
  });
}

const KINDS = [
  ...["flipped", "truncated", "replayed", "reordered", "payload flipped", "payload truncated"].map(
    (kind) => `message ${kind}`,
  ),
  ...["block flipped", "payload flipped", "truncated", "replayed", "reordered"].map(
    (kind) => `forward ${kind}`,
  ),
  ...["block flipped", "truncated", "replayed", "reordered"].map((kind) => `back ${kind}`),
];

const count = new DamageCount();
const refused = new DamageCount();

/** Runs a migration to its end, tampered with from its first round on. */
async function run(scenario: ReturnType<typeof parseScenario>): Promise<Simulation> {
  const random = Random.seeded(scenario.seed);
  const datastore = new SpoilingDatastore(random.fork("slots"), count);
  await datastore.format({ owner: "West", epoch: 1 });
  const saboteur = new Saboteur(random.fork("messages"), count);
  const settings = {
    ramBytes: ramBytesOf(scenario),
    instructionsPerSecond: scenario.guest.instructionsPerSecond,
    migration: migrationSettingsOf(scenario),
  };
  const { West, East } = connectInProcess(machineModule, settings, datastore, saboteur.wires);
  await West.boot(await loadGuest(scenario, { program: readProgram, named: readProgram }));
  const hosts = {
    West: saboteur.between("source", West),
    East: saboteur.between("destination", East),
  };
  const simulation = new Simulation(scenario, hosts);
  for (let ms = 5; simulation.run.statistics.endedAt === null && ms < LONGEST_MS; ms += 5) {
    await simulation.advance(fromMilliseconds(ms));
    const { phase } = simulation.run.statistics;
    if (phase === null || phase === "setup") continue;
    saboteur.rate = MESSAGE_RATE;
    datastore.rate = SLOT_RATE;
  }
  for (const event of simulation.run.trace.events)
    if (event.kind === "refused") refused.add(String(event.what));
  return simulation;
}

describe("damaged, truncated, replayed and reordered input", { timeout: 120_000 }, () => {
  for (const each of CASES)
    it(`is refused and recovered from: ${JSON.stringify(each)}`, async () => {
      const seeds = "faults" in each && each.faults === CUT ? SEEDS_BY_FILE : SEEDS;
      for (let seed = 1; seed <= seeds; seed++) {
        const { outcome, verdict, invariants, statistics } = (await run(scenarioOf(each, seed))).run;
        const told = { seed, outcome, identical: verdict?.identical, violations: invariants.violations };
        expect({ ...told, stayed: statistics.stayed }).toEqual({
          seed,
          outcome: "recovered",
          identical: true,
          violations: [],
          stayed: null,
        });
      }
    });

  it(`came at least ${LEAST_DAMAGE} times, and in every kind`, () => {
    console.log([...count.done].map(([kind, times]) => `${kind} ${times}`).join(", "));
    console.log([...refused.done].map(([what, times]) => `${what} refused ${times}`).join(", "));
    for (const kind of KINDS) expect({ kind, times: count.of(kind) }).not.toEqual({ kind, times: 0 });
    expect(count.total).toBeGreaterThanOrEqual(LEAST_DAMAGE);
  });

  it("is refused each time where it is damaged, and by every reader", () => {
    const damaged = ["flipped", "truncated", "payload flipped", "payload truncated"];
    expect(refused.of("message")).toBe(damaged.reduce((sum, kind) => sum + count.of(`message ${kind}`), 0));
    for (const what of ["head", "chunk", "note"]) expect(refused.of(what)).toBeGreaterThan(0);
  });
});
