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
