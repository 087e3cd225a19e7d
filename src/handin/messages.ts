import type { LessonData } from "../lessons/lesson.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { HandIn } from "./hand-in.ts";
import type { Verified } from "./verify.ts";

/** What a page asks of the worker that verifies. */
export interface VerifyOrder {
  /** The address of the compiled machine, and that from which the lab's files are named. */
  readonly machine: string;
  readonly base: string;
  readonly handIn: HandIn;
  readonly data: LessonData;
  /** The scenario that the lesson's data names. */
  readonly scenario: Scenario;
}

/** What came of it, or in English why its runs cannot be made. */
export type VerifyNews = { readonly verified: Verified } | { readonly refused: string };
