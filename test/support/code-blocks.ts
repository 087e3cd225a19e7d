/** The blocks of code in a document, with what they are called there. */

export interface CodeBlock {
  readonly language: string;
  readonly text: string;
  /** The file's name in the paragraph before it, if that names one that such a text can be. */
  readonly file: string | null;
  /** Where it begins, from 1. */
  readonly line: number;
}

/** What a text of a language may be saved as. */
const ENDINGS: Readonly<Record<string, RegExp>> = {
  js: /\.m?js$/,
  ts: /\.m?ts$/,
  c: /\.c$/,
  json: /\.json$/,
  markdown: /\.md$/,
  html: /\.html$/,
};

/** All blocks of a document, in their order. */
export function codeBlocks(document: string): CodeBlock[] {
  return [...document.matchAll(/^( *)```(\S*)[^\n]*\n([\s\S]*?)^\1```$/gm)].map((match) => {
    const [, indent, language, text] = match;
    const before = document.slice(0, match.index);
    const paragraph = before.trimEnd().split("\n\n").at(-1)!;
    const names = [...paragraph.matchAll(/`([\w-]+\.\w+)`/g)].map(([, name]) => name!);
    const ending = ENDINGS[language!];
    return {
      language: language!,
      text: text!.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
      file: names.filter((name) => ending?.test(name)).at(-1) ?? null,
      line: before.split("\n").length,
    };
  });
}
