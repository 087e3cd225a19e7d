/**
 * What a frame and the page around it say to each other by `postMessage`. Each message has the version of this protocol under
 * `quickResumeLab`; one of another version, or of another kind, is not for the frame and is not answered.
 */

import type { LabEvents, LabMethods } from "./api.ts";
import { METHODS } from "./api.ts";

/** The version of the protocol. */
export const PROTOCOL = 1;

/** More calls than this may not wait for an answer. */
export const MOST_CALLS = 100;

/** The page asks whether somebody is there. It is answered by a {@link Welcome}, as is a frame's beginning. */
export interface Hello {
  readonly kind: "hello";
}

/** A lab in another frame of the page has become the live one. */
export interface Live {
  readonly kind: "live";
}

/** The page calls a method, under a number of its own by which the answer is told. */
export interface Call {
  readonly kind: "call";
  readonly id: number;
  readonly method: keyof LabMethods;
  readonly given: readonly unknown[];
}

/** What a frame says. */
export type Told =
  | {
      readonly quickResumeLab: typeof PROTOCOL;
      readonly kind: "welcome";
      readonly methods: readonly string[];
    }
  | {
      readonly quickResumeLab: typeof PROTOCOL;
      readonly kind: "answer";
      readonly id: number;
      readonly value: unknown;
    }
  | {
      readonly quickResumeLab: typeof PROTOCOL;
      readonly kind: "refusal";
      readonly id: number;
      readonly message: string;
    }
  | {
      [Name in keyof LabEvents]: {
        readonly quickResumeLab: typeof PROTOCOL;
        readonly kind: "event";
        readonly name: Name;
        readonly detail: LabEvents[Name];
      };
    }[keyof LabEvents];

/** What is said to a frame; null for all that is no such message. It never throws, whatever is said. */
export function messageOf(data: unknown): Hello | Live | Call | null {
  try {
    if (typeof data !== "object" || data === null) return null;
    const { quickResumeLab, kind, id, method, given = [] } = data as Record<string, unknown>;
    if (quickResumeLab !== PROTOCOL) return null;
    if (kind === "hello" || kind === "live") return { kind };
    if (kind !== "call" || !Number.isSafeInteger(id) || !Array.isArray(given) || given.length > 1)
      return null;
    if (!(METHODS as readonly unknown[]).includes(method)) return null;
    return { kind, id: id as number, method: method as keyof LabMethods, given };
  } catch {
    return null;
  }
}
