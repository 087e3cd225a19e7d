/**
 * Places things of given widths in a row, none over another, each as near to its wanted place as the others let it: the
 * sum of the squared distances is the smallest possible. Things that would overlap move as one block, to their middle.
 *
 * @param wanted where each would begin, in their order
 * @returns where each begins
 */
export function spread(
  wanted: readonly number[],
  widths: readonly number[],
  gap: number,
  room: number,
): number[] {
  let before = 0;
  const offsets = widths.map((width) => {
    const offset = before;
    before += width + gap;
    return offset;
  });
  const most = Math.max(0, room - (before - gap));
  const places = level(wanted.map((place, index) => place - offsets[index]!));
  return places.map((place, index) => Math.min(most, Math.max(0, place)) + offsets[index]!);
}

/** The nearest numbers that never go down: neighbours in the wrong order share their mean. */
function level(values: readonly number[]): number[] {
  const blocks: { sum: number; count: number }[] = [];
  for (const value of values) {
    let block = { sum: value, count: 1 };
    for (
      let last = blocks.at(-1);
      last && last.sum / last.count > block.sum / block.count;
      last = blocks.at(-1)
    ) {
      block = { sum: block.sum + last.sum, count: block.count + last.count };
      blocks.pop();
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ sum, count }) => Array<number>(count).fill(sum / count));
}
