import { SECOND } from "../../clock/tick.ts";
import { type Clock, shareOf } from "../../lab/tape-clock.ts";
import { type AxisMark, axisMarks } from "../design/chart.ts";

/** Round seconds along a tape, some `apart` pixels from each other; behind a bend only where there is room. */
export function marksOf(clock: Clock, width: number, apart: number): AxisMark[] {
  const { from, to, bend } = clock;
  if (!bend) return axisMarks(from / SECOND, to / SECOND, width, apart);
  const at = bend.share * width;
  const story = axisMarks(from / SECOND, bend.at / SECOND, at, apart).filter(({ x }) => x < at - apart / 3);
  const rest = width - at;
  const after = axisMarks(bend.at / SECOND, to / SECOND, rest, Math.max(apart, rest / 2))
    .map((mark) => ({ ...mark, x: shareOf(clock, Number(mark.label) * SECOND) * width }))
    .filter(({ x }) => x > at + apart / 3 && x < width - apart / 5);
  return [...story, ...after];
}
