import { leadTo } from "./lead.ts";
import type { Model } from "./model.ts";
import { movesOf } from "./moves.ts";
import { FUTURES, RunOut } from "./run-out.ts";
import { keyOf, type World } from "./world.ts";

export interface SearchLimits {
  /** Distinct states after which the search ends. */
  readonly states: number;
  /** From every so manieth state all fault-free futures are followed to their end; 0 for none. */
  readonly runOutEvery: number;
}

/** Where a search found the protocol wrong. */
export interface Finding {
  readonly message: string;
  /** Moves without faults to where the search began. */
  readonly lead: readonly number[];
  /** Moves from there, the last of which broke an invariant or led to where `runOut` gets stuck. */
  readonly moves: readonly number[];
  readonly runOut: readonly number[];
}

export interface SearchResult {
  readonly states: number;
  readonly transitions: number;
  /** Moves from the beginning to the farthest state. */
  readonly depth: number;
  readonly runOuts: number;
  /** Whether there was nothing left to visit within the budget. */
  readonly isExhaustive: boolean;
  readonly finding: Finding | null;
}

/** Breadth first: what it finds first takes the fewest moves. */
export class Search {
  readonly #model: Model;
  readonly #limits: SearchLimits;
  readonly #runOut: RunOut;
  readonly #seen = new Set<string>();
  readonly #parents: number[] = [-1];
  readonly #moves: number[] = [-1];
  #lead: readonly number[] = [];
  #transitions = 0;
  #depth = 0;
  #runOuts = 0;

  constructor(model: Model, limits: SearchLimits) {
    this.#model = model;
    this.#limits = limits;
    this.#runOut = new RunOut(model);
  }

  run(): SearchResult {
    const start = leadTo(this.#model, this.#model.instance.from);
    this.#lead = start.moves;
    this.#seen.add(keyOf(start.world));
    let level = [start.world];
    let first = 0;
    while (level.length > 0) {
      const next: World[] = [];
      const base = this.#moves.length;
      for (let index = 0; index < level.length; index++) {
        const finding = this.#expand(level[index]!, first + index, next);
        if (finding) return this.#result(finding, false);
        if (this.#seen.size >= this.#limits.states) return this.#result(null, false);
      }
      if (next.length > 0) this.#depth++;
      level = next;
      first = base;
    }
    return this.#result(null, true);
  }

  #expand(world: World, index: number, next: World[]): Finding | null {
    const stuck = this.#follow(world, index);
    if (stuck) return stuck;
    for (const code of movesOf(world, this.#model.instance)) {
      this.#transitions++;
      const after = this.#model.after(world, code);
      if (after.violation) return this.#found(after.violation, index, [code], []);
      const key = keyOf(after);
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      this.#parents.push(index);
      this.#moves.push(code);
      next.push(after);
    }
    return null;
  }

  #follow(world: World, index: number): Finding | null {
    const { runOutEvery } = this.#limits;
    if (runOutEvery === 0 || index % runOutEvery !== 0) return null;
    for (const future of FUTURES) {
      this.#runOuts++;
      const stuck = this.#runOut.check(world, future);
      if (stuck) return this.#found(stuck.message, index, [], stuck.moves);
    }
    return null;
  }

  #found(message: string, index: number, last: readonly number[], runOut: readonly number[]): Finding {
    const path = [...last];
    for (let at = index; at > 0; at = this.#parents[at]!) path.unshift(this.#moves[at]!);
    return { message, lead: this.#lead, moves: path, runOut };
  }

  #result(finding: Finding | null, isExhaustive: boolean): SearchResult {
    return {
      states: this.#seen.size,
      transitions: this.#transitions,
      depth: this.#depth,
      runOuts: this.#runOuts,
      isExhaustive,
      finding,
    };
  }
}
