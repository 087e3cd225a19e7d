import type { DeadlineName } from "../../src/migration/input.ts";
import { isBeforeStun } from "../../src/migration/source-state.ts";
import { usesFile } from "../../src/migration/strategy.ts";
import { checkAcknowledged } from "./checks.ts";
import { BUDGET_NAMES, type Budget } from "./instance.ts";
import type { Model } from "./model.ts";
import { deadlineMove, isUndone, Kind, move } from "./moves.ts";
import { deadlineIndex, keyOf, SIDES, type World } from "./world.ts";

/** What works from now on: everything, all but the link, or all but the datastore. */
export const FUTURES = ["everything", "withoutLink", "withoutDatastore"] as const;
export type Future = (typeof FUTURES)[number];

/** A fault-free future is bounded: a protocol that needs more than this goes in circles. */
const MAX_ROUNDS = 40;
const MAX_MOVES = 400;

const NO_BUDGET = Object.fromEntries(BUDGET_NAMES.map((name) => [name, 0])) as unknown as Budget;

/** A way from one world to another. */
export interface Lead {
  readonly world: World;
  readonly moves: readonly number[];
}

/** A run-out that did not end with the guest whole and running. */
export interface Stuck {
  readonly future: Future;
  readonly message: string;
  readonly moves: readonly number[];
}

/**
 * Lets a world go on without further faults, in a fixed order, and finds whether the migration ends. Where two
 * worlds go on alike, the second one is not followed again.
 */
export class RunOut {
  readonly #model: Model;
  readonly #good = new Map<Future, Set<string>>(FUTURES.map((future) => [future, new Set<string>()]));
  readonly #isThere: (world: World) => boolean;
  readonly #moves: number[] = [];
  readonly #seen: string[] = [];
  #known = new Set<string>();
  #isKnown = false;

  /** Stops at a world that `isThere`; none is unless it is given. */
  constructor(model: Model, isThere: (world: World) => boolean = () => false) {
    this.#model = model;
    this.#isThere = isThere;
  }

  /** Null where the guest ends whole and running, or as whole as a crash or a missing path allows. */
  check(from: World, future: Future): Stuck | null {
    this.#moves.length = 0;
    this.#seen.length = 0;
    this.#known = this.#good.get(future)!;
    let world = this.#prepare(from, future);
    for (let round = 0; round < MAX_ROUNDS; round++) {
      world = this.#drain(world);
      if (this.#isKnown || isOver(world, future)) return this.#remember();
      if (!world.violation) world = this.#passAll(world);
      if (world.violation) return this.#stuck(future, world.violation);
    }
    return this.#stuck(future, `Without further faults (${future}) this does not end: ${situation(world)}.`);
  }

  /** The way to the first world that `isThere`, without faults; null where there is none. */
  static lead(model: Model, from: World, isThere: (world: World) => boolean): Lead | null {
    const runOut = new RunOut(model, isThere);
    let world = from;
    for (let round = 0; round < MAX_ROUNDS && !isThere(world); round++)
      world = runOut.#passAll(runOut.#drain(world));
    return isThere(world) ? { world, moves: runOut.#moves } : null;
  }

  #remember(): null {
    for (const key of this.#seen) this.#known.add(key);
    return null;
  }

  #stuck(future: Future, message: string): Stuck {
    return { future, message, moves: [...this.#moves] };
  }

  /** Messages that strayed are lost, and no fault is left: worlds that differ only in those go on alike. */
  #prepare(from: World, future: Future): World {
    let world: World = { ...from, strays: [], budget: { ...NO_BUDGET, writes: from.budget.writes } };
    const [link, store] = [future !== "withoutLink", future !== "withoutDatastore"];
    if (world.linkWhole !== link) world = this.#go(world, move(link ? Kind.heal : Kind.cut));
    if (world.storeUp !== store) world = this.#go(world, move(store ? Kind.start : Kind.stop));
    return world;
  }

  #go(world: World, code: number): World {
    this.#moves.push(code);
    return this.#model.after(world, code, "free");
  }

  /** Everything that is under way arrives. Ends early where it is known that what follows ends well. */
  #drain(from: World): World {
    let world = from;
    this.#isKnown = false;
    for (let count = 0; count < MAX_MOVES; count++) {
      if (world.violation || this.#isThere(world)) return world;
      const key = keyOf(world);
      this.#isKnown = this.#known.has(key);
      if (this.#isKnown) return world;
      this.#seen.push(key);
      const code = nextOf(world);
      if (code === null) return { ...world, violation: checkAcknowledged(world) };
      world = this.#go(world, code);
    }
    return { ...world, violation: "Without any fault or deadline the roles go on for ever." };
  }

  /** Nothing is under way: deadlines pass, the short ones first, and the long ones if nothing else helps. */
  #passAll(from: World): World {
    let world = from;
    for (const name of ["poll", "alive", "store"] as const) world = this.#pass(world, name);
    if (!talks(world)) world = this.#pass(world, "silence");
    if (keyOf(world) === keyOf(from))
      for (const name of ["setup", "switchover"] as const) world = this.#pass(world, name);
    return world;
  }

  #pass(from: World, name: DeadlineName): World {
    let world = from;
    const index = deadlineIndex(name);
    for (let side = 0; side < SIDES.length; side++) {
      if (world.violation || this.#isKnown || this.#isThere(world)) return world;
      if ((world.deadlines[SIDES[side]!] & (1 << index)) === 0) continue;
      world = this.#drain(this.#go(world, deadlineMove(side, index)));
    }
    return world;
  }
}

/** The next move that needs no fault and no deadline, or null. */
function nextOf(world: World): number | null {
  if (world.linkWhole) {
    const queue = world.queues.findIndex((each) => each.length > 0);
    if (queue >= 0) return move(Kind.deliver, queue);
  }
  if (world.storeUp)
    for (let side = 0; side < SIDES.length; side++) {
      const [first] = world.operations[SIDES[side]!];
      if (first) return move(isUndone(first) ? Kind.effect : Kind.answer, side);
    }
  const canWrite = world.runner !== null && world.waitsFor < 0 && world.budget.writes > 0;
  if (canWrite && writesNow(world)) return move(Kind.guest, world.next);
  if (world.linkWhole && world.wantsRoom) return move(Kind.room);
  return canWrite ? move(Kind.guest, world.next) : null;
}

/** In pre-copy the guest writes as soon as it was collected, so that a round leaves something behind. */
function writesNow({ source, dirty }: World): boolean {
  return source.role.name === "preCopy" && dirty.length === 0;
}

/** Whether both ends hold the link for open, in the same generation; otherwise one of them hears nothing. */
function talks({ linkWhole, source, destination, crashed }: World): boolean {
  if (!linkWhole || crashed !== null) return false;
  const [one, other] = [source.role.link, destination.role.link];
  return one.up && other.up && one.generation === other.generation;
}

function isOver(world: World, future: Future): boolean {
  const { source, destination, runner, owner, crashed } = world;
  const decides = source.role.name === "committing" || destination.role.name === "committing";
  if (future === "withoutDatastore" && (decides || destination.role.name === "done")) return true;
  if (crashed === "destination")
    return owner.owner === "destination" || runner === "source" || future === "withoutDatastore";
  if (crashed === "source")
    return owner.owner === "source" || runner === "destination" || future === "withoutDatastore";
  if (source.role.name === "freed") return isWhole(world);
  if (source.role.name === "continued") return isWhole(world) && (future === "withoutLink" || isLetGo(world));
  if (future === "withoutLink") {
    if (source.role.name === "serving") return !usesFile(source.role.settings);
    return (source.role.name === "setup" || isBeforeStun(source.role)) && isWhole(world);
  }
  return false;
}

/** A destination whose source went on by itself must not wait for more. */
function isLetGo({ destination }: World): boolean {
  return ["empty", "discarded"].includes(destination.role.name);
}

function isWhole({ runner, waitsFor, memory, truth }: World): boolean {
  return runner !== null && waitsFor < 0 && truth.every((version, page) => memory[runner][page] === version);
}

function situation({ source, destination, runner, waitsFor }: World): string {
  const waits = waitsFor >= 0 ? `, waiting for page ${waitsFor}` : "";
  return `source ${source.role.name}, destination ${destination.role.name}, guest ${runner ? `at the ${runner}` : "held"}${waits}`;
}
