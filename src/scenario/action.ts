/**
 * What a learner can do to a run. An action takes effect at the tick at which the run is. All but `migrate` and
 * `restart` are faults without a time of the clock.
 */

import { type Deed, FAULT_KINDS, type FaultKind, type MigrationMoment } from "./fault.ts";

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

/** A deed that was armed is taken back before it came: the last of those that are the same. */
export interface Disarm {
  readonly kind: "disarm";
  readonly deed: Deed;
}

/** What a learner does: a word, or a fault with its fields, which may be armed for a moment of the migration. */
export type Action = ActionName | Deed | Disarm;

/** All that can be done, by kind. */
export const ACTION_KINDS = ["migrate", ...FAULT_KINDS, "restart", "disarm"] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

/** The kind of an action, whether it is a word or has fields. */
export function kindOf(action: Action): ActionKind {
  return typeof action === "string" ? action : action.kind;
}

/** Whether an action waits for a moment of the migration. */
export function isArmed(action: Action): action is Deed & { readonly at: MigrationMoment } {
  return typeof action === "object" && "at" in action && action.at !== undefined;
}

/** Whether an action takes back what was armed. */
export function isDisarm(action: Action): action is Disarm {
  return typeof action === "object" && action.kind === "disarm";
}

/**
 * Whether two deeds are the same: of one kind, with the same numbers, for the same moment. One that does not say of which
 * migration may be of any.
 */
export function isSameDeed({ at, ...one }: Deed, { at: otherAt, ...other }: Deed): boolean {
  return isSameRecord(one, other) && isSameMoment(at ?? {}, otherAt ?? {});
}

function isSameMoment(one: Partial<MigrationMoment>, other: Partial<MigrationMoment>): boolean {
  const migration = one.migration === undefined || other.migration === undefined ? { migration: 0 } : {};
  return isSameRecord({ ...one, ...migration }, { ...other, ...migration });
}

/** Whether two records have the same values, in whichever order; one without a value is not there. */
function isSameRecord(one: object, other: object): boolean {
  const told = (record: object) =>
    JSON.stringify(
      Object.entries(record)
        .filter(([, value]) => value !== undefined)
        .sort(),
    );
  return told(one) === told(other);
}

/** A fault that was done by hand, also where it is one word. */
export function deedOf(action: Exclude<Action, "migrate" | "restart" | Disarm>): Deed {
  return typeof action === "string" ? ({ kind: action } as Deed) : action;
}
