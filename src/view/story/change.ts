import { resumesEarly, slowsGuest, usesFile } from "../../migration/strategy.ts";
import type { Frame } from "../../report/frame.ts";
import { missingOf } from "../../report/quantities.ts";
import { bandwidthFrom, type LinkConditions, type PathConditions } from "../../scenario/conditions.ts";
import { isChange, percent } from "../../trace/change-words.ts";
import type { Change, MilestoneKind } from "../../trace/milestone.ts";
import { limitWords, spanWords } from "../design/spans.ts";
import { count, ratioText } from "../design/words.ts";
import { timeOnLink } from "./on-link.ts";
import { file, link, noun, number, type Part, type Sentence, say, strong } from "./sentence-parts.ts";

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

/** Whether copying can still catch up with the guest, as the forecast of the present world has it; empty where it has none. */
function whetherItCatchesUp({ prospect, report, places }: Frame): Part[] {
  if (!prospect) return [];
  if (prospect.catchesUp) return [": copying ", strong("can catch up"), "."];
  if (prospect.ratio < 1) return [": still too many for the goal."];
  if (slowsGuest(report)) return [`, so ${places.source} will slow the guest.`];
  return [": copying ", strong("cannot catch up"), "."];
}

/** How much the program writes beside what the cable carries now. */
function besideCable(frame: Frame): Part[] {
  const { prospect, places } = frame;
  if (!prospect) return [`. How much is written meanwhile, ${places.source} sees at the end of the round.`];
  if (prospect.catchesUp && prospect.ratio >= 1)
    return [
      ". The program writes faster, but ",
      strong(`${count(prospect.mostDirtyPages)} different pages`),
      " only",
      ...whetherItCatchesUp(frame),
    ];
  return [
    ". The program writes ",
    strong(`${ratioText(prospect.ratio)} pages`),
    " for each one sent",
    ...whetherItCatchesUp(frame),
  ];
}

/** Another bandwidth in the direction in which the pages go. */
function otherBandwidth(frame: Frame): Sentence | null {
  const rest = missingOf(frame.sum);
  const carries: Part[] = [
    "The ",
    link("cable"),
    ` now carries ${bandwidthFrom(frame.places.source, frame.conditions)} MiB/s`,
  ];
  if (isCopying(frame)) return say("linkChanged", ...carries, ...besideCable(frame));
  const last: Part[] = ["its last ", number(rest), noun(rest)];
  const time = strong(spanWords(timeOnLink(frame, rest).ms));
  if (frame.phase === "pageIn" && frame.datastore.file.inUse)
    return say(
      "linkChanged",
      ...carries,
      ", and the ",
      file("mailbox"),
      " carries beside it, until the two meet.",
    );
  if (frame.phase === "pageIn")
    return say("linkChanged", ...carries, ". The guest runs; ", ...last, " take about ", time, ".");
  if (resumesEarly(frame.report)) return null;
  return say(
    "linkChanged",
    ...carries,
    ". The guest stands still until ",
    ...last,
    " have come, in about ",
    time,
    ".",
  );
}

/** A page fault needs a word to the source, and the page's own way: twice the latency. */
function otherLatency(frame: Frame): Sentence | null {
  const { latencyMs } = frame.conditions.link;
  const takes: Part[] = ["A message now takes ", strong(limitWords(latencyMs)), " by ", link("cable")];
  const least = `at least ${limitWords(2 * latencyMs)}.`;
  if (frame.phase === "pageIn") return say("linkChanged", ...takes, `: a page fault takes ${least}`);
  if (!isCopying(frame)) return null;
  const later = resumesEarly(frame.report) ? `a page fault will take ${least}` : "the stun feels it.";
  return say("linkChanged", ...takes, `. Copying stays as fast; ${later}`);
}

function otherLoss(frame: Frame): Sentence | null {
  const { loss } = frame.conditions.link;
  if (!isCopying(frame) && frame.phase !== "pageIn") return null;
  if (loss === 0) return say("linkChanged", "The ", link("cable"), " loses no message any more.");
  return say(
    "linkChanged",
    "The ",
    link("cable"),
    " now loses ",
    strong(`${percent(loss)} %`),
    " of its messages and sends them again: pages come later, and none is lost.",
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
  const now: Part[] = isSlower
    ? [`The datastore now carries ${is.bandwidthMiBps} MiB/s`]
    : ["The datastore now answers after ", strong(limitWords(is.latencyMs))];
  if (isCopying(frame)) {
    const later = usesFile(frame.report)
      ? ["the stun and the ", file("mailbox"), " feel it."]
      : ["the stun feels it."];
    return say(
      "datastoreChanged",
      ...now,
      ". Copying goes by ",
      link("cable"),
      " and stays as fast; ",
      ...later,
    );
  }
  if (frame.phase !== "pageIn") return null;
  const rest = missingOf(frame.sum);
  const last: Part[] = ["its last ", number(rest), noun(rest, "comes", "come")];
  if (frame.datastore.file.inUse)
    return say(
      "datastoreChanged",
      ...now,
      ". The guest runs; ",
      ...last,
      " through the ",
      file("mailbox"),
      " there.",
    );
  return say(
    "datastoreChanged",
    ...now,
    ". The guest does not feel it: ",
    ...last,
    " by ",
    link("cable"),
    ".",
  );
}

function dirtyRateChanged(frame: Frame): Sentence | null {
  const rate = frame.conditions.dirtyPagesPerSecond;
  if (rate === null) return null;
  const writes: Part[] =
    rate === 0
      ? ["The program now leaves its working set alone"]
      : ["The program now writes ", strong(`${count(rate)} ${rate === 1 ? "page" : "pages"}`), " a second"];
  if (frame.phase === "pageIn")
    return say("dirtyRateChanged", ...writes, ", and waits where a page has not come yet.");
  if (!isCopying(frame)) return null;
  const { prospect } = frame;
  if (!prospect) return say("dirtyRateChanged", ...writes, ".");
  const each = rate === 0 ? "" : `, ${ratioText(prospect.ratio)} for each one sent`;
  return say("dirtyRateChanged", ...writes, each, ...whetherItCatchesUp(frame));
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
