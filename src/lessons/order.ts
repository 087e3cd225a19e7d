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

/** How long a lesson takes somebody who has not met its question before, in minutes. */
export const LESSON_MINUTES: Readonly<Record<(typeof LESSON_ORDER)[number], number>> = {
  "what-moves": 8,
  "copy-while-it-runs": 8,
  "working-set": 9,
  "never-ends": 11,
  "slow-the-guest": 9,
  "quick-resume": 12,
  "its-price": 10,
  "cut-the-link": 11,
  "small-file": 10,
  "what-it-cannot-survive": 14,
  "choose-a-strategy": 20,
};

/** The minutes of a lesson; null where it is none of the lab's. */
export function minutesOf(id: string): number | null {
  return (LESSON_MINUTES as Readonly<Record<string, number>>)[id] ?? null;
}
