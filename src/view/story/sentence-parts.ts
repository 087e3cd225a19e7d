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

export const cut = (text: string): Part => ({ text, tone: "cut" });
export const link = (text: string): Part => ({ text, tone: "link" });
export const file = (text: string): Part => ({ text, tone: "file" });
export const number = (value: number): Part => ({ text: count(value), tone: "number" });
export const strong = (text: string): Part => ({ text, tone: "number" });
export const good = (text: string): Part => ({ text, tone: "good" });

export function say(kind: string, ...parts: Part[]): Sentence {
  return { kind, parts };
}

/** " page" or " pages", and the verb that follows it, for a number that stands before them. */
export function noun(value: number, one = "", many = ""): string {
  const verb = value === 1 ? one : many;
  return (value === 1 ? " page" : " pages") + (verb ? ` ${verb}` : "");
}

/** The parts as they are set: no line ends between a number and the word that it counts or names. */
export function boundParts({ parts }: Sentence): readonly Part[] {
  const isNumber = (part: Part | undefined) => typeof part === "object" && part.tone === "number";
  return parts.map((part, index) => {
    if (typeof part !== "string") return part;
    const after = isNumber(parts[index - 1]) ? part.replace(/^ (?=pages?\b)/, "\u00a0") : part;
    return isNumber(parts[index + 1]) ? after.replace(/\bpage $/, "page\u00a0") : after;
  });
}

export function isCrashed(frame: Frame, host: HostName): boolean {
  return frame[host].status === "crashed";
}
