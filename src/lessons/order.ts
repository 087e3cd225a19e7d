/** The lessons in the order in which they build on one another. One whose folder is not there is left out. */
export const LESSON_ORDER = [
  "what-moves",
  "copy-while-it-runs",
  "working-set",
  "never-ends",
  "slow-the-guest",
  "quick-resume",
  "its-price",
  "cut-the-link",
  "small-file",
  "what-it-cannot-survive",
  "choose-a-strategy",
] as const;

/** What stands on the port of a lesson: its number, and "C" for the last, which asks for all of them. */
export function lessonSign(id: string): string {
  const place = (LESSON_ORDER as readonly string[]).indexOf(id);
  if (place < 0) return "";
  return place === LESSON_ORDER.length - 1 ? "C" : String(place + 1);
}

/** How long a lesson takes somebody who has not met its question before, in minutes, and whether it is one of a class of fifty. */
export interface LessonPlan {
  readonly minutes: number;
  readonly inClass: boolean;
}

/** Minutes of a class. */
export const CLASS_MINUTES = 50;

export const LESSON_PLAN: Readonly<Record<(typeof LESSON_ORDER)[number], LessonPlan>> = {
  "what-moves": { minutes: 8, inClass: true },
  "copy-while-it-runs": { minutes: 8, inClass: true },
  "working-set": { minutes: 9, inClass: false },
  "never-ends": { minutes: 11, inClass: true },
  "slow-the-guest": { minutes: 9, inClass: false },
  "quick-resume": { minutes: 12, inClass: true },
  "its-price": { minutes: 10, inClass: false },
  "cut-the-link": { minutes: 11, inClass: true },
  "small-file": { minutes: 10, inClass: false },
  "what-it-cannot-survive": { minutes: 14, inClass: false },
  "choose-a-strategy": { minutes: 20, inClass: false },
};

/** The plan of a lesson; null where it is none of the lab's. */
export function planOf(id: string): LessonPlan | null {
  return (LESSON_PLAN as Readonly<Record<string, LessonPlan>>)[id] ?? null;
}
