import { savedLanguage } from "../browser/own-files.ts";
import type { Languages } from "../lab/environment.ts";
import { chosen } from "../language/choose.ts";
import { LANGUAGES, type Language, languageHere } from "../language/languages.ts";
import { choices } from "./stores.ts";

const KEY = "quick-resume-lab language";
const PARAMETER = "lang";

/**
 * The language that the address asks for, or else the browser's last choice, or else the one in which the page was saved, or
 * else what the browser speaks.
 */
export function wantedLanguage(): Language {
  const asked = new URLSearchParams(location.search).get(PARAMETER);
  const kept = choices.read(KEY) ?? savedLanguage;
  return chosen({ asked, kept, browser: navigator.languages }, LANGUAGES);
}

/** Tells the browser, and whoever listens, what language the page has and which way it runs. */
export function showLanguage({ tag, direction }: Language): void {
  document.documentElement.lang = tag;
  document.documentElement.dir = direction;
}

/** The languages for whoever offers them. Choosing one loads the page again; a run under way comes back to its moment. */
export const pageLanguages: Languages = {
  get here() {
    return languageHere();
  },
  offered: LANGUAGES.filter(({ isListed }) => isListed),
  choose: (locale) => {
    choices.write(KEY, locale);
    const address = new URL(location.href);
    address.searchParams.delete(PARAMETER);
    // Where the browser keeps nothing, the address does.
    if (choices.read(KEY) !== locale) address.searchParams.set(PARAMETER, locale);
    history.replaceState(null, "", address);
    location.reload();
  },
};
