import type { Left } from "./saw.ts";

/** Where a chart's lines lie: milliseconds and pages at its edges, and its size in its own units. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly ms: number;
  readonly pages: number;
}

export function xOf({ width, ms }: Frame, at: number): number {
  return (Math.min(ms, Math.max(0, at)) / ms) * width;
}

export function yOf({ height, pages }: Frame, left: number): number {
  return height - (Math.min(pages, Math.max(0, left)) / pages) * height;
}

/** A line through points, as far as the frame goes. */
export function lineOf(points: readonly Left[], frame: Frame): string {
  return within(points, frame.ms)
    .map(
      ({ ms, pages }, index) =>
        `${index === 0 ? "M" : "L"}${round(xOf(frame, ms))} ${round(yOf(frame, pages))}`,
    )
    .join("");
}

/** The ground between a line and the foot of the frame. */
export function areaOf(points: readonly Left[], frame: Frame): string {
  const inside = within(points, frame.ms);
  const [first, last] = [inside[0], inside.at(-1)];
  if (!first || !last) return "";
  return `${lineOf(points, frame)}L${round(xOf(frame, last.ms))} ${frame.height}L${round(xOf(frame, first.ms))} ${frame.height}z`;
}

/** A line that leaves the frame ends at its edge. */
function within(points: readonly Left[], most: number): Left[] {
  const inside = points.filter(({ ms }) => ms <= most);
  const [last, next] = [inside.at(-1), points[inside.length]];
  if (!last || !next || next.ms === last.ms) return inside;
  const share = (most - last.ms) / (next.ms - last.ms);
  return [...inside, { ms: most, pages: last.pages + (next.pages - last.pages) * share }];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Seconds at which an axis has a mark: a few, round ones. */
export function marksOf(ms: number, most: number): number[] {
  const seconds = ms / 1000;
  const step = [
    0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000,
  ].find((each) => seconds / each <= most);
  if (!step) return [0];
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) =>
    Number((index * step).toFixed(2)),
  );
}

/** A forecast without an end shows so many of its corners. */
const CORNERS_WITHOUT_END = 9;

/**
 * Milliseconds that a chart shows: all of the forecast, or the beginning of one without an end, and what has happened; a
 * run that is over has its own length, where that is the longer.
 */
export function spanOf(
  points: readonly Left[],
  line: readonly Left[],
  isEndless: boolean,
  isOver: boolean,
): number {
  const ahead = isEndless ? points[Math.min(points.length - 1, CORNERS_WITHOUT_END)] : points.at(-1);
  const happened = line.at(-1)?.ms ?? 0;
  return Math.max(1, (ahead?.ms ?? 1000) * 1.04, isOver ? happened * 1.02 : happened * 1.15);
}
