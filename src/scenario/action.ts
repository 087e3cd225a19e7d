/**
 * What a learner can do to a run. An action takes effect at the tick at which the run is. All but `migrate` and
 * `restart` are faults without a time of the clock.
 */

import * as v from "valibot";
import { type Deed, deed, FAULT_KINDS, type FaultKind } from "./fault.ts";
import { choice } from "./schema.ts";

/** Kinds of faults that have no more to say than their kind. */
const PLAIN_FAULTS = [
  "cutLink",
  "healLink",
  "stopDatastore",
  "healDatastore",
  "crashSource",
  "crashDestination",
  "cancel",
] as const satisfies readonly FaultKind[];

/** Actions that are one word. `restart` is the HA-style restart of the guest's image after a crash. */
export const ACTION_NAMES = ["migrate", ...PLAIN_FAULTS, "restart"] as const;
export type ActionName = (typeof ACTION_NAMES)[number];

/** What a learner does: a word, or a fault with its fields, which may be armed for a moment of the migration. */
export type Action = ActionName | Deed;

/** All that can be done, by kind. */
export const ACTION_KINDS = ["migrate", ...FAULT_KINDS, "restart"] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

/** The kind of an action, whether it is a word or has fields. */
export function kindOf(action: Action): ActionKind {
  return typeof action === "string" ? action : action.kind;
}

/** Whether an action waits for a moment of the migration. */
export function isArmed(action: Action): boolean {
  return typeof action === "object" && action.at !== undefined;
}

/** A fault that was done by hand, also where it is one word. */
export function deedOf(action: Exclude<Action, "migrate" | "restart">): Deed {
  return typeof action === "string" ? ({ kind: action } as Deed) : action;
}

/** An action as links and files have it. `others` are words beside those of actions. */
export function actionSchema<const Word extends string>(
  others: readonly Word[],
): v.GenericSchema<unknown, Action | Word> {
  const word = choice([...ACTION_NAMES, ...others]);
  return v.lazy((input) => (typeof input === "object" && input !== null ? deed : word)) as v.GenericSchema<
    unknown,
    Action | Word
  >;
}
