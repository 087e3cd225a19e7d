/**
 * What the page and the worker of the comparison say to each other. It is plain data, which crosses by structured
 * clone.
 */

import type { Scenario } from "../scenario/scenario.ts";
import type { ComparedRun, Comparison, GrowingRun, Job } from "./comparison.ts";
import type { OwnCut } from "./own-cut.ts";

/** Where the machine lies, the place from which files of guests are named, and the learner's own files. */
export interface CompareParts {
  readonly machine: string;
  readonly base: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** What the page asks its worker for, one thing at a time: where its own run was cut, or a run of the comparison. */
export type CompareOrder = { readonly parts: CompareParts } & (
  | { readonly kind: "own"; readonly scenario: Scenario }
  | { readonly kind: "run"; readonly comparison: Comparison; readonly job: Job }
);

/** What the page hears. A run comes piece by piece, and then whole. */
export type CompareNews =
  | { readonly kind: "own"; readonly cut: OwnCut | null }
  | { readonly kind: "part"; readonly run: GrowingRun }
  | { readonly kind: "run"; readonly run: ComparedRun };
