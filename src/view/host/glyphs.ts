import type { PageStateName } from "../../host/page-state.ts";
import type { HostName } from "../../place/place.ts";

/** The tokens that cells are drawn in, resolved for the present theme. */
export type Palette = Record<(typeof TOKENS)[number], string>;

const TOKENS = [
  "ink",
  "bay",
  "present",
  "stale",
  "stalemark",
  "owed",
  "owedmark",
  "glyph",
  "empty",
  "emptyline",
  "fault",
  "linkfill",
  "filefill",
] as const;

/** The palettes that were read, by the element on which a lab's themes are set: what stands around it may change the tokens. */
const palettes = new WeakMap<Element, Map<string, Palette>>();

/**
 * The tokens in a look, read at an element of the lab whose root is `root`; a canvas cannot use custom properties itself.
 * Reading them once is enough: it takes a layout.
 */
export function paletteOf(look: string, element: HTMLElement, root: Element): Palette {
  const known = palettes.get(root) ?? new Map<string, Palette>();
  palettes.set(root, known);
  const palette = known.get(look) ?? readPalette(element);
  known.set(look, palette);
  return palette;
}

function readPalette(element: HTMLElement): Palette {
  const probe = document.createElement("span");
  element.append(probe);
  const entries = TOKENS.map((token) => {
    probe.style.color = `var(--${token})`;
    return [token, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(entries) as Palette;
}

/** Cells narrower than this many CSS pixels, with their gap, are plain: a glyph in them would only be noise. */
const SMALLEST_GLYPH = 5;

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A square of `size` device pixels to draw one cell in, with its corner at `x`, `y`. */
interface Square {
  readonly context: Context;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly palette: Palette;
  /** Whether pages go from West to East, to the right. */
  readonly toEast: boolean;
}

function fill({ context, x, y, size }: Square, color: string): void {
  context.fillStyle = color;
  context.fillRect(x, y, size, size);
}

function outline(square: Square): void {
  const { context, x, y, size, palette } = square;
  fill(square, palette.empty);
  const width = Math.max(1, Math.round(size / 10));
  context.strokeStyle = palette.emptyline;
  context.lineWidth = width;
  context.strokeRect(x + width / 2, y + width / 2, size - width, size - width);
}

function dot({ context, x, y, size }: Square, color: string, share: number): void {
  const side = Math.max(1, Math.round(size * share));
  const from = Math.round((size - side) / 2);
  context.fillStyle = color;
  context.fillRect(x + from, y + from, side, side);
}

function polygon({ context, x, y, size }: Square, color: string, corners: readonly [number, number][]): void {
  context.fillStyle = color;
  context.beginPath();
  for (const [u, v] of corners) context.lineTo(x + u * size, y + v * size);
  context.fill();
}

function stroke(
  { context, x, y, size }: Square,
  color: string,
  ends: readonly [number, number][],
  width: number,
): void {
  context.strokeStyle = color;
  context.lineWidth = Math.max(1, size * width);
  context.beginPath();
  for (const [index, [u, v]] of ends.entries()) {
    if (index % 2 === 0) context.moveTo(x + u * size, y + v * size);
    else context.lineTo(x + u * size, y + v * size);
  }
  context.stroke();
}

/** One bar through the middle: lying like the cable, or standing like a letter in a slot. */
function bar({ context, x, y, size, palette }: Square, lying: boolean): void {
  const width = Math.max(1, Math.round(size * 0.2));
  const from = Math.round((size - width) / 2);
  context.fillStyle = palette.glyph;
  if (lying) context.fillRect(x, y + from, size, width);
  else context.fillRect(x + from, y, width, size);
}

function flying(square: Square, host: HostName, color: string): void {
  if (host === "source") fill(square, square.palette.stale);
  else outline(square);
  const ahead = (u: number) => (square.toEast ? u : 1 - u);
  polygon(square, color, [
    [ahead(0.14), 0.08],
    [ahead(0.92), 0.5],
    [ahead(0.14), 0.92],
  ]);
}

/**
 * How each state looks with its glyph. The fill says whether the bytes are in this machine, the glyph says what is
 * true about them.
 */
const GLYPHS: Record<PageStateName, (square: Square, host: HostName) => void> = {
  empty: (square) => dot(square, square.palette.emptyline, 0.16),
  present: (square) => fill(square, square.palette.present),
  dirty: (square) => {
    fill(square, square.palette.present);
    polygon(square, square.palette.ink, [
      [0.28, 0],
      [1, 0],
      [1, 0.72],
    ]);
  },
  stale: (square) => {
    fill(square, square.palette.stale);
    stroke(
      square,
      square.palette.stalemark,
      [
        [0.12, 0.88],
        [0.88, 0.12],
      ],
      0.1,
    );
  },
  owed: (square, host) => {
    const { palette } = square;
    if (host === "source") fill(square, palette.owed);
    else outline(square);
    dot(square, host === "source" ? palette.owedmark : palette.ink, 0.3);
  },
  inFlightByLink: (square, host) => flying(square, host, square.palette.linkfill),
  inFlightByFile: (square, host) => flying(square, host, square.palette.filefill),
  byLink: (square) => {
    fill(square, square.palette.linkfill);
    bar(square, true);
  },
  byFile: (square) => {
    fill(square, square.palette.filefill);
    bar(square, false);
  },
  faulted: (square) => {
    fill(square, square.palette.fault);
    stroke(
      square,
      square.palette.glyph,
      [
        [0.22, 0.22],
        [0.78, 0.78],
        [0.78, 0.22],
        [0.22, 0.78],
      ],
      0.16,
    );
  },
};

/** The one colour of a state where a cell is too small for its glyph. */
function plainColor(state: PageStateName, host: HostName, palette: Palette): string {
  switch (state) {
    case "empty":
      return palette.empty;
    case "owed":
      return host === "source" ? palette.owed : palette.emptyline;
    case "inFlightByLink":
    case "byLink":
      return palette.linkfill;
    case "inFlightByFile":
    case "byFile":
      return palette.filefill;
    case "faulted":
      return palette.fault;
    case "dirty":
      return palette.ink;
    default:
      return palette[state];
  }
}

/** Draws one cell, `ratio` device pixels to a CSS pixel. */
export function drawCell(square: Square, state: PageStateName, host: HostName, ratio: number): void {
  if (square.size / ratio >= SMALLEST_GLYPH - 1) return GLYPHS[state](square, host);
  fill(square, plainColor(state, host, square.palette));
  // The two ways differ by more than their colour as long as there is room for a bar of one pixel.
  const isArrived = state === "byLink" || state === "byFile";
  if (isArrived && square.size >= 3) bar(square, state === "byLink");
}
