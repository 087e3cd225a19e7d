/** By which path pages moved since the corner before. */
export type PicturePath = "none" | "link" | "file" | "both";

/** What the guest did: it runs, waits for a page, is stunned, or is lost. A letter for each of a picture's pieces of time. */
export type PictureGuest = "r" | "w" | "s" | "l";

/** A run as it is drawn on its card: samples of the run itself, made by `npm run -s examples`. */
export interface Picture {
  /** Pages of guest RAM. */
  readonly pages: number;
  /** Milliseconds from the first migration's beginning to the picture's end. */
  readonly endsMs: number;
  /** Corners of the line: milliseconds, pages that have not arrived, and the path up to there. */
  readonly line: readonly (readonly [number, number, PicturePath])[];
  /** {@link PictureGuest} letters, each for an equal piece of the time. */
  readonly guest: string;
  /** What was done to the run, and when. */
  readonly marks: readonly (readonly [number, string])[];
}
