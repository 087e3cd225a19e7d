import { ANSWERS } from "../../matrix/ballot.ts";
import type { Vote } from "./vote.svelte.ts";

/** What of a key press matters. */
export type VotePress = Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">;

/** Where a key is pressed: in a field that is typed into, or anywhere; and whether the reader has left single keys on. */
export interface VotePressed {
  readonly isTyping: boolean;
  readonly hasLetters: boolean;
}

/**
 * Does what a key asks of a vote, and returns whether it asked for anything. The keys are those of a presented lesson: a
 * clicker sends the page keys, and "b" or a dot for a dark wall; a letter with Shift is a hand for that answer, and a digit
 * leads to a row.
 */
export function pressKey(vote: Vote, press: VotePress, { isTyping, hasLetters }: VotePressed): boolean {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = press;
  if (ctrlKey || metaKey || altKey) return false;
  if (key === "PageDown" || (key === "ArrowRight" && !isTyping)) vote.next();
  else if (key === "PageUp" || (key === "ArrowLeft" && !isTyping)) vote.back();
  else return !isTyping && hasLetters && pressLetter(vote, key, shiftKey);
  return true;
}

function pressLetter(vote: Vote, key: string, shiftKey: boolean): boolean {
  const answer = shiftKey && key.length === 1 ? ANSWERS["abcd".indexOf(key.toLowerCase())] : undefined;
  if (answer) vote.add(answer, 1);
  else if (key === "b" || key === ".") vote.isBlank = !vote.isBlank;
  else if (/^[1-5]$/.test(key)) vote.toRow(Number(key));
  else return false;
  return true;
}
