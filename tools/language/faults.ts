/** What is wrong with a catalogue. */
import { formsOf } from "../../src/language/words.ts";
import { keyOf, type Translations } from "./catalogue.ts";
import type { MessageId } from "./messages-in.ts";
import type { Source } from "./sources.ts";
import { usedIn } from "./update.ts";

const PLACES = /\{\d+\}|<\/?\w+>/g;

/** Each fault in a line: no words, lost or other values, a wrong number of forms, and words that no source uses. */
export function faultsOf(
  locale: string,
  translations: Translations,
  sources: readonly Source[],
): readonly string[] {
  const used = usedIn(sources);
  const faults = [...used.values()].flatMap((message) =>
    faultsIn(locale, message, translations.get(keyOf(message))),
  );
  const known = new Set(
    [...used.values()].flatMap((message) => [
      keyOf(message),
      ...message.files.map((file) => keyOf(message, file)),
    ]),
  );
  const unused = [...translations.keys()].filter((key) => !known.has(key));
  return [...faults, ...unused.map((key) => `no source says "${key.split("\0")[1]}"`)];
}

function faultsIn(
  locale: string,
  message: MessageId,
  words: readonly string[] | undefined,
): readonly string[] {
  const { one, other } = message;
  const forms = other === null ? 1 : formsOf(locale).length;
  if (!words?.length || words.some((text) => text.trim() === "")) return [`"${one}" has no words`];
  if (words.length !== forms) return [`"${one}" has ${words.length} forms and not ${forms}`];
  const allowed = [placesIn(one), ...(other === null ? [] : [placesIn(other)])];
  const wrong = words.filter((text) => !allowed.includes(placesIn(text)));
  return wrong.map((text) => `"${one}" has other values or tags than "${text}"`);
}

/** The places of values and the tags of a text, in one order. */
function placesIn(text: string): string {
  return [...text.matchAll(PLACES)]
    .map(([place]) => place)
    .sort()
    .join(" ");
}
