import type { Heads } from "./catalogue.ts";
import { LESSON_IDS } from "./catalogue.ts";

const HEADS = import.meta.glob<Heads>("../../../../lessons/*/en.md", {
  import: "default",
  query: "?heads",
  eager: true,
});

/** Titles and questions of all lessons, in their order. */
export const LESSON_HEADS: readonly (Heads & { readonly id: string })[] = LESSON_IDS.map((id) => ({
  id,
  ...HEADS[`../../../../lessons/${id}/en.md`]!,
}));
