/** So many broken promises of a run are named; one is too many, and a hundred say no more. */
export const MOST_VIOLATIONS = 100;

const REST = "More promises were broken; they are not listed.";

/**
 * Notes a broken promise in a sentence, in place: each once, and not without end where a guest breaks one ever anew.
 */
export function noteViolation(violations: string[], sentence: string): void {
  if (violations.length > MOST_VIOLATIONS || violations.includes(sentence)) return;
  violations.push(violations.length < MOST_VIOLATIONS ? sentence : REST);
}
