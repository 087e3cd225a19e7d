/** A stretch of words, or a number among them that is set in figures. */
export interface SetPart {
  readonly text: string;
  readonly isNumber: boolean;
}

/** What an expression came to, as it is set: its numbers in figures, be it one number or a sentence with some in it. */
export function partsOf(said: string): readonly SetPart[] {
  return said
    .split(/(\d(?:[\d.,\u00a0\u202f]*\d)?)/u)
    .map((text, index) => ({ text, isNumber: index % 2 === 1 }))
    .filter(({ text }) => text !== "");
}

/** Words as they are set: no line ends between a number and its unit, nor within a sum. `follows` is what stands before them. */
export function boundWords(text: string, follows: "number" | "words"): string {
  const bound = text.replace(/ (?=[/=] )|(?<=[/=]) /g, "\u00a0");
  return follows === "number" ? bound.replace(/^ (?=\p{L}{1,3}(?!\p{L}))/u, "\u00a0") : bound;
}
