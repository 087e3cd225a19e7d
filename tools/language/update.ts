/** Keeps the catalogues in step with the sources: what is new stands there without words, what is gone goes. */
import { existsSync, readFileSync } from "node:fs";
import PO from "pofile";
import { formsOf } from "../../src/language/words.ts";
import { catalogueFile, keyOf } from "./catalogue.ts";
import type { MessageId } from "./messages-in.ts";
import type { Source } from "./sources.ts";

/** One text, where it is used, and what its values are there. */
export interface Used extends MessageId {
  readonly files: string[];
  readonly values: readonly string[];
}

/** All texts of the sources, each once. */
export function usedIn(sources: readonly Source[]): ReadonlyMap<string, Used> {
  const used = new Map<string, Used>();
  for (const { file, messages } of sources)
    for (const { one, other, values } of messages) {
      const key = keyOf({ one, other });
      const known = used.get(key) ?? { one, other, values, files: [] };
      if (!known.files.includes(file)) known.files.push(file);
      used.set(key, known);
    }
  return used;
}

/** A language's catalogue as it has to be for these sources, as text. */
export function updated(root: string, locale: string, sources: readonly Source[]): string {
  const file = catalogueFile(root, locale);
  const before = existsSync(file) ? PO.parse(readFileSync(file, "utf8")) : new PO();
  const translated = new Map(
    before.items.map((item) => [
      keyOf({ one: item.msgid, other: item.msgid_plural ?? null }, item.msgctxt),
      item.msgstr,
    ]),
  );
  const after = new PO();
  after.headers = headersFor(locale);
  for (const [key, message] of usedIn(sources)) {
    after.items.push(itemOf(message, translated.get(key) ?? [], null, locale));
    for (const place of message.files) {
      const own = translated.get(keyOf(message, place));
      if (own) after.items.push(itemOf({ ...message, files: [place] }, own, place, locale));
    }
  }
  return `${after.toString().trimEnd()}\n`;
}

function headersFor(locale: string): Record<string, string> {
  return {
    Language: locale,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "X-Plural-Categories": formsOf(locale).join(", "),
  };
}

function itemOf(
  { one, other, files, values }: Used,
  words: readonly string[],
  context: string | null,
  locale: string,
): InstanceType<typeof PO.Item> {
  const forms = other === null ? 1 : formsOf(locale).length;
  // The constructor's argument is not in the types of the package; without it a plural has two forms.
  const item = new (PO.Item as new (options: { nplurals: number }) => InstanceType<typeof PO.Item>)({
    nplurals: forms,
  });
  item.msgid = one;
  if (other !== null) item.msgid_plural = other;
  if (context !== null) item.msgctxt = context;
  item.msgstr = Array.from({ length: forms }, (_, index) => words[index] ?? "");
  item.references = [...files];
  item.extractedComments = values.map((value, index) => `{${index}}: ${value.replace(/\s+/g, " ")}`);
  return item;
}
