/**
 * The one language of this program's life: a page chooses it before anything with words in it is loaded, and loads itself
 * again for another. Programs without a page, and workers, speak English.
 */
let locale = "en";

/** The language as BCP 47 names it. */
export function localeHere(): string {
  return locale;
}

/** Sets the language. To be called once, before any module that has words is loaded. */
export function speak(language: string): void {
  locale = language;
}
