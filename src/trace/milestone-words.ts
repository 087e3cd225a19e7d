/**
 * Names of milestones, short enough for the tape. They are the only ones, so that the tape and the failure matrix
 * call a moment the same.
 */

import { changeWords } from "./change-words.ts";
import type { CrashKind, MilestoneKind, Reached } from "./milestone.ts";

/** Those whose words have values in them. */
type Told = "migrate" | "round" | "slowLink" | "slowDatastore" | "setDirtyRate" | "loseMessages" | CrashKind;

const WORDS: Readonly<Record<Exclude<MilestoneKind, Told>, string>> = {
  stun: "stun",
  switchover: "switchover",
  resume: "resume",
  firstFault: "first fault",
  finish: "finish",
  staysAtSource: "stays where it is",
  cancel: "cancelled",
  cutLink: "cut",
  healLink: "heal",
  stopDatastore: "datastore stops",
  healDatastore: "datastore heals",
  restart: "HA restart",
  linkSilent: "loss noticed",
  linkReturns: "link returns",
  datastoreSilent: "datastore silent",
  datastoreReturns: "datastore returns",
};

/** A milestone in a word or two, as the tape and the failure matrix have it. */
export function milestoneWords(reached: Reached): string {
  switch (reached.kind) {
    case "migrate":
      return reached.migration === 1 ? "Migrate" : `Migrate to ${reached.to}`;
    case "round":
      return `round ${reached.round}`;
    case "slowLink":
    case "slowDatastore":
    case "setDirtyRate":
      return changeWords(reached);
    case "loseMessages":
      return reached.count === 1 ? "a message lost" : `${reached.count} messages lost`;
    case "crashSource":
    case "crashDestination":
      return `${reached.place} crashes`;
    default:
      return WORDS[reached.kind];
  }
}
