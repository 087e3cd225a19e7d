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

/**
 * The page map of one host on a canvas. Every state is drawn once as a stamp; after that only cells whose state has
 * changed are stamped again, so that 16,384 pages cost no more than the few that move.
 */
export class CellPainter {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  #stamps: OffscreenCanvas[] = [];
  #drawn = new Uint8Array(0);
  /** Device pixels from one cell to the next. */
  #pitch = 0;
  #columns = 1;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d", { alpha: false })!;
  }

  /** Fits the canvas to `pages` cells in `width` CSS pixels and makes the stamps. Everything is drawn anew after it. */
  fit(pages: number, width: number, ratio: number, look: Look): void {
    const { palette, host, toEast } = look;
    this.#columns = columnsOf(pages);
    this.#pitch = Math.max(1, Math.floor((width * ratio) / this.#columns));
    this.#canvas.width = this.#columns * this.#pitch;
    this.#canvas.height = Math.ceil(pages / this.#columns) * this.#pitch;
    this.#context.fillStyle = palette.bay;
    this.#context.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    // A gap of a pixel keeps neighbours apart; in the smallest cells there is no room for one.
    const gap = this.#pitch / ratio >= 3 ? Math.max(1, Math.round(ratio)) : 0;
    const size = this.#pitch - gap;
    this.#stamps = PAGE_STATE_NAMES.map((state) => {
      const stamp = new OffscreenCanvas(this.#pitch, this.#pitch);
      const context = stamp.getContext("2d", { alpha: false })!;
      context.fillStyle = palette.bay;
      context.fillRect(0, 0, this.#pitch, this.#pitch);
      drawCell({ context, x: 0, y: 0, size, palette, toEast }, state, host, ratio);
      return stamp;
    });
    this.#drawn = new Uint8Array(pages).fill(255);
  }

  /** Draws the pages whose state is not what the canvas shows. */
  draw(pages: Uint8Array): void {
    for (let page = 0; page < this.#drawn.length; page++) {
      const state = pages[page]!;
      if (state === this.#drawn[page]) continue;
      this.#drawn[page] = state;
      const x = (page % this.#columns) * this.#pitch;
      const y = Math.floor(page / this.#columns) * this.#pitch;
      this.#context.drawImage(this.#stamps[state]!, x, y);
    }
  }
}
