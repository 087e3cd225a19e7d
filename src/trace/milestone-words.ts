/**
 * Names of milestones, short enough for the tape. They are the only ones, so that the tape and the failure matrix
 * call a moment the same.
 */

import type { CrashKind, MilestoneKind, Reached } from "./milestone.ts";

const WORDS: Readonly<Record<Exclude<MilestoneKind, "round" | CrashKind>, string>> = {
  migrate: "Migrate",
  stun: "stun",
  switchover: "switchover",
  resume: "resume",
  firstFault: "first fault",
  finish: "finish",
  staysAtSource: "stays where it is",
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
  if (reached.kind === "round") return `round ${reached.round}`;
  return "place" in reached ? `${reached.place} crashes` : WORDS[reached.kind];
}
