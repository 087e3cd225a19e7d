import { expect, test } from "vitest";
import { PAGE_STATE_NAMES } from "../../../src/host/page-state.ts";
import { CellPainter, columnsOf, type Look } from "../../../src/view/host/cells.ts";
import { drawCell, type Palette } from "../../../src/view/host/glyphs.ts";

const COLORS = ["ink", "bay", "present", "stale", "stalemark", "owed", "owedmark", "glyph", "empty"] as const;
const PALETTE = Object.fromEntries(
  [...COLORS, "emptyline", "fault", "linkfill", "filefill"].map((token, index) => [
    token,
    `rgb(${index * 19} ${255 - index * 13} ${(index * 71) % 256})`,
  ]),
) as Palette;
const LOOK: Look = { palette: PALETTE, host: "destination", toEast: false };

/** Pages of all states, so many that the last row is not full. */
const PAGES = Uint8Array.from({ length: 250 }, (_, page) => (page * 7) % PAGE_STATE_NAMES.length);

function painted(pages = PAGES, width = 200, ratio = 1) {
  const canvas = document.createElement("canvas");
  const painter = new CellPainter(canvas);
  painter.fit(pages.length, width, ratio, LOOK);
  painter.draw(pages);
  return { canvas, painter };
}

/** The same map, each cell drawn by itself. */
function drawnCellByCell(pages: Uint8Array, width: number, ratio: number): string {
  const canvas = document.createElement("canvas");
  const columns = columnsOf(pages.length);
  const pitch = Math.max(1, Math.floor((width * ratio) / columns));
  [canvas.width, canvas.height] = [columns * pitch, Math.ceil(pages.length / columns) * pitch];
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true })!;
  context.fillStyle = PALETTE.bay;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const size = pitch - (pitch / ratio >= 3 ? Math.max(1, Math.round(ratio)) : 0);
  pages.forEach((state, page) => {
    const [x, y] = [(page % columns) * pitch, Math.floor(page / columns) * pitch];
    const square = { context, x, y, size, palette: PALETTE, toEast: LOOK.toEast };
    drawCell(square, PAGE_STATE_NAMES[state]!, LOOK.host, ratio);
  });
  return canvas.toDataURL();
}

/** How many rows are drawn while something is done. */
function rowsDrawn(canvas: HTMLCanvasElement, task: () => void): number {
  const context = canvas.getContext("2d")!;
  let rows = 0;
  context.putImageData = (...given: unknown[]) => {
    rows++;
    Reflect.apply(CanvasRenderingContext2D.prototype.putImageData, context, given);
  };
  task();
  return rows;
}

test.each([
  [200, 1],
  [200, 2],
  [64, 1],
  [40, 1],
  [20, 1.5],
])("a map of %i CSS pixels at a ratio of %d is its cells, each as it is drawn by itself", (width, ratio) => {
  expect(painted(PAGES, width, ratio).canvas.toDataURL()).toBe(drawnCellByCell(PAGES, width, ratio));
});

test("only rows in which a page has changed are drawn again", () => {
  const { canvas, painter } = painted();
  const next = PAGES.slice();
  next[3] = (next[3]! + 1) % PAGE_STATE_NAMES.length;
  next[5] = (next[5]! + 1) % PAGE_STATE_NAMES.length;
  next[249] = (next[249]! + 1) % PAGE_STATE_NAMES.length;
  expect(rowsDrawn(canvas, () => painter.draw(next))).toBe(2);
  expect(canvas.toDataURL()).toBe(drawnCellByCell(next, 200, 1));
  expect(rowsDrawn(canvas, () => painter.draw(next))).toBe(0);
});

test("a map that goes out of sight and comes back is not drawn again", () => {
  const { canvas, painter } = painted();
  const before = canvas.toDataURL();
  const rows = rowsDrawn(canvas, () => {
    painter.fit(PAGES.length, 0, 1, LOOK);
    painter.draw(PAGES);
    painter.fit(PAGES.length, 200, 1, { ...LOOK });
    painter.draw(PAGES);
  });
  expect(rows).toBe(0);
  expect(canvas.toDataURL()).toBe(before);
});

test("another size or look draws everything anew", () => {
  const { canvas, painter } = painted();
  const fitted = (width: number, look: Look) => () => {
    painter.fit(PAGES.length, width, 1, look);
    painter.draw(PAGES);
  };
  expect(rowsDrawn(canvas, fitted(100, LOOK))).toBe(16);
  expect(rowsDrawn(canvas, fitted(100, { ...LOOK, host: "source" }))).toBe(16);
});
