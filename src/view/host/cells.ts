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

/** Stamps that were made, by the palette in which they are and then by all else; a map that comes again has them at once. */
const made = new WeakMap<Palette, Map<string, readonly Stamp[]>>();

/**
 * The page map of one host on a canvas. Every state is made once as a stamp; after that only rows in which a state has
 * changed are put together again and drawn, so that 16,384 pages cost no more than the few that move, and a map that is
 * another one altogether costs a few dozen pictures of a row.
 */
export class CellPainter {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  /** One for each state, and the last for where there is no page. */
  #stamps: readonly Stamp[] = [];
  #drawn = new Uint8Array(0);
  /** One row of cells, to be put together in. */
  #row = new ImageData(1, 1);
  /** Device pixels from one cell to the next. */
  #pitch = 0;
  #columns = 1;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
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
    const stamps = stampsOf(look, pitch, ratio);
    if (stamps === this.#stamps && pages === this.#drawn.length) return;
    this.#stamps = stamps;
    this.#pitch = pitch;
    this.#columns = columns;
    this.#canvas.width = columns * pitch;
    this.#canvas.height = Math.ceil(pages / columns) * pitch;
    this.#row = new ImageData(columns * pitch, pitch);
    this.#drawn = new Uint8Array(pages).fill(255);
  }

  /** Draws the rows in which the state of a page is not what the canvas shows. */
  draw(pages: Uint8Array): void {
    for (let from = 0; from < this.#drawn.length; from += this.#columns)
      if (this.#takeRow(pages, from)) this.#drawRow(from);
  }

  /** Takes the states of a row over, and tells whether one of them is new. */
  #takeRow(pages: Uint8Array, from: number): boolean {
    const drawn = this.#drawn;
    const end = Math.min(drawn.length, from + this.#columns);
    let isNew = false;
    for (let page = from; page < end; page++) {
      if (pages[page] === drawn[page]) continue;
      drawn[page] = pages[page]!;
      isNew = true;
    }
    return isNew;
  }

  #drawRow(from: number): void {
    const { width, data } = this.#row;
    const words = new Uint32Array(data.buffer);
    for (let column = 0; column < this.#columns; column++) {
      const stamp = this.#stamps[this.#drawn[from + column] ?? PAGE_STATE_NAMES.length]!;
      for (let line = 0; line < this.#pitch; line++)
        words.set(stamp[line]!, line * width + column * this.#pitch);
    }
    this.#context.putImageData(this.#row, 0, (from / this.#columns) * this.#pitch);
  }
}

/** The stamps in a look, `pitch` device pixels from one cell to the next and `ratio` of them to a CSS pixel. */
function stampsOf(look: Look, pitch: number, ratio: number): readonly Stamp[] {
  const { palette, host, toEast } = look;
  const known = made.get(palette) ?? new Map<string, readonly Stamp[]>();
  made.set(palette, known);
  const key = `${host} ${toEast} ${pitch} ${ratio}`;
  const stamps = known.get(key) ?? makeStamps(look, pitch, ratio);
  known.set(key, stamps);
  return stamps;
}

/** All states side by side on one canvas, which is read once. */
function makeStamps({ palette, host, toEast }: Look, pitch: number, ratio: number): readonly Stamp[] {
  // A gap of a pixel keeps neighbours apart; in the smallest cells there is no room for one.
  const gap = pitch / ratio >= 3 ? Math.max(1, Math.round(ratio)) : 0;
  const wide = (PAGE_STATE_NAMES.length + 1) * pitch;
  const context = new OffscreenCanvas(wide, pitch).getContext("2d", {
    alpha: false,
    willReadFrequently: true,
  })!;
  context.fillStyle = palette.bay;
  context.fillRect(0, 0, wide, pitch);
  PAGE_STATE_NAMES.forEach((state, index) => {
    const square = { context, x: index * pitch, y: 0, size: pitch - gap, palette, toEast };
    drawCell(square, state, host, ratio);
  });
  const words = new Uint32Array(context.getImageData(0, 0, wide, pitch).data.buffer);
  const lineOf = (index: number, line: number) =>
    words.subarray(line * wide + index * pitch, line * wide + (index + 1) * pitch);
  return Array.from({ length: wide / pitch }, (_, index) =>
    Array.from({ length: pitch }, (_, line) => lineOf(index, line)),
  );
}
