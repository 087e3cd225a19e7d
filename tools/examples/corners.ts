import type { Picture } from "../../src/examples/picture.ts";

type Corner = Picture["line"][number];

/** The corners without which the line would be more than `most` pages away from the samples. A change of path stays. */
export function cornersOf(samples: readonly Corner[], most: number): Corner[] {
  const kept: Corner[] = [];
  let from = 0;
  for (let at = 1; at < samples.length; at++) {
    if (at + 1 < samples.length && samples[at + 1]![2] === samples[at]![2]) continue;
    kept.push(...between(samples, from, at, most).slice(kept.length > 0 ? 1 : 0));
    from = at;
  }
  return kept;
}

/** Ramer, Douglas and Peucker: where the farthest sample is too far from the straight line, it becomes a corner. */
function between(samples: readonly Corner[], from: number, to: number, most: number): Corner[] {
  const [begin, end] = [samples[from]!, samples[to]!];
  let [farthest, distance] = [from, 0];
  for (let at = from + 1; at < to; at++) {
    const [ms, pages] = samples[at]!;
    const straight = begin[1] + ((end[1] - begin[1]) * (ms - begin[0])) / (end[0] - begin[0]);
    if (Math.abs(pages - straight) > distance) [farthest, distance] = [at, Math.abs(pages - straight)];
  }
  if (distance <= most) return [begin, end];
  return [...between(samples, from, farthest, most), ...between(samples, farthest, to, most).slice(1)];
}
