import { localeHere } from "../../../language/locale.ts";
import type { Spoken } from "../sitting/sitting.svelte.ts";

/** The `lang` of a lesson's words where they are in another language than the page; nothing where they are not. */
export function foreignLanguage({ lesson }: Spoken): string | undefined {
  const { language } = lesson.words;
  return language === localeHere() ? undefined : language;
}
