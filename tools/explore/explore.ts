import { createInstance, type InstanceChoice } from "./instance.ts";
import { Model } from "./model.ts";
import { ROLES, type Roles } from "./roles.ts";
import { Search, type SearchLimits, type SearchResult } from "./search.ts";
import { transcriptOf } from "./transcript.ts";

/** What an exploration came to. */
export interface Exploration extends SearchResult {
  /** The shortest way to what is wrong, step by step; null where nothing was found. */
  readonly transcript: string | null;
  /** States that source and destination were in. */
  readonly roleStates: { readonly source: number; readonly destination: number };
}

/** Explores a tiny migration with the lab's own roles, or with others. */
export function explore(choice: InstanceChoice, limits: SearchLimits, roles: Roles = ROLES): Exploration {
  const model = new Model(createInstance(choice), roles);
  const result = new Search(model, limits).run();
  const transcript = result.finding ? transcriptOf(model, result.finding) : null;
  return { ...result, transcript, roleStates: model.roleStates };
}

/** The counts of an exploration in one line. */
export function summaryOf(result: Exploration, seconds: number): string {
  const { states, transitions, depth, runOuts, isExhaustive, roleStates } = result;
  const rate = Math.round(transitions / Math.max(seconds, 0.001));
  return [
    `${states} states${isExhaustive ? " (all there are)" : ""}`,
    `${transitions} transitions`,
    `depth ${depth}`,
    `${runOuts} run-outs`,
    `${roleStates.source} states of the source`,
    `${roleStates.destination} of the destination`,
    `${seconds.toFixed(1)} s`,
    `${rate} transitions/s`,
  ].join(", ");
}
