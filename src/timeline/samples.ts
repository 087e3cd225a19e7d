import type { Tick } from "../clock/tick.ts";
import type { Sample } from "./sample.ts";

/** So many samples are kept of a lane at most. */
const MOST_SAMPLES = 6000;

/** Fewer than this share must be left once samples were let go, so that it is not done again at once. */
const REST_SHARE = 3 / 4;

/** What the engine takes for a sample: an estimate. */
const SAMPLE_BYTES = 140;

/** While all has been calm for long, samples lie this share of the calm apart: less than a chart of it can show. */
const CALM_PARTS = 500;

/** Virtual time from one sample to the next, `least` where anything has changed of late. */
export function spacingAfter(calm: Tick, least: Tick): Tick {
  return Math.max(least, Math.floor(calm / CALM_PARTS));
}

/** Bytes that samples take; an estimate. */
export function bytesOfSamples(samples: readonly Sample[]): number {
  return SAMPLE_BYTES * samples.length;
}

/**
 * Adds the latest sample. Where there are too many, every other one goes of those between which nothing but the guest's
 * own work has happened, and where that is not enough, of those that lie densest. What is left spans the whole lane.
 */
export function addSample(samples: Sample[], sample: Sample, most = MOST_SAMPLES): void {
  samples.push(sample);
  if (samples.length <= most) return;
  letGo(samples, (index) => isCalm(samples, index));
  if (samples.length > most * REST_SHARE) letGo(samples, densest(samples));
}

/** Lets every other sample go of those that may; the first and the last stay. */
function letGo(samples: Sample[], mayGo: (index: number) => boolean): void {
  let stays = true;
  const left = samples.filter((_, index) => {
    const isWanted = index === 0 || index === samples.length - 1 || !mayGo(index);
    stays = isWanted || !stays;
    return stays;
  });
  samples.splice(0, samples.length, ...left);
}

/** Whether a sample is of the half whose neighbours are nearest to each other. */
function densest(samples: readonly Sample[]): (index: number) => boolean {
  const gapAt = (index: number) => samples[index + 1]!.at - samples[index - 1]!.at;
  const gaps = samples.slice(2).map((_, index) => gapAt(index + 1));
  const middle = gaps.sort((one, other) => one - other)[Math.floor(gaps.length / 2)] ?? 0;
  return (index) => gapAt(index) <= middle;
}

/** Whether a sample and its neighbours differ in nothing but how much the guest has worked. */
function isCalm(samples: readonly Sample[], index: number): boolean {
  const [before, now, after] = [samples[index - 1]!, samples[index]!, samples[index + 1]!];
  return isLike(before, now) && isLike(now, after);
}

/** Whether two samples differ in nothing but how much the guest has worked. */
export function isLike(one: Sample, other: Sample): boolean {
  const { at: _at, retired: _retired, ...rest } = one;
  return Object.entries(rest).every(([name, value]) => other[name as keyof typeof rest] === value);
}
