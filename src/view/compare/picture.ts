import { SECOND, type Tick } from "../../clock/tick.ts";
import type { Course, Stretch } from "../../compare/course.ts";
import type { ComparedSample } from "../../compare/samples.ts";
import type { LaneRun } from "./comparing.svelte.ts";

/** What brings a move on: pages by the cable, pages through the mailbox, or nothing. */
export type Way = "link" | "file" | "nothing";

/** A part of the line of pages that are left, in which they take one way. Times count from the start of the move. */
export interface LinePart {
  readonly way: Way;
  readonly points: readonly { readonly at: Tick; readonly left: number }[];
}

/** Spans that all pictures of a comparison can share, in seconds. */
const SPANS = [
  0.1, 0.2, 0.5, 1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 30, 40, 60, 90, 120, 180, 300, 600, 1200, 3600,
];

/** A run that lasts longer than so many times the next one runs over the edge, so that the others can still be seen. */
const OUTLIER = 3;

/** What is shown of a guest that waits without end, as a share of what came before. */
const WITHOUT_END = 1.6;

/** How long a run is worth looking at, from its start: to its end, or a while beyond its cut where it has none. */
export function spanOf({ course, closing }: LaneRun): Tick {
  const start = course.startedAt ?? 0;
  if (course.endedAt !== null) return course.endedAt - start;
  if (closing === "stands" && course.cutAt !== null) return WITHOUT_END * (course.cutAt - start);
  return Math.max(0, course.until - start);
}

/** The span that all pictures show, in ticks: that of the longest run, but for one that lasts far longer than all others. */
export function sharedSpan(runs: readonly LaneRun[]): Tick {
  const spans = runs.map(spanOf).sort((one, other) => other - one);
  const [longest = 0, next = longest] = spans;
  const wanted = (longest > OUTLIER * next && next > 0 ? OUTLIER * next : longest) / SECOND;
  return (SPANS.find((span) => span >= wanted) ?? Math.ceil(wanted)) * SECOND;
}

/** The line of pages that are left, cut where its way changes; neighbours share the point between them. */
export function lineOf({ samples, course, closing }: LaneRun, span: Tick): LinePart[] {
  const start = course.startedAt ?? 0;
  const end = course.endedAt ?? Number.POSITIVE_INFINITY;
  const parts: { way: Way; points: { at: Tick; left: number }[] }[] = [];
  for (const [index, sample] of samples.entries()) {
    const before = samples[index - 1];
    if (!before || sample.at <= start || before.at >= end) continue;
    const way = wayOf(before, sample, course);
    const from = { at: Math.max(0, before.at - start), left: before.at < start ? sample.left : before.left };
    let part = parts.at(-1);
    if (part?.way !== way) {
      part = { way, points: [from] };
      parts.push(part);
    }
    part.points.push({ at: Math.min(sample.at, end) - start, left: sample.left });
  }
  const last = parts.at(-1)?.points.at(-1);
  // What stands for good goes on standing to the picture's edge.
  if (closing === "stands" && last && last.at < span)
    parts.push({ way: "nothing", points: [last, { at: span, left: last.left }] });
  return parts;
}

function wayOf(before: ComparedSample, now: ComparedSample, { cutAt, healedAt }: Course): Way {
  const isCut = cutAt !== null && now.at > cutAt && (healedAt === null || now.at <= healedAt);
  if (now.fileBytes > before.fileBytes) return "file";
  if (!isCut) return "link";
  // What left before the cut is all that the cable brought; what still comes comes from the mailbox.
  if (now.left < before.left && before.at > cutAt) return "file";
  return now.left > 0 ? "nothing" : "link";
}

/** When the guest stood still, from the start of the move; a stun lasts until it runs on somewhere. */
export function stunOf({ startedAt, stunnedAt, resumedAt, endedAt, until }: Course): Stretch | null {
  if (stunnedAt === null || startedAt === null) return null;
  return { from: stunnedAt - startedAt, to: (resumedAt ?? endedAt ?? until) - startedAt };
}

/**
 * When it waited for pages, from the start of the move. Thousands of short ones are drawn as they are, so that where they lie
 * thick it is as white as it was still; only what lies within a twentieth of a pixel is one.
 */
export function waitsOf({ course, closing }: LaneRun, span: Tick, pixels: number): Stretch[] {
  const start = course.startedAt ?? 0;
  const least = span / Math.max(1, pixels) / 20;
  const merged: { from: Tick; to: Tick }[] = [];
  for (const { from, to } of course.waits) {
    const last = merged.at(-1);
    if (last && from - start - last.to < least) last.to = to - start;
    else merged.push({ from: from - start, to: to - start });
  }
  const last = merged.at(-1);
  const isWithoutEnd = closing === "stands" && last && last.to >= course.until - start;
  if (isWithoutEnd) last.to = Math.max(last.to, span);
  return merged;
}
