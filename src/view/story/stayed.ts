import { plural, t } from "../../language/words.ts";
import type { StayReason } from "../../migration/stay-reason.ts";
import type { Frame } from "../../report/frame.ts";
import { count } from "../design/words.ts";
import { afterRoundsWords, stopOf } from "./rounds.ts";
import { isCrashed } from "./sentence-parts.ts";

/** Reasons for which the destination was not heard of any more. */
type Unheard = "noDestination" | "linkSilent" | "takenBack";

/** Each as a sentence without its end, and as it is read after "because". */
const WHY: Readonly<
  Record<Exclude<StayReason["kind"], Unheard | "notConverged">, readonly [alone: string, because: string]>
> = {
  cancelled: [t`The move was cancelled`, t`the move was cancelled`],
  noDatastore: [
    t`The datastore did not answer, so nothing was moved`,
    t`the datastore did not answer, so nothing was moved`,
  ],
  datastoreSilent: [
    t`The datastore fell silent, and without it nobody may take over`,
    t`the datastore fell silent, and without it nobody may take over`,
  ],
  fileNotCreated: [
    t`The datastore did not make the mailbox in time`,
    t`the datastore did not make the mailbox in time`,
  ],
  switchoverTooLong: [t`The switchover took longer than it may`, t`the switchover took longer than it may`],
};

/** That copying never caught up, with the numbers of the last round. */
function notConverged({ judged }: Frame): readonly [string, string] {
  const stop = judged && stopOf(judged);
  if (!judged || !stop)
    return [t`Its memory changed too fast for the cable`, t`its memory changed too fast for the cable`];
  const { pages } = judged;
  const left = plural(pages, {
    one: `${count(pages)} page is left, ${stop.stop} to send (goal ${stop.goal})`,
    other: `${count(pages)} pages are left, ${stop.stop} to send (goal ${stop.goal})`,
  });
  const after = afterRoundsWords(judged.round);
  return [t`After ${after} ${left}`, t`after ${after} ${left}`];
}

/** Why the destination was not heard of any more. */
function unheard(frame: Frame): readonly [string, string] {
  const there = frame.places.destination;
  if (isCrashed(frame, "destination"))
    return [t`${there} crashed before it took over`, t`${there} crashed before it took over`];
  return frame.link.cut
    ? [t`The cable broke before ${there} took over`, t`the cable broke before ${there} took over`]
    : [t`${there} did not answer in time`, t`${there} did not answer in time`];
}

function reasonOf(frame: Frame): readonly [string, string] {
  const kind = frame.why.stayed?.kind;
  if (kind === "notConverged") return notConverged(frame);
  if (kind === undefined || kind === "noDestination" || kind === "linkSilent" || kind === "takenBack")
    return unheard(frame);
  return WHY[kind];
}

/** Why the guest did not leave, as a sentence without its end. */
export function whyStayed(frame: Frame): string {
  return reasonOf(frame)[0];
}

/** The same, to be read after "because". */
export function whyStayedBecause(frame: Frame): string {
  return reasonOf(frame)[1];
}
