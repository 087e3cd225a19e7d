import type { ActionKind } from "../../scenario/action.ts";
import type { FaultKind } from "../../scenario/fault.ts";
import type { ByKind } from "../../trace/event.ts";
import type { CrashKind } from "../../trace/milestone.ts";
import { count, pages } from "./words.ts";

/** What somebody does to a run, in a few words. */
export const DEED_WORDS: Readonly<Record<ActionKind, string>> = {
  migrate: "migration starts",
  cutLink: "link cut",
  healLink: "link healed",
  stopDatastore: "datastore stops",
  healDatastore: "datastore starts",
  slowLink: "link changed",
  loseMessages: "messages lost",
  slowDatastore: "datastore changed",
  setDirtyRate: "dirty rate changed",
  cancel: "cancelled",
  crashSource: "a machine crashes",
  crashDestination: "a machine crashes",
  restart: "HA restart",
  disarm: "armed fault taken back",
};

/** The same as the page's log tells it, with what was asked for. */
export const DEED_EVENTS: Required<Pick<ByKind<string>, Exclude<FaultKind, CrashKind>>> = {
  cutLink: () => "the link is cut",
  healLink: () => "the link is healed",
  slowLink: ({ bandwidthMiBps, latencyMs, loss }) => {
    const lossy = loss === undefined ? "" : `, ${count(Math.round(loss * 1000) / 10)} % lost`;
    return `the link now has ${bandwidthMiBps} MiB/s, ${latencyMs} ms${lossy}`;
  },
  loseMessages: ({ count: lost }) => `the next ${lost} messages are lost`,
  stopDatastore: () => "the datastore stops",
  healDatastore: () => "the datastore starts again",
  slowDatastore: ({ bandwidthMiBps, latencyMs }) =>
    `the datastore now has ${bandwidthMiBps} MiB/s, ${latencyMs} ms`,
  setDirtyRate: ({ pagesPerSecond }) => `the guest is set to ${pages(pagesPerSecond)} a second`,
  cancel: () => "Cancel",
};
