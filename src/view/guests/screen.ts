import { PageState } from "../../host/page-state.ts";
import type { ScreenFrame } from "../../host/screen.ts";
import { PAGE_BYTES } from "../../machine/layout.ts";

/** A colour as 0x00RRGGBB. */
export type Color = number;

/** The colours of the marks that stand where a page of the picture is missing. */
export interface Glass {
  readonly dark: Color;
  readonly mark: Color;
  readonly link: Color;
  readonly file: Color;
  readonly fault: Color;
}

/** Pages whose bytes are not at the destination, so that nothing of the picture in them may be shown. */
const MISSING: ReadonlySet<number> = new Set([
  PageState.empty,
  PageState.stale,
  PageState.owed,
  PageState.inFlightByLink,
  PageState.inFlightByFile,
  PageState.faulted,
]);

/** A picture's pixels as a canvas has them: a word each, alpha highest and red lowest, as all browsers' machines store it. */
export function wordsOf(image: ImageData): Uint32Array {
  return new Uint32Array(image.data.buffer);
}

const rgba = (red: number, green: number, blue: number) => 0xff000000 | (blue << 16) | (green << 8) | red;

const shown = (color: Color) => rgba((color >>> 16) & 255, (color >>> 8) & 255, color & 255);

/** The grey of a screen that stands still. */
function faded(color: Color): number {
  const grey = ((color >>> 16) & 255) * 0.3 + ((color >>> 8) & 255) * 0.59 + (color & 255) * 0.11;
  return rgba(grey * 0.62 + 24, grey * 0.6 + 20, grey * 0.56 + 16);
}

/** Copies the picture into `image`; `stands` gives it the grey of a screen that stands still. */
export function paintPicture(image: Uint32Array, { pixels }: ScreenFrame, stands: boolean): void {
  if (stands) for (let pixel = 0; pixel < pixels.length; pixel++) image[pixel] = faded(pixels[pixel]!);
  else for (let pixel = 0; pixel < pixels.length; pixel++) image[pixel] = shown(pixels[pixel]!);
}

/** The colour of a missing page's pixel: a line for the page that is waited for, dashes on the way, dots when owed. */
function markOf(state: number, x: number, row: number, glass: Glass): Color {
  if (state === PageState.faulted) return glass.fault;
  const flying = state === PageState.inFlightByLink || state === PageState.inFlightByFile;
  const inMark = row >= 1 && row <= 2 && x % 16 < (flying ? 6 : 2);
  if (!inMark) return glass.dark;
  if (!flying) return glass.mark;
  return state === PageState.inFlightByLink ? glass.link : glass.file;
}

/** Darkens the stretches of the picture whose pages have not come, each with the mark of its state. */
export function paintMissing(
  image: Uint32Array,
  screen: ScreenFrame,
  states: Uint8Array,
  glass: Glass,
): void {
  const size = screen.width * screen.height;
  const pageCount = Math.ceil((screen.offsetInPage + size * 4) / PAGE_BYTES);
  for (let index = 0; index < pageCount; index++) {
    const state = states[screen.firstPage + index] ?? PageState.present;
    if (!MISSING.has(state)) continue;
    const from = Math.max(0, (index * PAGE_BYTES - screen.offsetInPage) / 4);
    const to = Math.min(size, ((index + 1) * PAGE_BYTES - screen.offsetInPage) / 4);
    const shift = (index % 2) * 8;
    for (let pixel = Math.floor(from); pixel < to; pixel++) {
      const row = Math.floor(pixel / screen.width) - Math.floor(from / screen.width);
      image[pixel] = shown(markOf(state, (pixel % screen.width) + shift, row, glass));
    }
  }
}
