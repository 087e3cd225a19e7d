/**
 * Reads the words of a lesson: Markdown, of which paragraphs, lists, emphasis, code and links within the page become the
 * tree of `words.ts`. Whatever else Markdown knows, a picture, a table, markup, is refused and named.
 */

import { Lexer, type Token, type Tokens } from "marked";
import { t } from "../../language/words.ts";
import { quote } from "../../text/quote.ts";
import type { Block, Inline, Words } from "../words.ts";
import { BadLessonError } from "./bad-lesson.ts";
import { isTooLong, MOST_CHARACTERS, MOST_LEVELS, MOST_SECTIONS, MOST_VALUES, readNested } from "./most.ts";

/** Stands for an expression while Markdown is read, which would find signs of its own in it. */
const MARK = /\uE000(\d+)\uE001/;
const MARKS = /[\uE000\uE001]/;
const EXPRESSION = /\{\{([^{}]*)\}\}/g;

/** A link to a term, whose name is that of an option. */
const TERM = /^#term\/([a-z][a-zA-Z0-9]{0,31})$/;

/** Lists or quotations within others on one line, for which the parser needs much longer than for what is long. */
const MANY_SIGNS = /^(?:[ \t]*(?:[-*+>]|\d{1,9}[.)])){20}/m;

interface Value {
  readonly expression: string;
  readonly line: number;
}

/** The words in the text of a file; `firstLine` is where the text begins in it. Throws {@link BadLessonError}. */
export function readWords(text: string, language: string, file: string, firstLine = 1): Words {
  if (text.length > MOST_CHARACTERS) throw isTooLong(file, text.length, "characters", MOST_CHARACTERS);
  return readNested(file, () => new WordsReader(file).read(text, language, firstLine));
}

class WordsReader {
  readonly #file: string;
  readonly #values: Value[] = [];
  /** The line at which the block begins that is read now. */
  #line = 1;
  /** How deep in lists, or in emphasis, it is read now. */
  #level = 0;

  constructor(file: string) {
    this.#file = file;
  }

  read(text: string, language: string, firstLine: number): Words {
    const sections: Record<string, { line: number; blocks: Block[] }> = {};
    let title: string | null = null;
    let present: { line: number; blocks: Block[] } | null = null;
    this.#line = firstLine;
    for (const token of new Lexer({ gfm: false }).lex(this.#withMarks(text, firstLine))) {
      if (token.type === "heading") {
        const { depth, text: heading } = token as Tokens.Heading;
        if (MARKS.test(heading)) this.#refuse(t`an expression in a heading`, t`text there`);
        if (depth === 1 && title === null) title = heading;
        else if (depth === 2) present = this.#open(sections, heading);
        else
          this.#refuse(
            t`a heading ${quote(`${"#".repeat(depth)} ${heading}`)}`,
            `one "# Title" and "## section"`,
          );
      } else if (token.type !== "space") {
        if (!present)
          this.#refuse(t`${quote(token.raw.trim())} above all sections`, t`words below a "## section"`);
        else present.blocks.push(this.#block(token));
      }
      this.#line += token.raw.split("\n").length - 1;
    }
    if (title === null)
      throw new BadLessonError(this.#file, firstLine, t`there is no title; allowed is one "# Title".`);
    return { language, title, sections };
  }

  #open(sections: Record<string, { line: number; blocks: Block[] }>, heading: string) {
    if (Object.hasOwn(sections, heading)) this.#refuse(t`a second section ${quote(heading)}`, t`each once`);
    if (Object.keys(sections).length >= MOST_SECTIONS)
      this.#refuse(t`one more section`, t`so many as ${MOST_SECTIONS}`);
    const section = { line: this.#line, blocks: [] };
    // A heading is a stranger's: it may have a name that objects have already.
    Object.defineProperty(sections, heading, { value: section, enumerable: true });
    return section;
  }

  /** Puts a mark in the place of each expression. */
  #withMarks(text: string, firstLine: number): string {
    if (MANY_SIGNS.test(text)) throw new RangeError("Lists or quotations are nested too deeply.");
    const foreign = text.search(MARKS);
    this.#line = firstLine + text.slice(0, Math.max(0, foreign)).split("\n").length - 1;
    if (foreign >= 0) this.#refuse(t`a character of private use`, t`text`);
    this.#line = firstLine;
    if ((text.match(EXPRESSION)?.length ?? 0) > MOST_VALUES)
      this.#refuse(t`too many expressions`, t`so many as ${MOST_VALUES}`);
    return text.replaceAll(EXPRESSION, (_, expression: string, offset: number) => {
      const line = firstLine + text.slice(0, offset).split("\n").length - 1;
      this.#values.push({ expression: expression.trim(), line });
      return `\uE000${this.#values.length - 1}\uE001`;
    });
  }

  #block(token: Token): Block {
    if (token.type === "paragraph" || token.type === "text")
      return { kind: "paragraph", inlines: this.#inlines((token as Tokens.Paragraph).tokens ?? []) };
    if (token.type === "list") {
      const { ordered, items } = token as Tokens.List;
      return {
        kind: "list",
        ordered,
        items: this.#within(() => items.map(({ tokens }) => this.#item(tokens))),
      };
    }
    return this.#refuse(what(token), t`paragraphs and lists`);
  }

  #item(tokens: readonly Token[]): Block[] {
    return tokens.filter(({ type }) => type !== "space").map((token) => this.#block(token));
  }

  #inlines(tokens: readonly Token[]): Inline[] {
    return this.#within(() => tokens.flatMap((token) => this.#inline(token)));
  }

  #within<Made>(read: () => Made): Made {
    if (++this.#level > MOST_LEVELS)
      this.#refuse(t`something nested more deeply`, t`so deep as ${MOST_LEVELS} levels`);
    const made = read();
    this.#level--;
    return made;
  }

  #inline(token: Token): Inline[] {
    switch (token.type) {
      case "text":
      case "escape":
        return this.#texts((token as Tokens.Text).text);
      case "strong":
        return [{ kind: "strong", inlines: this.#inlines((token as Tokens.Strong).tokens) }];
      case "em":
        return [{ kind: "emphasis", inlines: this.#inlines((token as Tokens.Em).tokens) }];
      case "codespan":
        if (MARKS.test(token.raw)) this.#refuse(t`an expression in code`, t`one in text`);
        return [{ kind: "code", text: (token as Tokens.Codespan).text }];
      case "link":
        return [this.#link(token as Tokens.Link)];
      default:
        return this.#refuse(what(token), t`emphasis, code and links within the page`);
    }
  }

  /** A link leads within the page, for a lesson fetches nothing and sends nobody away. */
  #link({ href, tokens }: Tokens.Link): Inline {
    const [, id] = TERM.exec(href) ?? [];
    if (id !== undefined) return { kind: "term", id, inlines: this.#inlines(tokens) };
    if (!/^#[a-z0-9/-]+$/i.test(href))
      this.#refuse(t`a link to ${quote(href)}`, t`one within the page, such as "#term/stun"`);
    return { kind: "link", to: href, inlines: this.#inlines(tokens) };
  }

  /** Text and the expressions in it, in their order. */
  #texts(text: string): Inline[] {
    return text.split(new RegExp(MARK, "g")).flatMap((part, index): Inline[] => {
      if (index % 2 === 1) return [{ kind: "value", ...this.#values[Number(part)]! }];
      return part === "" ? [] : [{ kind: "text", text: unescaped(part) }];
    });
  }

  #refuse(found: string, allowed: string): never {
    throw new BadLessonError(this.#file, this.#line, t`there is ${found}; allowed is ${allowed}.`);
  }
}

function what(token: Token): string {
  return `${quote(token.raw.trim().split("\n", 1)[0]!)} (${token.type})`;
}

/** Line breaks within a paragraph are spaces, as everywhere in Markdown. */
function unescaped(text: string): string {
  const lines = text.split("\n");
  const trimmed = lines.map((line, index) => {
    const begun = index > 0 ? line.trimStart() : line;
    return index < lines.length - 1 ? begun.trimEnd() : begun;
  });
  return trimmed.join(" ");
}
