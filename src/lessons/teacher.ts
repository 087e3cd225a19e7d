import type { SlideKind } from "./plans.ts";
import type { Block } from "./words.ts";

/** A question that a class asks, and what a teacher may answer. */
export interface Asked {
  readonly question: readonly Block[];
  readonly answer: readonly Block[];
}

/** What somebody who teaches a lesson has beside its words, in one language. */
export interface TeacherNotes {
  readonly language: string;
  /** What the class can do afterwards, in one sentence. */
  readonly goal: readonly Block[];
  /** What to say, and what to listen for, while a kind of slide stands on the wall. */
  readonly say: Readonly<Record<SlideKind, readonly Block[]>>;
  readonly asked: readonly Asked[];
}
