/**
 * The text that the guest prints, put together from both hosts. A line may begin at the source and end at the
 * destination, and a character of UTF-8 may come in pieces; so bytes are kept until they are whole.
 */

import type { Printed } from "../../host/port.ts";
import { textOf } from "../../text/utf8.ts";

const NEWLINE = 10;

/** What the guest printed, wherever it ran, as plain data. */
export interface ConsoleState {
  /** The finished lines, with their ends. */
  lines: string;
  /** The bytes since the last finished line. They may come from both hosts, and a character from two answers. */
  readonly line: number[];
  /** So many letters of the finished lines are kept at least; the earliest are left out. */
  most: number;
  /** How many letters were left out. */
  leftOut: number;
  /** How many lines, or parts of very long ones, were finished. */
  finished: number;
}

/** So much is kept where nobody says otherwise. */
const MOST_LETTERS = 2 ** 20;

/** `most` is in letters. */
export function openConsole(most = MOST_LETTERS): ConsoleState {
  return { lines: "", line: [], most, leftOut: 0, finished: 0 };
}

/**
 * Appends what a host's guest printed. Returns the line, or the part of a very long one, that this finished, or null.
 */
export function print(console: ConsoleState, { bytes, isFull }: Printed): string | null {
  for (const byte of bytes) console.line.push(byte);
  if (bytes.at(-1) !== NEWLINE && !isFull) return null;
  const { line } = console;
  const text = textOf(Uint8Array.from(line.splice(0, line.length - begunCharacter(line))));
  console.lines += text;
  console.finished++;
  if (console.lines.length > 2 * console.most) leaveOut(console);
  return text;
}

/** How many bytes at the end of a line belong to a character of which more are to come; UTF-8 has at most four. */
function begunCharacter(line: readonly number[]): number {
  for (let back = 1; back <= Math.min(3, line.length); back++) {
    const byte = line[line.length - back]!;
    if (byte >= 0xc0) return byte >= 0xf0 || (byte >= 0xe0 && back < 3) || back < 2 ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/** Whole lines go, where there are any. */
function leaveOut(console: ConsoleState): void {
  const from = console.lines.length - console.most;
  const cut = console.lines.lastIndexOf("\n", from) + 1 || from;
  console.leftOut += cut;
  console.lines = console.lines.slice(cut);
}

/** What was printed, as text; where it does not begin with the first letter, it says how many it leaves out. */
export function consoleText({ lines, line, leftOut }: ConsoleState): string {
  const note = leftOut > 0 ? `[${leftOut} earlier letters are left out]\n` : "";
  return note + lines + textOf(Uint8Array.from(line));
}
