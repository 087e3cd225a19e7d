import { readdirSync, readFileSync } from "node:fs";
import { type AST, parse } from "svelte/compiler";
import ts from "typescript";

const VIEW = new URL("../../src/view/", import.meta.url);

/** A piece of text that the page may show or speak, and the file that has it. */
export interface ScreenWords {
  readonly file: string;
  readonly text: string;
}

/** Attributes whose text is shown or spoken. */
const SPOKEN: ReadonlySet<string> = new Set([
  "aria-label",
  "aria-description",
  "title",
  "placeholder",
  "alt",
  "label",
]);

/** Attributes whose text is code, although it may look like words. */
const CODE: ReadonlySet<string> = new Set(["class", "style", "d", "points", "transform", "viewBox", "sizes"]);

/** Whether a text is words for a reader: it has a space between letters, or begins like a sentence. */
function isProse(text: string): boolean {
  return /[a-z,.:;] +[a-z]/i.test(text.trim());
}

/** The string literals and parts of templates in some code that are words for a reader. */
function proseIn(code: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) && isProse(node.text)) found.push(node.text);
    if (ts.isTemplateExpression(node)) {
      const text = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("…");
      if (isProse(text)) found.push(text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("code.ts", code, ts.ScriptTarget.Latest, true));
  return found;
}

interface Node {
  readonly type?: string;
  readonly name?: string;
  readonly data?: string;
  readonly start?: number;
  readonly end?: number;
}

/** The texts of a component's markup, its spoken attributes, and the prose in the code of both. */
export function wordsOfComponent(source: string): string[] {
  const root: AST.Root = parse(source, { modern: true });
  const found: string[] = [];
  const codeAt = ({ start, end }: Node) => source.slice(start, end);
  /** `inCode` is whether an attribute that is not spoken is around: only what is prose counts there. */
  const visit = (value: unknown, inCode = false): void => {
    if (Array.isArray(value)) {
      for (const each of value) visit(each, inCode);
      return;
    }
    if (typeof value !== "object" || value === null) return;
    const node = value as Node;
    if (node.type === "Attribute" && CODE.has(node.name!)) return;
    if (node.type === "Text" && inCode && !isProse(node.data!)) return;
    if (node.type === "Text" && node.data!.trim() !== "")
      found.push(node.data!.trim().replaceAll(/\s+/g, " "));
    else if (node.type === "ExpressionTag") found.push(...proseIn(`(${codeAt(node).slice(1, -1)})`));
    else
      for (const inner of Object.values(value))
        visit(inner, inCode || (node.type === "Attribute" && !SPOKEN.has(node.name!)));
  };
  visit(root.fragment);
  if (root.instance) found.push(...proseIn(codeAt(root.instance.content as unknown as Node)));
  if (root.module) found.push(...proseIn(codeAt(root.module.content as unknown as Node)));
  return found;
}

/** Everything that the page's own sources can put on the screen, or say. What a guest or a stranger wrote is not in it. */
export function screenWords(): ScreenWords[] {
  const files = readdirSync(VIEW, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => /\.(svelte|ts)$/.test(file))
    .flatMap((file) => {
      const source = readFileSync(new URL(file, VIEW), "utf8");
      const texts = file.endsWith(".svelte") ? wordsOfComponent(source) : proseIn(source);
      return texts.map((text) => ({ file, text }));
    });
}
