import type { Component } from "svelte";
import type { Guide } from "./lesson/guide.svelte.ts";

/** What stands over the picture where a lesson is shown: it is loaded then, and not before. */
export interface Leading {
  readonly Panel: Component<{ readonly guide: Guide; readonly theme: string }>;
  readonly guide: Guide;
}
