import { plainNumber, shortDecimal } from "../../language/numbers.ts";
import { plural, t } from "../../language/words.ts";
import type { ActionKind } from "../../scenario/action.ts";
import type { FaultKind } from "../../scenario/fault.ts";
import type { ByKind } from "../../trace/event.ts";
import type { CrashKind } from "../../trace/milestone.ts";
import { count, pages } from "./words.ts";

/** What somebody does to a run, in a few words. */
export const DEED_WORDS: Readonly<Record<ActionKind, string>> = {
  migrate: t`migration starts`,
  cutLink: t`link cut`,
  healLink: t`link healed`,
  stopDatastore: t`datastore stops`,
  healDatastore: t`datastore starts`,
  slowLink: t`link changed`,
  loseMessages: t`messages lost`,
  slowDatastore: t`datastore changed`,
  setDirtyRate: t`dirty rate changed`,
  cancel: t`cancelled`,
  crashSource: t`a machine crashes`,
  crashDestination: t`a machine crashes`,
  restart: t`HA restart`,
  disarm: t`armed fault taken back`,
};

/** The same as the page's log tells it, with what was asked for. */
export const DEED_EVENTS: Required<Pick<ByKind<string>, Exclude<FaultKind, CrashKind>>> = {
  cutLink: () => t`the link is cut`,
  healLink: () => t`the link is healed`,
  slowLink: ({ bandwidthMiBps, latencyMs, loss }) => {
    const now = t`the link now has ${plainNumber(bandwidthMiBps)} MiB/s, ${plainNumber(latencyMs)} ms`;
    return loss === undefined ? now : t`${now}, ${shortDecimal(100 * loss, 1)} % lost`;
  },
  loseMessages: ({ count: lost }) =>
    plural(lost, { one: `the next message is lost`, other: `the next ${count(lost)} messages are lost` }),
  stopDatastore: () => t`the datastore stops`,
  healDatastore: () => t`the datastore starts again`,
  slowDatastore: ({ bandwidthMiBps, latencyMs }) =>
    t`the datastore now has ${plainNumber(bandwidthMiBps)} MiB/s, ${plainNumber(latencyMs)} ms`,
  setDirtyRate: ({ pagesPerSecond }) => t`the guest is set to ${pages(pagesPerSecond)} a second`,
  cancel: () => t`Cancel`,
};
