import type { Command, Shown } from "./presented.ts";

/** Keys of a clicker, and those beside it on a keyboard. A clicker sends "." or "b" for its dark screen, and no other. */
const PLAIN: Readonly<Record<string, Command["kind"] & ("next" | "back" | "blank" | "play" | "reset")>> = {
  PageDown: "next",
  ArrowRight: "next",
  PageUp: "back",
  ArrowLeft: "back",
  b: "blank",
  ".": "play",
  r: "reset",
};

const SHOWS: Readonly<Record<string, Shown>> = { k: "key", g: "guest", q: "code" };

type Pressed = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">;

/**
 * What a key does to a presentation; null for any other key. Where text is typed, and where the reader has turned single keys
 * off, only those keys of the clicker are taken that type nothing. A letter with Shift adds a hand to that answer, `hands`
 * being those that are up.
 */
export function commandOf(pressed: Pressed, hasLetters: boolean, hands: readonly number[]): Command | null {
  const { key, shiftKey } = pressed;
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return null;
  if (!hasLetters && !key.startsWith("Page")) return null;
  const letter = key.length === 1 ? key.toUpperCase().charCodeAt(0) - 65 : -1;
  if (shiftKey && letter >= 0 && letter < hands.length)
    return { kind: "hands", option: letter, count: hands[letter]! + 1 };
  if (shiftKey) return null;
  const plain = PLAIN[key];
  if (plain) return { kind: plain };
  if (SHOWS[key]) return { kind: "show", what: SHOWS[key] };
  return /^[1-9]$/.test(key) ? { kind: "to", slide: Number(key) } : null;
}
