/** Finds the messages of a source: what it says with `t` and `plural` of src/language/words.ts. */
import { parse as parseSvelte } from "svelte/compiler";
import { parseSync } from "vite";

/** What a text is known by in a catalogue. Both forms, where it has two; values stand as {0}, {1} … in their order. */
export interface MessageId {
  readonly one: string;
  readonly other: string | null;
}

export interface FoundMessage extends MessageId {
  readonly start: number;
  readonly end: number;
  /** The values as the source has them, in the order of their numbers. */
  readonly values: readonly string[];
  /** Where the values of a tag stand. */
  readonly spans: readonly (readonly [start: number, end: number])[];
  /** Where the forms of a plural stand. */
  readonly forms: readonly [start: number, end: number] | null;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [name: string]: unknown;
}

/** A source that says a message in a way that cannot be found in it. */
export class BadMessageError extends Error {
  constructor(file: string, line: number, why: string) {
    super(`${file}:${line}: ${why}`);
    this.name = "BadMessageError";
  }
}

/** The messages of a source in the order in which they stand. Throws {@link BadMessageError} for one that is no constant. */
export function messagesIn(file: string, code: string): readonly FoundMessage[] {
  if (!code.includes("language/words.ts")) return [];
  const found: FoundMessage[] = [];
  const program = file.endsWith(".svelte")
    ? parseSvelte(code, { modern: true })
    : parseSync(file, code).program;
  walk(program, (node) => {
    if (isCallOf(node, "t"))
      throw bad(file, code, node, "t is a tag: write its words between backticks after it");
    if (node.type === "TaggedTemplateExpression" && nameOf(node.tag) === "t") found.push(tagged(code, node));
    if (isCallOf(node, "plural")) found.push(pluralIn(file, code, node));
  });
  return found.sort((one, other) => one.start - other.start);
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const each of value) walk(each, visit);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  if (typeof (value as Node).type === "string") visit(value as Node);
  for (const [name, each] of Object.entries(value))
    if (name !== "loc" && name !== "parent" && typeof each === "object") walk(each, visit);
}

function nameOf(node: unknown): string | null {
  const { type, name } = (node ?? {}) as { type?: string; name?: string };
  return type === "Identifier" ? name! : null;
}

function isCallOf(node: Node, name: string): boolean {
  return node.type === "CallExpression" && nameOf(node.callee) === name;
}

function bad(file: string, code: string, { start }: Node, why: string): BadMessageError {
  return new BadMessageError(file, code.slice(0, start).split("\n").length, why);
}

/** The text of a template with its values numbered: by place, or as `numberOf` numbers them. */
function textOf(template: Node, numberOf: (expression: Node, index: number) => number): string {
  const quasis = template.quasis as { value: { cooked: string } }[];
  const expressions = template.expressions as Node[];
  return quasis
    .map(({ value }, index) =>
      index < expressions.length ? `${value.cooked}{${numberOf(expressions[index]!, index)}}` : value.cooked,
    )
    .join("");
}

function tagged(code: string, node: Node): FoundMessage {
  const template = node.quasi as Node;
  const expressions = template.expressions as Node[];
  return {
    one: textOf(template, (_, index) => index),
    other: null,
    start: node.start,
    end: node.end,
    values: expressions.map(({ start, end }) => code.slice(start, end)),
    spans: expressions.map(({ start, end }) => [start, end]),
    forms: null,
  };
}

/** `plural(n, { one: "…", other: `…` })`: both forms number the same values. */
function pluralIn(file: string, code: string, node: Node): FoundMessage {
  const [, forms] = node.arguments as Node[];
  if (forms?.type !== "ObjectExpression")
    throw bad(file, code, node, "plural takes its two forms as { one: …, other: … }");
  const values: string[] = [];
  const numberOf = (expression: Node) => {
    const source = code.slice(expression.start, expression.end);
    if (/\bt`|\bplural\(/.test(source)) throw bad(file, code, node, "a form of plural has no message in it");
    if (!values.includes(source)) values.push(source);
    return values.indexOf(source);
  };
  const formOf = (name: string) => {
    const property = (forms.properties as Node[]).find(({ key }) => nameOf(key) === name);
    const value = property?.value as (Node & { value?: unknown }) | undefined;
    if (value?.type === "Literal" && typeof value.value === "string") return value.value;
    if (value?.type === "TemplateLiteral") return textOf(value, numberOf);
    throw bad(file, code, node, `the form ${name} of plural is no text`);
  };
  const [other, one] = [formOf("other"), formOf("one")];
  return {
    one,
    other,
    values,
    start: node.start,
    end: node.end,
    spans: [],
    forms: [forms.start, forms.end],
  };
}
