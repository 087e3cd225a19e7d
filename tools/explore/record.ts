/** Fields whose values nobody ever changes: copies of a record share them. */
const SHARED = new Set(["settings", "body", "what", "head", "note", "message"]);

/** The one field of a role that never differs within an exploration. */
const CONSTANT = "settings";

/** A copy of a plain record that can be changed without changing the original. */
export function copyRecord<Value>(value: Value): Value {
  return copyOf(value) as Value;
}

function copyOf(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(copyOf);
  if (ArrayBuffer.isView(value)) return (value as Uint8Array).slice();
  const from = value as Record<string, unknown>;
  const copy: Record<string, unknown> = {};
  for (const name in from) copy[name] = SHARED.has(name) ? from[name] : copyOf(from[name]);
  return copy;
}

/** The contents of a plain record as text: two records are alike where their texts are equal. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return "-";
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return `[${value.map(textOf).join(",")}]`;
  if (ArrayBuffer.isView(value)) return `<${(value as Uint8Array).join(",")}>`;
  const record = value as Record<string, unknown>;
  let text = "{";
  for (const name in record) if (name !== CONSTANT) text += `${textOf(record[name])};`;
  return `${text}}`;
}

/** Gives every text a number, and equal texts the same one, so that long contents compare as numbers. */
export class Numbering {
  readonly #numbers = new Map<string, number>();

  of(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#numbers.size + 1;
      this.#numbers.set(text, number);
    }
    return number;
  }
}
