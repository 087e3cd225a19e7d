import { plainNumber } from "../../language/numbers.ts";
import { plural, t } from "../../language/words.ts";
import { resumesEarly, slowsGuest, usesFile } from "../../migration/strategy.ts";
import type { Frame } from "../../report/frame.ts";
import { missingOf } from "../../report/quantities.ts";
import { bandwidthFrom, type LinkConditions, type PathConditions } from "../../scenario/conditions.ts";
import { isChange, percent } from "../../trace/change-words.ts";
import type { Change, MilestoneKind } from "../../trace/milestone.ts";
import { limitWords, spanWords } from "../design/spans.ts";
import { count, ratioText } from "../design/words.ts";
import { timeOnLink } from "./on-link.ts";
import { number, type Sentence, say, strong } from "./sentence-parts.ts";

/** What has changed in the world of a run, and how it was before. */
type Changed =
  | ({ readonly kind: "slowLink" } & Change<LinkConditions>)
  | ({ readonly kind: "slowDatastore" } & Change<PathConditions>)
  | { readonly kind: "setDirtyRate" };

/** The changes that a heal takes back. */
const TAKEN_BACK: Partial<Record<MilestoneKind, "slowLink" | "slowDatastore">> = {
  healLink: "slowLink",
  healDatastore: "slowDatastore",
};

/** The change that came last, while nothing has come after it: what comes later has reasons of its own. Null for none. */
function latestChange({ milestones, conditions }: Frame): Changed | null {
  const last = milestones.at(-1);
  if (!last) return null;
  if (isChange(last)) return last;
  const kind = TAKEN_BACK[last.kind];
  if (!kind) return null;
  const before = milestones.slice(0, -1).findLast((each) => each.kind === kind || each.kind === last.kind);
  if (before?.kind === "slowLink") return { kind: "slowLink", was: before.is, is: conditions.link };
  return before?.kind === "slowDatastore"
    ? { kind: "slowDatastore", was: before.is, is: conditions.datastore }
    : null;
}

/** The copy has not ended: what a change means for it is what counts. */
function isCopying({ phase }: Frame): boolean {
  return phase === "setup" || phase === "preCopy";
}

type Prospect = NonNullable<Frame["prospect"]>;

/** Whether copying can still catch up with the guest, as the forecast of the present world has it: the end of a sentence. */
function untilItCatchesUp(words: string, prospect: Prospect, { report, places }: Frame): string {
  if (prospect.catchesUp) return t`${words}: copying <number>can catch up</number>.`;
  if (prospect.ratio < 1) return t`${words}: still too many for the goal.`;
  if (slowsGuest(report)) return t`${words}, so ${places.source} will slow the guest.`;
  return t`${words}: copying <number>cannot catch up</number>.`;
}

/** "1.57 pages", of a ratio, which is never one page alone. */
function ratioPages({ ratio }: Prospect): string {
  return strong(t`${ratioText(ratio)} pages`);
}

/** How much the program writes beside what the cable carries now. */
function besideCable(frame: Frame): string {
  const { prospect, places } = frame;
  if (!prospect) return t`How much is written meanwhile, ${places.source} sees at the end of the round.`;
  if (prospect.catchesUp && prospect.ratio >= 1) {
    const most = prospect.mostDirtyPages;
    const few = plural(most, {
      one: `The program writes faster, but <number>${count(most)} page</number> only`,
      other: `The program writes faster, but <number>${count(most)} different pages</number> only`,
    });
    return untilItCatchesUp(few, prospect, frame);
  }
  return untilItCatchesUp(t`The program writes ${ratioPages(prospect)} for each one sent`, prospect, frame);
}

/** Another bandwidth in the direction in which the pages go. */
function otherBandwidth(frame: Frame): Sentence | null {
  const rest = missingOf(frame.sum);
  const rate = plainNumber(bandwidthFrom(frame.places.source, frame.conditions));
  const carries = t`The <link>cable</link> now carries ${rate} MiB/s`;
  if (isCopying(frame)) return say("linkChanged", `${carries}. ${besideCable(frame)}`);
  const time = strong(spanWords(timeOnLink(frame, rest).ms));
  if (frame.phase === "pageIn" && frame.datastore.file.inUse)
    return say(
      "linkChanged",
      t`${carries}, and the <file>mailbox</file> carries beside it, until the two meet.`,
    );
  if (frame.phase === "pageIn")
    return say(
      "linkChanged",
      plural(rest, {
        one: `${carries}. The guest runs; its last ${number(rest)} page takes about ${time}.`,
        other: `${carries}. The guest runs; its last ${number(rest)} pages take about ${time}.`,
      }),
    );
  if (resumesEarly(frame.report)) return null;
  return say(
    "linkChanged",
    plural(rest, {
      one: `${carries}. The guest stands still until its last ${number(rest)} page has come, in about ${time}.`,
      other: `${carries}. The guest stands still until its last ${number(rest)} pages have come, in about ${time}.`,
    }),
  );
}

/** A page fault needs a word to the source, and the page's own way: twice the latency. */
function otherLatency(frame: Frame): Sentence | null {
  const { latencyMs } = frame.conditions.link;
  const takes = t`A message now takes ${strong(limitWords(latencyMs))} by <link>cable</link>`;
  const least = limitWords(2 * latencyMs);
  if (frame.phase === "pageIn") return say("linkChanged", t`${takes}: a page fault takes at least ${least}.`);
  if (!isCopying(frame)) return null;
  return say(
    "linkChanged",
    resumesEarly(frame.report)
      ? t`${takes}. Copying stays as fast; a page fault will take at least ${least}.`
      : t`${takes}. Copying stays as fast; the stun feels it.`,
  );
}

function otherLoss(frame: Frame): Sentence | null {
  const { loss } = frame.conditions.link;
  if (!isCopying(frame) && frame.phase !== "pageIn") return null;
  if (loss === 0) return say("linkChanged", t`The <link>cable</link> loses no message any more.`);
  const share = strong(`${plainNumber(percent(loss))} %`);
  return say(
    "linkChanged",
    t`The <link>cable</link> now loses ${share} of its messages and sends them again: pages come later, and none is lost.`,
  );
}

function linkChanged(frame: Frame, { was, is }: Change<LinkConditions>): Sentence | null {
  const bandwidth = (link: LinkConditions) =>
    bandwidthFrom(frame.places.source, { ...frame.conditions, link });
  if (bandwidth(was) !== bandwidth(is)) return otherBandwidth(frame);
  if (was.latencyMs !== is.latencyMs) return otherLatency(frame);
  return was.loss === is.loss ? null : otherLoss(frame);
}

function datastoreChanged(frame: Frame, { was, is }: Change<PathConditions>): Sentence | null {
  const isSlower = was.bandwidthMiBps !== is.bandwidthMiBps;
  if (!isSlower && was.latencyMs === is.latencyMs) return null;
  const now = isSlower
    ? t`The datastore now carries ${plainNumber(is.bandwidthMiBps)} MiB/s.`
    : t`The datastore now answers after ${strong(limitWords(is.latencyMs))}.`;
  if (isCopying(frame))
    return say(
      "datastoreChanged",
      usesFile(frame.report)
        ? t`${now} Copying goes by <link>cable</link> and stays as fast; the stun and the <file>mailbox</file> feel it.`
        : t`${now} Copying goes by <link>cable</link> and stays as fast; the stun feels it.`,
    );
  if (frame.phase !== "pageIn") return null;
  const rest = missingOf(frame.sum);
  return say(
    "datastoreChanged",
    frame.datastore.file.inUse
      ? plural(rest, {
          one: `${now} The guest runs; its last ${number(rest)} page comes through the <file>mailbox</file> there.`,
          other: `${now} The guest runs; its last ${number(rest)} pages come through the <file>mailbox</file> there.`,
        })
      : plural(rest, {
          one: `${now} The guest does not feel it: its last ${number(rest)} page comes by <link>cable</link>.`,
          other: `${now} The guest does not feel it: its last ${number(rest)} pages come by <link>cable</link>.`,
        }),
  );
}

/** How much the program writes now, without an end. */
function writesWords(rate: number): string {
  if (rate === 0) return t`The program now leaves its working set alone`;
  return plural(rate, {
    one: `The program now writes <number>${count(rate)} page</number> a second`,
    other: `The program now writes <number>${count(rate)} pages</number> a second`,
  });
}

function dirtyRateChanged(frame: Frame): Sentence | null {
  const rate = frame.conditions.dirtyPagesPerSecond;
  if (rate === null) return null;
  const writes = writesWords(rate);
  if (frame.phase === "pageIn")
    return say("dirtyRateChanged", t`${writes}, and waits where a page has not come yet.`);
  if (!isCopying(frame)) return null;
  const { prospect } = frame;
  if (!prospect) return say("dirtyRateChanged", t`${writes}.`);
  const each = rate === 0 ? writes : t`${writes}, ${ratioText(prospect.ratio)} for each one sent`;
  return say("dirtyRateChanged", untilItCatchesUp(each, prospect, frame));
}

/**
 * The sentence of a change of the world, while it is the latest that has happened and matters to what goes on: what is now,
 * and what it means for the migration. Null where there is none.
 */
export function changed(frame: Frame): Sentence | null {
  const latest = latestChange(frame);
  switch (latest?.kind) {
    case "slowLink":
      return linkChanged(frame, latest);
    case "slowDatastore":
      return datastoreChanged(frame, latest);
    case "setDirtyRate":
      return dirtyRateChanged(frame);
    default:
      return null;
  }
}
