/**
 * Whole sentences as messages. A source says each in English where it is used; the build puts its number in its place and
 * takes the words from the catalogue of the page's language. Where nothing was built, in Node and in workers, the English
 * words are what is said.
 */
import { localeHere } from "./locale.ts";

/** A message without its values: text, or text and the places of values in turn. */
export type Message = string | readonly (string | number)[];

/** A message as a catalogue holds it: one, or one for each plural form in the order of {@link formsOf}. */
export type Entry = Message | { readonly forms: readonly Message[] };

export type Value = string | number;

const FORMS: readonly Intl.LDMLPluralRule[] = ["zero", "one", "two", "few", "many", "other"];

let entries: readonly Entry[] = [];

/** Puts the messages of a catalogue after those that are there. */
export function addMessages(more: readonly Entry[]): void {
  entries = [...entries, ...more];
}

/** The plural forms that a language has, in the order in which its catalogue gives them. */
export function formsOf(language: string): readonly Intl.LDMLPluralRule[] {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  return FORMS.filter((form) => pluralCategories.includes(form));
}

function filled(message: Message, values: readonly Value[]): string {
  if (typeof message === "string") return message;
  return message.map((part) => (typeof part === "number" ? values[part] : part)).join("");
}

function isMessage(entry: Entry): entry is Message {
  return typeof entry === "string" || "map" in entry;
}

/** A sentence or a label: to be used as a tag, for its words to be found by who translates them. */
export function t(words: TemplateStringsArray | number, ...values: Value[]): string {
  if (typeof words !== "number") return String.raw({ raw: words }, ...values);
  const entry = entries[words]!;
  return isMessage(entry) ? filled(entry, values) : "";
}

interface Plural {
  /** The rule of the language, made when it is first needed, and the forms in the catalogue's order. */
  readonly rule: Intl.PluralRules;
  readonly forms: readonly Intl.LDMLPluralRule[];
}

let kept: Plural | null = null;

function pluralHere(): Plural {
  kept ??= { rule: new Intl.PluralRules(localeHere()), forms: formsOf(localeHere()) };
  return kept;
}

/**
 * A whole sentence in the form that a number asks for. Both forms stand in the source as English has them, `one` for 1 only;
 * the catalogue has as many as its language needs.
 */
export function plural(value: number, forms: { readonly one: string; readonly other: string }): string;
export function plural(value: number, message: number, values?: readonly Value[]): string;
export function plural(
  value: number,
  words: { readonly one: string; readonly other: string } | number,
  values: readonly Value[] = [],
): string {
  if (typeof words !== "number") return value === 1 ? words.one : words.other;
  const { rule, forms } = pluralHere();
  const entry = entries[words]!;
  return isMessage(entry) ? "" : filled(entry.forms[forms.indexOf(rule.select(value))]!, values);
}
