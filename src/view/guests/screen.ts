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

/** The colour that tells of a missing page: a line for the page that is waited for, dashes on the way, dots when owed. */
function markOf(state: number, glass: Glass): Color {
  if (state === PageState.faulted) return glass.fault;
  if (state === PageState.inFlightByLink) return glass.link;
  return state === PageState.inFlightByFile ? glass.file : glass.mark;
}

/** Darkens the stretches of the picture whose pages have not come, each with the mark of its state. */
export function paintMissing(
  image: Uint32Array,
  { width, height, offsetInPage, firstPage }: ScreenFrame,
  states: Uint8Array,
  glass: Glass,
): void {
  const size = width * height;
  const pageCount = Math.ceil((offsetInPage + size * 4) / PAGE_BYTES);
  for (let index = 0; index < pageCount; index++) {
    const state = states[firstPage + index] ?? PageState.present;
    if (!MISSING.has(state)) continue;
    const from = Math.floor(Math.max(0, (index * PAGE_BYTES - offsetInPage) / 4));
    const to = Math.ceil(Math.min(size, ((index + 1) * PAGE_BYTES - offsetInPage) / 4));
    const mark = shown(markOf(state, glass));
    image.fill(state === PageState.faulted ? mark : shown(glass.dark), from, to);
    const wide = state === PageState.inFlightByLink || state === PageState.inFlightByFile ? 6 : 2;
    const shift = (index % 2) * 8;
    // They stand in the second and third row of the stretch.
    const second = (Math.floor(from / width) + 1) * width;
    for (let pixel = second; pixel < Math.min(to, second + 2 * width); pixel++)
      if (((pixel % width) + shift) % 16 < wide) image[pixel] = mark;
  }
}
