/**
 * Words without what is counted in them. Words of the same shape are as wide as each other, as their figures are; those of another
 * shape begin elsewhere where they are centred or end at an edge, and so are shown as others, of which no letter has moved.
 */
export function shapeOf(words: string): string {
  return words.replaceAll(/\d/g, "0");
}
