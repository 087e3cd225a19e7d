import type { Block } from "./words.ts";

/** What a list shows of a lesson: nothing of it comes from a run. */
export interface LessonHead {
  readonly id: string;
  /** The language of the words. */
  readonly language: string;
  readonly title: string;
  readonly question: readonly Block[];
}
