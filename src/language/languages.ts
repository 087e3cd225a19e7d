/** The languages of the page, each a folder in `languages`; the build lists them, with their catalogues as parts of their own. */
import { LANGUAGES } from "virtual:languages";
import { speak } from "./locale.ts";
import { addMessages, type Entry } from "./words.ts";

export interface Language {
  /** As BCP 47 names it. */
  readonly locale: string;
  /** What the page and its numbers go by: the same, but for a language that is derived. */
  readonly tag: string;
  /** Its name in itself. */
  readonly name: string;
  readonly direction: "ltr" | "rtl";
  /** Whether a reader is offered it. */
  readonly isListed: boolean;
  /** The messages of what a first visit loads, and of all the rest. */
  readonly first: () => Promise<{ readonly default: readonly Entry[] }>;
  readonly later: () => Promise<{ readonly default: readonly Entry[] }>;
}

export { LANGUAGES };

let here: Language = LANGUAGES.find(({ locale }) => locale === "en")!;

/** The language of the page. */
export function languageHere(): Language {
  return here;
}

/** Loads what a first visit says. To be awaited before any module that has words is loaded. */
export async function speakIn(language: Language): Promise<void> {
  here = language;
  speak(language.tag);
  addMessages((await language.first()).default);
}
