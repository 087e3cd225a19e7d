import type { Guide } from "./lesson/guide.svelte.ts";

/** What stands over the picture where a lesson is shown: it is loaded then, and not before. */
export interface Leading {
  readonly guide: Guide;
  /** Puts it into its place. Gives what takes it out again. */
  readonly show: (place: HTMLElement) => () => void;
}
