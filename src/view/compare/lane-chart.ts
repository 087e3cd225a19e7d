import type { Tick } from "../../clock/tick.ts";
import type { ComparedSample } from "../../compare/comparison.ts";
import type { Beat } from "../../scenario/frame.ts";
import type { Value } from "../time/charts.ts";

/** A stretch of virtual time in which the guest stood still. */
export interface Gap {
  readonly from: Tick;
  readonly to: Tick;
  readonly kind: "stun" | "wait";
}

/** A guest that stood for more than this share of the time between two samples had nothing of it. */
const STOOD = 0.9;

/** Where the guest stood still: its stun to the tick, its waits for pages as near as the samples are. */
export function gapsOf(samples: readonly ComparedSample[], beats: readonly Beat[]): Gap[] {
  const stun = stunOf(samples, beats);
  const waits: { from: Tick; to: Tick; kind: "wait" }[] = [];
  for (const [index, { at }] of samples.entries()) {
    const before = samples[index - 1];
    if (!before || shareStood(samples, index) < STOOD || overlaps(stun, before.at, at)) continue;
    const last = waits.at(-1);
    if (last?.to === before.at) last.to = at;
    else waits.push({ from: before.at, to: at, kind: "wait" });
  }
  return stun ? [stun, ...waits] : waits;
}

function stunOf(samples: readonly ComparedSample[], beats: readonly Beat[]): Gap | null {
  const from = beats.find(({ name }) => name === "stun")?.at;
  if (from === undefined) return null;
  const ends = beats.find(({ name, at }) => at >= from && /^(resume|goes on at the source)$/.test(name));
  return { from, to: ends?.at ?? samples.at(-1)?.at ?? from, kind: "stun" };
}

function overlaps(gap: Gap | null, from: Tick, to: Tick): boolean {
  return gap !== null && from < gap.to && to > gap.from;
}

/** The share of the time since the sample before in which the guest stood still. */
function shareStood(samples: readonly ComparedSample[], index: number): number {
  const [before, sample] = [samples[index - 1], samples[index]!];
  if (!before || sample.at === before.at) return 0;
  return Math.min(1, (sample.stood - before.stood) / (sample.at - before.at));
}

/** How much of its time the guest had, sample by sample; null where it stood still, which leaves a gap. */
export function guestLine(samples: readonly ComparedSample[], gaps: readonly Gap[]): Value[] {
  return samples.map(({ at }, index) => {
    const isInGap = gaps.some(({ from, to }) => at > from && at <= to);
    return { at, value: isInGap ? null : 1 - shareStood(samples, index) };
  });
}

/** When nothing worth seeing comes any more: the last beat, page, byte or wait. */
export function settledAt(samples: readonly ComparedSample[], beats: readonly Beat[]): Tick {
  const last = samples.at(-1);
  if (!last) return 0;
  const moving = samples.findLast(
    (sample) =>
      sample.remaining !== last.remaining ||
      sample.stood !== last.stood ||
      sample.linkBytes !== last.linkBytes ||
      sample.fileBytes !== last.fileBytes,
  );
  return Math.max(moving?.at ?? 0, beats.at(-1)?.at ?? 0);
}
