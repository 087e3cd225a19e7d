/**
 * The technical terms of lessons. A lesson explains a term where its words have a link to `#term/ID`, and says what it means in
 * a section of its own, `## term.ID`, for whoever wants to look it up again.
 */
import type { Lesson } from "./lesson.ts";
import { stepOfSection } from "./section-names.ts";
import type { Block, Inline, Words } from "./words.ts";

/** What sections of terms are called before the term's name. */
const TERM = "term.";

/** A term of a lesson. */
export interface Term {
  readonly id: string;
  /** What it is called, and behind that what else it is called in a text, such as its plural where that is another word. */
  readonly names: readonly [string, ...string[]];
  readonly meaning: string;
}

/** A term in the list of all of them, with the place at which it is explained. */
export interface GlossaryEntry extends Term {
  /** The lesson that explains it: its name, its title, and the language of both title and term. */
  readonly lesson: string;
  readonly title: string;
  readonly language: string;
  /** The step of that lesson, from 1 on. */
  readonly step: number;
}

/** The name of a term whose section this is; null for another section. */
export function termOf(section: string): string | null {
  return section.startsWith(TERM) ? section.slice(TERM.length) : null;
}

/** All terms that a lesson's words explain, in the order in which they stand there. */
export function termsOf({ sections }: Words): Term[] {
  return Object.entries(sections).flatMap(([name, { blocks }]) => {
    const id = termOf(name);
    const term = id === null ? null : termIn(id, blocks);
    return term ? [term] : [];
  });
}

/** A term in the blocks of its section; null where they are not "**name** (**plural**): what it means". */
export function termIn(id: string, blocks: readonly Block[]): Term | null {
  const [block, second] = blocks;
  if (block?.kind !== "paragraph" || second) return null;
  const isPlain = block.inlines.every(({ kind }) => kind === "text" || kind === "strong" || kind === "code");
  const begun = block.inlines.findIndex((inline) => inline.kind === "text" && inline.text.includes(": "));
  const [name, ...others] = block.inlines.slice(0, begun).flatMap((inline) => {
    const text = inline.kind === "strong" ? plainText([inline]) : "";
    return text === "" ? [] : [text];
  });
  if (!isPlain || begun < 1 || block.inlines[0]?.kind !== "strong" || name === undefined) return null;
  const rest = plainText(block.inlines.slice(begun));
  return { id, names: [name, ...others], meaning: rest.slice(rest.indexOf(": ") + 2) };
}

/** The sections in which a lesson explains terms, by the terms' names: the first with a link to each. */
export function explainedIn({ sections }: Words): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, { blocks }] of Object.entries(sections))
    if (termOf(name) === null)
      for (const id of blocks.flatMap(termsInBlock)) if (!found.has(id)) found.set(id, name);
  return found;
}

/** The list of all terms of some lessons, in their order. */
export function glossaryOf(lessons: readonly Lesson[]): GlossaryEntry[] {
  return lessons.flatMap(({ id, words }) => {
    const sections = explainedIn(words);
    const { title, language } = words;
    return termsOf(words).map((term) => {
      const step = stepOfSection(sections.get(term.id) ?? "");
      return { ...term, lesson: id, title, language, step };
    });
  });
}

function termsInBlock(block: Block): string[] {
  return block.kind === "paragraph" ? termsIn(block.inlines) : block.items.flat().flatMap(termsInBlock);
}

function termsIn(inlines: readonly Inline[]): string[] {
  return inlines.flatMap((inline) => {
    const inner = "inlines" in inline ? termsIn(inline.inlines) : [];
    return inline.kind === "term" ? [inline.id, ...inner] : inner;
  });
}

function plainText(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => ("text" in inline ? inline.text : "inlines" in inline ? plainText(inline.inlines) : ""))
    .join("");
}
