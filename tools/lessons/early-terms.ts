/** Finds terms that lessons use before they explain them, as a learner meets their words. */
import type { Lesson } from "../../src/lessons/lesson.ts";
import { OPTIONAL_SECTIONS, sectionsOf } from "../../src/lessons/section-names.ts";
import { explainedIn, glossaryOf, termOf } from "../../src/lessons/terms.ts";
import type { Block, Inline } from "../../src/lessons/words.ts";

/** Endings of a word in a language, with which it is still the same term; of others none are known. */
const ENDINGS: Readonly<Record<string, string>> = { en: "s|es|ed|ned|ning", de: "s|es|n|en|e|er" };

/** What stands for a term that was found, so that a shorter one in it is not found, too. */
const FOUND = "\uE002";

/** Every use of a term before its explanation, as a sentence; `lessons` are in their order and of one language. */
export function earlyTerms(lessons: readonly Lesson[]): string[] {
  const [first] = lessons;
  if (!first) return [];
  const names = glossaryOf(lessons)
    .flatMap((term) => term.names.map((name) => ({ name, id: term.id })))
    .sort((one, other) => other.name.length - one.name.length);
  const known = new Set<string>();
  const early: string[] = [];
  for (const { id, data, words } of lessons) {
    const explained = explainedIn(words);
    for (const section of readingOrder(sectionsOf(data), Object.keys(words.sections))) {
      const here = new Set([...explained].filter(([, where]) => where === section).map(([term]) => term));
      for (const used of usedTerms(words.sections[section]!.blocks, names, here, words.language))
        if (!known.has(used.id))
          early.push(
            `${id} (${words.language}): "${used.name}" stands in ${section} before it is explained.`,
          );
      for (const term of here) known.add(term);
    }
  }
  return early;
}

/** Sections in the order in which they are read: what may be there besides stands behind what it belongs to. */
function readingOrder(wanted: readonly string[], there: readonly string[]): string[] {
  const others = there.filter((name) => OPTIONAL_SECTIONS.includes(name));
  return [...wanted, ...others].filter((name) => there.includes(name) && termOf(name) === null);
}

interface Name {
  readonly id: string;
  readonly name: string;
}

/** The terms that a section uses, but those that it explains where they stand for the first time. */
function usedTerms(
  blocks: readonly Block[],
  names: readonly Name[],
  explained: ReadonlySet<string>,
  language: string,
): Name[] {
  let text = textOf(blocks);
  return names.filter(({ id, name }) => {
    const before = explained.has(id) ? text.slice(0, text.indexOf(markOf(id))) : text;
    const pattern = patternOf(name, language);
    const isUsed = pattern.test(before);
    text = text.replaceAll(new RegExp(pattern, "giu"), (all) => FOUND.repeat(all.length));
    return isUsed;
  });
}

function patternOf(name: string, language: string): RegExp {
  const plain = name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const endings = ENDINGS[language];
  return new RegExp(`(?<![\\p{L}-])${plain}${endings ? `(?:${endings})?` : ""}(?!\\p{L})`, "iu");
}

/** Where a term is explained its name is not used, but given. */
const markOf = (id: string): string => `\uE003${id}\uE003`;

function textOf(blocks: readonly Block[]): string {
  return blocks
    .map((block) =>
      block.kind === "paragraph" ? inlineText(block.inlines) : block.items.map(textOf).join("\n"),
    )
    .join("\n");
}

/** All that may come to be read: of an expression the texts in it. */
function inlineText(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (inline.kind === "value") return (inline.expression.match(/"[^"]*"/g) ?? []).join(" ");
      if ("text" in inline) return inline.text;
      return (inline.kind === "term" ? markOf(inline.id) : "") + inlineText(inline.inlines);
    })
    .join("");
}
