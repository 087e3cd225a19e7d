import { heapRows } from "../design/shapes.ts";

/** A heap of squares, one for each page, as paths to draw: few, however many squares there are. */
export interface Heap {
  /** How wide its lowest row is. */
  readonly base: number;
  /** From the lowest row up: the outlines of its squares, and the crosses in them. */
  readonly rows: readonly { readonly squares: string; readonly crosses: string }[];
}

/** Where a heap lies: the middle of its foot, and the width that it has at most. */
export interface HeapPlace {
  readonly x: number;
  readonly ground: number;
  readonly width: number;
}

/** Piles up so many pages. A big heap has smaller squares, never fewer; the lowest row lies straight, the others as they fell. */
export function heapOf(pages: number, { x, ground, width }: HeapPlace): Heap {
  const counts = heapRows(pages);
  const widest = counts[0] ?? 0;
  const pitch = Math.min(11.5, width / Math.max(1, widest));
  const half = (pitch * 0.86) / 2;
  const rows = counts.map((count, row) => {
    const squares = Array.from({ length: count }, (_, column) => {
      const chance = scatter(row * 97 + column);
      const angle = row === 0 ? chance * 20 - 10 : chance * 66 - 33;
      const middle = x + (column - (count - 1) / 2) * pitch + (chance - 0.5) * pitch * 0.25;
      return cornersOf(middle, ground - half - 1 - row * pitch * 0.9, half, angle);
    });
    return {
      squares: squares.map(({ corners: [a, b, c, d] }) => `M${a}L${b}L${c}L${d}z`).join(""),
      crosses: squares.map(({ inner: [a, b, c, d] }) => `M${a}L${c}M${b}L${d}`).join(""),
    };
  });
  return { base: widest * pitch, rows };
}

/** A number from 0 to 1 that looks random and is the same for the same index every time. */
function scatter(index: number): number {
  const mixed = Math.imul(index + 1, 0x9e3779b1);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

type Four = readonly [string, string, string, string];

/** The corners of a turned square, and those of one half as large in it. `angle` is in degrees. */
function cornersOf(x: number, y: number, half: number, angle: number): { corners: Four; inner: Four } {
  const turn = (angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn) * half, Math.sin(turn) * half];
  const at = (dx: number, dy: number) => `${(x + dx).toFixed(1)},${(y + dy).toFixed(1)}`;
  const around = (size: number): Four => {
    const [c, s] = [cos * size, sin * size];
    return [at(s - c, -s - c), at(c + s, s - c), at(c - s, s + c), at(-c - s, c - s)];
  };
  return { corners: around(1), inner: around(0.5) };
}
