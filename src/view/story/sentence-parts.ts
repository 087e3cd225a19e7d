import type { HostName } from "../../place/place.ts";
import type { Frame } from "../../report/frame.ts";
import { count } from "../design/words.ts";

/** What a coloured word refers to in the drawing. */
export type Tone = "cut" | "link" | "file" | "number" | "good";

/** A stretch of the sentence: plain, or coloured like the thing it names. */
export type Part = string | { readonly text: string; readonly tone: Tone };

export interface Sentence {
  /** Which sentence it is; numbers may change while the kind stays. */
  readonly kind: string;
  readonly parts: readonly Part[];
}

/** A number in a sentence, coloured: the value of a message. */
export const number = (value: number): string => strong(count(value));

/** What counts in a sentence, coloured as numbers are: the value of a message. */
export const strong = (text: string): string => `<number>${text}</number>`;

const COLOURED = /<(cut|link|file|number|good)>(.*?)<\/\1>/;

/** A sentence from its words, in which what is coloured stands in tags: "The cable is <cut>cut</cut>." */
export function say(kind: string, words: string): Sentence {
  const pieces = words.split(COLOURED);
  const parts: Part[] = [];
  for (let index = 0; index < pieces.length; index += 3) {
    if (pieces[index] !== "") parts.push(pieces[index]!);
    const [tone, text] = [pieces[index + 1], pieces[index + 2]];
    if (tone !== undefined) parts.push({ text: text!, tone: tone as Tone });
  }
  return { kind, parts };
}

/** The parts as they are set: no line ends between a number and the word that it counts or names. */
export function boundParts({ parts }: Sentence): readonly Part[] {
  const isNumber = (part: Part | undefined) =>
    typeof part === "object" && part.tone === "number" && /^[\d.,\u00a0\u202f]+$/.test(part.text);
  return parts.map((part, index) => {
    if (typeof part !== "string") return part;
    const inner = part.replace(/(?<=\p{L}{4}) (?=\d)|(?<=\d) (?=\p{L})/gu, "\u00a0");
    const after = isNumber(parts[index - 1]) ? inner.replace(/^ (?=\p{L})/u, "\u00a0") : inner;
    return isNumber(parts[index + 1]) ? after.replace(/(?<=\p{L}{4}) $/u, "\u00a0") : after;
  });
}

export function isCrashed(frame: Frame, host: HostName): boolean {
  return frame[host].status === "crashed";
}
