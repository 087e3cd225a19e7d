import { usesFile } from "../../migration/strategy.ts";
import type { Frame } from "../../report/frame.ts";
import { ofPresentMigration } from "../../trace/milestones.ts";
import { spanWords } from "../design/spans.ts";
import { count, pages } from "../design/words.ts";
import { costOfCut } from "./cost.ts";
import { roundsWords, stopOf } from "./rounds.ts";
import {
  cut,
  file,
  good,
  isCrashed,
  number,
  type Part,
  type Sentence,
  say,
  strong,
} from "./sentence-parts.ts";

function different(frame: Frame): Sentence {
  const { pagesEqual = 0, pagesTotal = 0 } = frame.verdict ?? {};
  const wrong = pagesTotal - pagesEqual;
  if (wrong === 0)
    return say(
      "different",
      cut("Different."),
      " The memory is whole, but the processor or a device is not as it would be.",
    );
  return say(
    "different",
    cut("Different."),
    " ",
    number(wrong),
    ` of ${pages(pagesTotal)} ${wrong === 1 ? "is" : "are"} not what they would be had the guest never moved.`,
  );
}

/** That copying never caught up, with the numbers of the last round. */
function notConverged(frame: Frame): string {
  const { judged } = frame;
  const stop = judged && stopOf(judged);
  if (!judged || !stop) return "Its memory changed too fast for the cable";
  return `After ${roundsWords(judged.round)} ${pages(judged.pages)} are left, ${stop.stop} to send (goal ${stop.goal})`;
}

/** Why the destination was not heard of any more. */
function unheard(frame: Frame): string {
  if (isCrashed(frame, "destination")) return `${frame.places.destination} crashed before it took over`;
  return frame.link.cut
    ? `The cable broke before ${frame.places.destination} took over`
    : `${frame.places.destination} did not answer in time`;
}

/** Why the guest did not leave. */
export function whyStayed(frame: Frame): string {
  switch (frame.why.stayed?.kind) {
    case "cancelled":
      return "The move was cancelled";
    case "noDatastore":
      return "The datastore did not answer, so nothing was moved";
    case "datastoreSilent":
      return "The datastore fell silent, and without it nobody may take over";
    case "fileNotCreated":
      return "The datastore did not make the mailbox in time";
    case "notConverged":
      return notConverged(frame);
    case "switchoverTooLong":
      return "The switchover took longer than it may";
    case "noDestination":
    case "linkSilent":
    case "takenBack":
    case undefined:
      return unheard(frame);
  }
}

function stayed(frame: Frame): Sentence {
  const end = frame.verdict?.identical ? [", ", good("identical"), "."] : ["."];
  return say(
    "continuedOnSource",
    `${whyStayed(frame)}: the guest `,
    strong(`stayed on ${frame.places.source}`),
    " and runs on",
    ...end,
  );
}

/** Whether a file was made for a link that nobody cut. */
function hadNoUseForFile({ report, link }: Frame): boolean {
  return usesFile(report) && link.cut === null && report.paths.file.pages === 0;
}

/** Less than this, in milliseconds, is not told: what the forecast does not know may be as much. */
const LEAST_COST_MS = 50;

/** What the cuts have cost: time, where that is known, and no page. */
function costs(frame: Frame): Part[] {
  const ms = costOfCut(frame);
  if (ms === null) return [];
  const cuts = ofPresentMigration(frame.milestones).filter(({ kind }) => kind === "cutLink").length;
  const price = ms < LEAST_COST_MS ? "neither time nor a page" : null;
  return [
    cuts === 1 ? " The cut cost " : ` The ${count(cuts)} cuts cost `,
    ...(price ? [price] : [strong(spanWords(Math.round(ms / 10) * 10)), " and no page"]),
    ":",
  ];
}

/** Something failed on the way, and nothing is missing. */
function recovered(frame: Frame): Sentence {
  const here = ` ${frame.places.destination}, bit for bit as if nothing had moved.`;
  const all = number(frame.sum.total);
  const price = costs(frame);
  if (price.length > 0) return say("recovered", good("Identical."), ...price, " all ", all, ` are on${here}`);
  const broke = isCrashed(frame, "source") ? `${frame.places.source} crashed` : "The way broke";
  return say("recovered", good("Identical."), ` ${broke}, and still all `, all, ` pages are on${here}`);
}

export function arrived(frame: Frame): Sentence {
  const total = frame.sum.total;
  const there = frame.places.destination;
  if (!frame.verdict)
    return say(
      "arrived",
      "All ",
      number(total),
      ` pages are on ${there}. Now they are compared with the twin that never moved.`,
    );
  if (frame.report.outcome === "recovered") return recovered(frame);
  if (hadNoUseForFile(frame))
    return say(
      "completed",
      good("Identical."),
      " All ",
      number(total),
      ` pages are on ${there}. Nobody cut the cable, so the `,
      file("mailbox"),
      " stayed empty.",
    );
  return say(
    "completed",
    good("Identical."),
    " All ",
    number(total),
    ` pages are on ${there}, bit for bit as if the guest had never moved.`,
  );
}

/** The sentence of a migration that is over. */
export function ended(frame: Frame): Sentence {
  if (frame.verdict?.identical === false) return different(frame);
  return frame.report.outcome === "continued-on-source" ? stayed(frame) : arrived(frame);
}
