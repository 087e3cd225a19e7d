/** What the page and the worker that makes a lesson's other runs say to each other. It is plain data. */
import type { Scenario } from "../scenario/scenario.ts";
import type { RunFacts } from "./facts.ts";

/** Where the machine lies, the place from which files of guests are named, and what to run to its end. */
export interface FactsOrder {
  readonly machine: string;
  readonly base: string;
  readonly scenario: Scenario;
}

export type FactsNews =
  /** How far the run is, from 0 to 1. */
  { readonly kind: "part"; readonly share: number } | { readonly kind: "facts"; readonly facts: RunFacts };
