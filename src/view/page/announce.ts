import type { Tick } from "../../clock/tick.ts";
import { plural, t } from "../../language/words.ts";
import type { Frame } from "../../report/frame.ts";
import { missingOf } from "../../report/quantities.ts";
import { count, pages, seconds } from "../design/words.ts";
import { changed } from "../story/change.ts";
import { plainText, sentenceOf } from "../story/sentence.ts";

/** How many machines are dead. */
function crashes({ source, destination }: Frame): number {
  return [source, destination].filter(({ status }) => status === "crashed").length;
}

/** What identifies the present milestone of a frame: an announcement is due where it changes. */
function stepOf(frame: Frame): string {
  if (frame.report.outcome === "lost") return `lost ${frame.restart.pending} ${frame.restart.at}`;
  if (frame.verdict) return `verdict ${frame.verdict.identical}`;
  if (frame.ended) return `ended ${frame.report.outcome}`;
  if (frame.phase === null) return "idle";
  const paths = `${frame.link.whole} ${frame.link.declaredUp} ${frame.datastore.reachable} ${crashes(frame)}`;
  return `${frame.phase} ${frame.round} ${paths}`;
}

/** The last words of a run: the result of the comparison, in one word. */
function verdictOf({ verdict, report }: Frame): string {
  if (report.outcome === "lost" || !verdict || verdict.identical === null) return "";
  return verdict.identical ? t`Guest and twin are identical.` : t`Guest and twin are different.`;
}

const PHASE_NEWS = {
  setup: () => t`Setup: the two machines get ready.`,
  preCopy: (frame: Frame) =>
    t`Pre-copy, round ${count(frame.round)}: ${pages(frame.round > 0 ? frame.roundPages : frame.sum.total)} to send while the guest runs.`,
  stun: (frame: Frame) => t`Stun: the guest stands still on ${frame.places.source}.`,
  switchover: (frame: Frame) => t`Switchover: the guest is handed over to ${frame.places.destination}.`,
  pageIn: ({ places, sum }: Frame) =>
    plural(missingOf(sum), {
      one: `Page-in: the guest runs on ${places.destination}. ${count(missingOf(sum))} page is still to come.`,
      other: `Page-in: the guest runs on ${places.destination}. ${count(missingOf(sum))} pages are still to come.`,
    }),
  finish: () => t`Finish: the last page has arrived.`,
};

/** When the change of the world came of which the sentence tells; null where it tells of none. */
function changeAt(frame: Frame): Tick | null {
  return sentenceOf(frame).kind === changed(frame)?.kind ? frame.milestones.at(-1)!.at : null;
}

/** A change of the world in the midst of a step. */
function changeNews(before: Frame, now: Frame): string | null {
  const at = changeAt(now);
  return at === null || at === changeAt(before)
    ? null
    : t`${seconds(now.now)} seconds. ${plainText(sentenceOf(now))}`;
}

/** What has just changed, in one message, or null where nothing that a listener must hear has. */
export function announcementOf(before: Frame | null, now: Frame): string | null {
  if (before === null || now.phase === null) return null;
  if (stepOf(before) === stepOf(now)) return changeNews(before, now);
  const pathsChanged =
    before.link.whole !== now.link.whole ||
    before.link.declaredUp !== now.link.declaredUp ||
    before.datastore.reachable !== now.datastore.reachable ||
    crashes(before) !== crashes(now);
  if (now.verdict || now.ended || now.report.outcome === "lost" || pathsChanged)
    return t`${seconds(now.now)} seconds. ${plainText(sentenceOf(now))} ${verdictOf(now)}`.trimEnd();
  return PHASE_NEWS[now.phase](now);
}
