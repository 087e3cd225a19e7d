/**
 * Names of milestones, short enough for the tape. They are the only ones, so that the tape and the failure matrix
 * call a moment the same.
 */

import { count } from "../language/numbers.ts";
import { plural, t } from "../language/words.ts";
import { changeWords } from "./change-words.ts";
import type { CrashKind, MilestoneKind, Reached } from "./milestone.ts";

/** Those whose words have values in them. */
type Told = "migrate" | "round" | "slowLink" | "slowDatastore" | "setDirtyRate" | "loseMessages" | CrashKind;

const WORDS: Readonly<Record<Exclude<MilestoneKind, Told>, string>> = {
  stun: t`stun`,
  switchover: t`switchover`,
  resume: t`resume`,
  firstFault: t`first fault`,
  finish: t`finish`,
  staysAtSource: t`stays where it is`,
  cancel: t`cancelled`,
  cutLink: t`cut`,
  healLink: t`heal`,
  stopDatastore: t`datastore stops`,
  healDatastore: t`datastore heals`,
  restart: t`HA restart`,
  linkSilent: t`loss noticed`,
  linkReturns: t`link returns`,
  datastoreSilent: t`datastore silent`,
  datastoreReturns: t`datastore returns`,
};

/** A milestone in a word or two, as the tape and the failure matrix have it. */
export function milestoneWords(reached: Reached): string {
  switch (reached.kind) {
    case "migrate":
      return reached.migration === 1 ? t`Migrate` : t`Migrate to ${reached.to}`;
    case "round":
      return t`round ${reached.round}`;
    case "slowLink":
    case "slowDatastore":
    case "setDirtyRate":
      return changeWords(reached);
    case "loseMessages":
      return plural(reached.count, { one: `a message lost`, other: `${count(reached.count)} messages lost` });
    case "crashSource":
    case "crashDestination":
      return t`${reached.place} crashes`;
    default:
      return WORDS[reached.kind];
  }
}
