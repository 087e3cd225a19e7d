/** Stands in the field that takes the keys, so that a phone's keyboard has something to delete. */
export const SENTINEL = "\u200b";

/** Bytes of one action, at most: a link holds no longer ones. */
const BYTES_AT_ONCE = 1000;

/** The byte by which a console is told to take the last character away. */
const RUB_OUT = "\x7f";

/** What arrow keys and the like send, as a VT100 has it. */
const SEQUENCES: Readonly<Record<string, string>> = {
  ArrowUp: "\x1b[A",
  ArrowDown: "\x1b[B",
  ArrowRight: "\x1b[C",
  ArrowLeft: "\x1b[D",
  Home: "\x1b[H",
  End: "\x1b[F",
  Delete: "\x1b[3~",
  Enter: "\n",
  Backspace: RUB_OUT,
};

/** Letters that mean something to a console with Ctrl, and nothing that a reader would miss to the browser. */
const CONTROL_LETTERS = /^[acdeluz]$/;

/** What of a key press matters. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** What a key sends that writes no character of its own; null where it does, or where it belongs to the browser. */
export function sequenceOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string | null {
  if (metaKey || altKey) return null;
  if (!ctrlKey) return shiftKey && key.startsWith("Arrow") ? null : (SEQUENCES[key] ?? null);
  const letter = key.toLowerCase();
  return !shiftKey && CONTROL_LETTERS.test(letter) ? String.fromCharCode(letter.charCodeAt(0) & 31) : null;
}

/** What was done to the field that takes the keys, as text for the console: what was written, or a character taken away. */
export function typedInto(value: string): string {
  const text = value.replaceAll(SENTINEL, "").replaceAll(/\r\n?/g, "\n");
  return value.includes(SENTINEL) ? text : RUB_OUT + text;
}

/** Text as bytes for the console, in parts that are an action each; no character is torn. */
export function bytesOfText(text: string): Uint8Array[] {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  let part: number[] = [];
  for (const character of text) {
    const bytes = encoder.encode(character);
    if (part.length + bytes.length > BYTES_AT_ONCE) {
      parts.push(Uint8Array.from(part));
      part = [];
    }
    part.push(...bytes);
  }
  if (part.length > 0) parts.push(Uint8Array.from(part));
  return parts;
}
