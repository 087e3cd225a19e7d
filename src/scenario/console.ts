import type { Printed } from "../host/port.ts";
import { textOf } from "../text/utf8.ts";

const NEWLINE = 10;

/** What the guest printed, wherever it ran, as plain data. */
export interface ConsoleState {
  /** The finished lines, with their ends. */
  lines: string;
  /** The bytes since the last finished line. They may come from both hosts, and a character from two answers. */
  readonly line: number[];
}

export function openConsole(): ConsoleState {
  return { lines: "", line: [] };
}

/** Appends what a host's guest printed. Returns the line that this finished, or null. */
export function print(console: ConsoleState, { bytes }: Printed): string | null {
  for (const byte of bytes) console.line.push(byte);
  if (bytes.at(-1) !== NEWLINE) return null;
  const text = textOf(Uint8Array.from(console.line.splice(0)));
  console.lines += text;
  return text;
}

/** All that was printed, as text. */
export function consoleText({ lines, line }: ConsoleState): string {
  return lines + textOf(Uint8Array.from(line));
}
