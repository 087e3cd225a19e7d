import type { Language } from "./languages.ts";

/** What speaks for a language, the strongest first. */
export interface Wishes {
  /** What the address asks for; null where it asks for none. */
  readonly asked: string | null;
  /** What was chosen in this browser before; null where nothing was. */
  readonly kept: string | null;
  /** What the browser asks for, the dearest first. */
  readonly browser: readonly string[];
}

/**
 * The first language that is wished for and is there, by its whole name or else by what stands before its "-"; English
 * where there is none. Only the address can ask for one that nobody is offered.
 */
export function chosen({ asked, kept, browser }: Wishes, languages: readonly Language[]): Language {
  const hidden = languages.find(({ locale }) => locale === asked);
  if (hidden) return hidden;
  const wishes = [asked, kept, ...browser].filter((wish) => wish !== null);
  const found = wishes.map((wish) => nearest(wish, languages)).find((language) => language !== undefined);
  return found ?? languages.find(({ locale }) => locale === "en")!;
}

function nearest(wish: string, languages: readonly Language[]): Language | undefined {
  const named = (name: string) =>
    languages.find(({ locale, isListed }) => isListed && locale.toLowerCase() === name);
  const name = wish.toLowerCase();
  return named(name) ?? named(name.split("-")[0]!);
}
