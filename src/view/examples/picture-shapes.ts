import type { Picture, PictureGuest, PicturePath } from "../../examples/picture.ts";
import type { Point } from "../design/shapes.ts";

/** A card's chart in units of its own: what is drawn is stretched to the card's width. */
export const WIDTH = 300;
export const HEIGHT = 84;

/** A stretch of the line that one path has carried. */
export interface Stretch {
  readonly path: PicturePath;
  readonly points: readonly Point[];
}

/** A stretch of the guest's strip. */
export interface Piece {
  readonly guest: PictureGuest;
  readonly x: number;
  readonly width: number;
}

/** Where a picture's moment lies. */
export function xOf({ endsMs }: Picture, ms: number): number {
  return (WIDTH * ms) / endsMs;
}

/** The line as stretches of one path each, which meet in their corners. */
export function stretchesOf(picture: Picture): Stretch[] {
  const stretches: { path: PicturePath; points: Point[] }[] = [];
  let before: Point | null = null;
  for (const [ms, left, path] of picture.line) {
    const point = { x: xOf(picture, ms), y: HEIGHT * (1 - left / picture.pages) };
    const last = stretches.at(-1);
    if (last?.path === path) last.points.push(point);
    else stretches.push({ path, points: before ? [before, point] : [point] });
    before = point;
  }
  return stretches;
}

/** The strip of what the guest did, equal pieces joined. */
export function piecesOf({ guest }: Picture): Piece[] {
  const pieces: { guest: PictureGuest; x: number; width: number }[] = [];
  const width = WIDTH / guest.length;
  for (const [index, letter] of [...guest].entries()) {
    const last = pieces.at(-1);
    if (last?.guest === letter) last.width += width;
    else pieces.push({ guest: letter as PictureGuest, x: index * width, width });
  }
  return pieces;
}

/** Some points as what SVG's `points` takes. */
export function pointsOf(points: readonly Point[]): string {
  return points.map(({ x, y }) => `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`).join(" ");
}
