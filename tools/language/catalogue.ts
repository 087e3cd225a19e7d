/** The catalogues of `languages`, in gettext's format, and what a page loads of them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import PO from "pofile";
import type { Entry, Message } from "../../src/language/words.ts";
import type { MessageId } from "./messages-in.ts";
import { pseudo } from "./pseudo.ts";

export const SOURCE_LANGUAGE = "en";
/** The language that is derived for tests: it is offered to nobody. */
export const PSEUDO_LANGUAGE = "pseudo";

/** What a folder of `languages` says of its language. */
export interface LanguageFolder {
  readonly locale: string;
  readonly name: string;
  readonly direction: "ltr" | "rtl";
  /** What a page says, whatever language is wished for, where no script runs; English says it in index.html. */
  readonly needsScript?: string;
}

/** The languages that have a folder, English first. */
export function languageFolders(root: string): readonly LanguageFolder[] {
  const folder = join(root, "languages");
  const locales = readdirSync(folder).filter((name) => existsSync(join(folder, name, "language.json")));
  const isSource = (locale: string) => Number(locale === SOURCE_LANGUAGE);
  return locales
    .sort((one, other) => isSource(other) - isSource(one) || (one < other ? -1 : 1))
    .map((locale) => ({
      locale,
      ...JSON.parse(readFileSync(join(folder, locale, "language.json"), "utf8")),
    }));
}

/** Where the messages of a language lie. */
export function catalogueFile(root: string, locale: string): string {
  return join(root, "languages", locale, "page.po");
}

/** The translations of one language. */
export type Translations = ReadonlyMap<string, readonly string[]>;

/** What a message is found by: its English words, and the file, where one file says it otherwise than the others. */
export function keyOf({ one, other }: MessageId, file = ""): string {
  return [file, one, other ?? ""].join("\0");
}

/** Reads a catalogue; empty where there is none, as for English. */
export function translationsOf(root: string, locale: string): Translations {
  const file = catalogueFile(root, locale);
  if (!existsSync(file)) return new Map();
  return new Map(
    PO.parse(readFileSync(file, "utf8")).items.map(({ msgid, msgid_plural, msgctxt, msgstr }) => [
      keyOf({ one: msgid, other: msgid_plural ?? null }, msgctxt),
      msgstr,
    ]),
  );
}

/** A text with its values' places taken out of it. */
export function compiled(text: string): Message {
  const parts = text
    .split(/\{(\d+)\}/)
    .map((part, index) => (index % 2 === 1 ? Number(part) : part))
    .filter((part) => part !== "");
  return parts.length === 1 && typeof parts[0] === "string" ? parts[0] : parts;
}

/** What a language's page says for a message. Where nobody has translated it, it is English. */
export function entryOf(
  locale: string,
  translations: Translations,
  message: MessageId,
  file: string,
  forms: number,
): Entry {
  const { one, other } = message;
  const found = translations.get(keyOf(message, file)) ?? translations.get(keyOf(message));
  const said = found?.length && found.every((text) => text !== "") ? found : null;
  const english = other === null ? [one] : [one, ...Array<string>(forms - 1).fill(other)];
  const texts = locale === PSEUDO_LANGUAGE ? english.map(pseudo) : (said ?? english);
  return other === null ? compiled(texts[0]!) : { forms: texts.map(compiled) };
}
