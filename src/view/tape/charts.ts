import { MILLISECOND, SECOND, type Tick } from "../../clock/tick.ts";
import type { Clock } from "../../lab/tape-clock.ts";
import type { Sample } from "../../timeline/sample.ts";

/** A value at a tick; null where there is none, which leaves a gap. */
export interface Value {
  readonly at: Tick;
  readonly value: number | null;
}

/** Rates are taken over so many samples: a guest works picture by picture, and a link is given many pages at once. */
const WINDOW = 8;

/** Speed is taken over more of them: a server that works once in 80 ms is not slower whenever it has nothing to do. */
const SPEED_WINDOW = 20;

/** A guest that boots works as fast as it can for so long, which is not its usual speed. */
const BOOT: Tick = 100 * MILLISECOND;

/** The usual speed is that of so much time before the migration. */
const USUAL: Tick = 2 * SECOND;

/** A guest that is held and has done less than this share of its usual work stands still. */
const STANDS = 0.02;

/** Every so many samples that at most `most` are left; the last one stays. */
export function thinned<Each>(all: readonly Each[], most: number): readonly Each[] {
  const step = Math.ceil(all.length / Math.max(1, most));
  return step <= 1 ? all : all.filter((_, index) => index % step === 0 || index === all.length - 1);
}

/**
 * At most `most` of what a chart shows, as many on either side of a clock's bend as its width there has. Rates are
 * taken before: over fewer samples they would say something else on a narrower screen.
 */
export function thinnedFor<Each extends { readonly at: Tick }>(
  all: readonly Each[],
  { bend }: Clock,
  most: number,
): readonly Each[] {
  if (!bend) return thinned(all, most);
  const after = all.findIndex(({ at }) => at > bend.at);
  if (after < 0) return thinned(all, most);
  const story = thinned(all.slice(0, after), most * bend.share);
  return [...story, ...thinned(all.slice(after), most * (1 - bend.share))];
}

/** The samples that a clock shows, and the one on either side of them. */
export function samplesIn(samples: readonly Sample[], from: Tick, to: Tick): readonly Sample[] {
  const first = samples.findIndex(({ at }) => at >= from);
  if (first < 0) return [];
  const beyond = samples.findIndex(({ at }) => at > to);
  return samples.slice(Math.max(0, first - SPEED_WINDOW), beyond < 0 ? undefined : beyond + 1);
}

/** Pages that the source still had to send. */
export function owedOf(samples: readonly Sample[]): Value[] {
  return samples.map(({ at, owed }) => ({ at, value: owed }));
}

/** How fast a sum grew before each sample, in units a second. */
function ratesOf(samples: readonly Sample[], sumOf: (sample: Sample) => number, window = WINDOW): Value[] {
  return samples.map((sample, index) => {
    const before = samples[Math.max(0, index - window)]!;
    const passed = (sample.at - before.at) / SECOND;
    return { at: sample.at, value: passed > 0 ? Math.max(0, sumOf(sample) - sumOf(before)) / passed : 0 };
  });
}

/** Bytes a second that passed by a path; never more than its bandwidth. */
export function bytesOf(samples: readonly Sample[], path: "link" | "file"): Value[] {
  return ratesOf(samples, path === "link" ? ({ linkBytes }) => linkBytes : ({ fileBytes }) => fileBytes);
}

/** Bytes a second, as they cost on the link, of pages that the guest wrote for the first time in their round of pre-copy; gaps between the rounds. */
export function dirtiedOf(samples: readonly Sample[]): Value[] {
  let sum = 0;
  const sums = samples.map(({ dirtied, pageBytes }, index) => {
    const before = samples[index - 1]?.dirtied ?? 0;
    // A round begins with nothing written; whatever is there then was written since.
    if (dirtied !== null) sum += (dirtied < before ? dirtied : dirtied - before) * pageBytes;
    return sum;
  });
  const places = new Map(samples.map((sample, index) => [sample, sums[index]!]));
  const rates = ratesOf(samples, (sample) => places.get(sample)!);
  return rates.map(({ at, value }, index) => ({
    at,
    value: samples[index]!.dirtied === null ? null : value,
  }));
}

/** The guest's speed as a share of its usual one, with gaps where it stands still. */
export function speedOf(samples: readonly Sample[], usual: number): Value[] {
  const rates = ratesOf(samples, ({ retired }) => retired, SPEED_WINDOW);
  return samples.map((sample, index) => {
    const before = samples[index - 1] ?? sample;
    const passed = Math.max(1, sample.at - before.at) / SECOND;
    const isHeld = sample.stands && (sample.retired - before.retired) / passed < STANDS * usual;
    return { at: sample.at, value: isHeld ? null : Math.min(1, rates[index]!.value! / usual) };
  });
}

/** Instructions a second that the guest retires where nothing hinders it. */
export function usualSpeed(samples: readonly Sample[], startedAt: Tick): number {
  const booted = (samples.find(({ retired }) => retired > 0)?.at ?? 0) + BOOT;
  const first = samples.find(({ at }) => at >= Math.max(booted, startedAt - USUAL));
  const last = samples.findLast(({ at }) => at <= startedAt);
  if (first && last && last.at > first.at)
    return Math.max(1, ((last.retired - first.retired) * SECOND) / (last.at - first.at));
  const rates = ratesOf(samples, ({ retired }) => retired);
  return Math.max(1, ...rates.map(({ value }) => value ?? 0));
}

/** The value at a tick: that of the latest sample at or before it. */
export function valueAt(values: readonly Value[], at: Tick): number | null {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return values[low - 1]?.value ?? null;
}

/** The largest value, and at least `least`. */
export function largest(values: readonly Value[], least: number): number {
  return values.reduce((most, { value }) => Math.max(most, value ?? 0), least);
}
