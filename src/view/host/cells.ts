import { PAGE_STATE_NAMES } from "../../host/page-state.ts";
import type { HostName } from "../../place/place.ts";
import { drawCell, type Palette } from "./glyphs.ts";

/** How many cells stand side by side in a map of so many pages: a square, as wide as a power of two. */
export function columnsOf(pages: number): number {
  let columns = 1;
  while (columns * columns < pages) columns *= 2;
  return columns;
}

/** How the cells of a map look: in which colours, at which end of the migration, and which way the pages go. */
export interface Look {
  readonly palette: Palette;
  readonly host: HostName;
  readonly toEast: boolean;
}

/** A state as a cell: its lines of pixels, from the top. */
type Stamp = readonly Uint32Array[];

/**
 * The page map of one host on a canvas. Every state is made once as a stamp; after that only rows in which a state has
 * changed are put together again and drawn, so that 16,384 pages cost no more than the few that move, and a map that is
 * another one altogether costs a few dozen pictures of a row.
 */
export class CellPainter {
  readonly #context: CanvasRenderingContext2D;
  /** One for each state, and the last for where there is no page. */
  #stamps: readonly Stamp[] = [];
  #drawn = new Uint8Array(0);
  /** All that the canvas was fitted to. */
  #fitted = "";
  /** One row of cells, to be put together in. */
  #row = new ImageData(1, 1);

  constructor(canvas: HTMLCanvasElement) {
    this.#context = canvas.getContext("2d", { alpha: false })!;
  }

  /**
   * Fits the canvas to `pages` cells in `width` CSS pixels. Everything is drawn anew after it, unless nothing is other than
   * it was. What has no width is not laid out: it stays as it is until it is seen again.
   */
  fit(pages: number, width: number, ratio: number, look: Look): void {
    if (width === 0) return;
    const columns = columnsOf(pages);
    const pitch = Math.max(1, Math.floor((width * ratio) / columns));
    const fitted = JSON.stringify([pages, pitch, ratio, look]);
    if (fitted === this.#fitted) return;
    this.#fitted = fitted;
    this.#stamps = makeStamps(look, pitch, ratio);
    this.#row = new ImageData(columns * pitch, pitch);
    const { canvas } = this.#context;
    canvas.width = columns * pitch;
    canvas.height = Math.ceil(pages / columns) * pitch;
    this.#drawn = new Uint8Array(pages).fill(255);
  }

  /** Draws the rows in which the state of a page is not what the canvas shows. */
  draw(pages: Uint8Array): void {
    const { width, height } = this.#row;
    const columns = width / height;
    for (let from = 0; from < this.#drawn.length; from += columns) {
      const drawn = this.#drawn.subarray(from, from + columns);
      const states = pages.subarray(from, from + drawn.length);
      if (states.every((state, column) => state === drawn[column])) continue;
      drawn.set(states);
      this.#drawRow(drawn, columns, (from / columns) * height);
    }
  }

  #drawRow(states: Uint8Array, columns: number, y: number): void {
    const { width, height, data } = this.#row;
    const words = new Uint32Array(data.buffer);
    for (let column = 0; column < columns; column++) {
      const stamp = this.#stamps[states[column] ?? PAGE_STATE_NAMES.length]!;
      for (let line = 0; line < height; line++) words.set(stamp[line]!, line * width + column * height);
    }
    this.#context.putImageData(this.#row, 0, y);
  }
}

/** All states side by side on one canvas, which is read once; `pitch` device pixels from one to the next. */
function makeStamps({ palette, host, toEast }: Look, pitch: number, ratio: number): readonly Stamp[] {
  // A gap of a pixel keeps neighbours apart; in the smallest cells there is no room for one.
  const size = pitch - (pitch / ratio >= 3 ? Math.max(1, Math.round(ratio)) : 0);
  const wide = (PAGE_STATE_NAMES.length + 1) * pitch;
  const context = new OffscreenCanvas(wide, pitch).getContext("2d", { alpha: false })!;
  context.fillStyle = palette.bay;
  context.fillRect(0, 0, wide, pitch);
  const square = { context, y: 0, size, palette, toEast };
  for (const [index, state] of PAGE_STATE_NAMES.entries())
    drawCell({ ...square, x: index * pitch }, state, host, ratio);
  const words = new Uint32Array(context.getImageData(0, 0, wide, pitch).data.buffer);
  const line = (from: number) => words.subarray(from, from + pitch);
  return [...PAGE_STATE_NAMES, null].map((_, index) =>
    Array.from({ length: pitch }, (_, at) => line(at * wide + index * pitch)),
  );
}
