import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import type { Point } from "./shapes.ts";

/** A place on an axis and the number that stands there. */
export interface AxisMark {
  readonly x: number;
  readonly label: string;
}

/** Round numbers along an axis, some `apart` pixels from each other. */
export function axisMarks(from: number, to: number, width: number, apart: number): AxisMark[] {
  const scale = scaleLinear().domain([from, to]).range([0, width]);
  const count = Math.max(1, Math.floor(width / apart));
  const format = scale.tickFormat(count, "~f");
  return scale.ticks(count).map((value) => ({ x: scale(value), label: format(value) }));
}

/** Leads values from `from` to `to` onto `width` pixels. */
export function along(from: number, to: number, width: number): (value: number) => number {
  return scaleLinear().domain([from, to]).range([0, width]).clamp(true);
}

const isPoint = (point: Point | null): boolean => point !== null;

const drawLine = line<Point | null>()
  .defined(isPoint)
  .x((point) => Math.round(point!.x * 10) / 10)
  .y((point) => Math.round(point!.y * 10) / 10);

/** A chart's line; a null is a gap. */
export function chartLine(points: readonly (Point | null)[]): string {
  return drawLine(points) ?? "";
}

/** The field between a chart's line and its base; a null is a gap. */
export function chartArea(points: readonly (Point | null)[], base: number): string {
  const draw = area<Point | null>()
    .defined(isPoint)
    .x((point) => Math.round(point!.x * 10) / 10)
    .y1((point) => Math.round(point!.y * 10) / 10)
    .y0(base);
  return draw(points) ?? "";
}
