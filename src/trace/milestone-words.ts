/**
 * Names of milestones, short enough for the tape. They are the only ones, so that the tape and the failure matrix
 * call a moment the same.
 */

import type { MilestoneKind, Reached } from "./milestone.ts";

const WORDS: Readonly<Record<Exclude<MilestoneKind, "round">, string>> = {
  migrate: "Migrate",
  stun: "stun",
  switchover: "switchover",
  resume: "resume",
  firstFault: "first fault",
  finish: "finish",
  staysAtSource: "goes on at the source",
  cutLink: "cut",
  healLink: "heal",
  stopDatastore: "datastore stops",
  healDatastore: "datastore heals",
  crashSource: "source crashes",
  crashDestination: "destination crashes",
  restart: "HA restart",
  linkSilent: "loss noticed",
  linkReturns: "link returns",
  datastoreSilent: "datastore silent",
  datastoreReturns: "datastore returns",
};

/** A milestone in a word or two, as the tape and the failure matrix have it. */
export function milestoneWords(reached: Reached): string {
  return reached.kind === "round" ? `round ${reached.round}` : WORDS[reached.kind];
}
