import { plural, t } from "../../language/words.ts";
import { usesFile } from "../../migration/strategy.ts";
import type { Frame } from "../../report/frame.ts";
import { ofPresentMigration } from "../../trace/milestones.ts";
import { spanWords } from "../design/spans.ts";
import { count, pages } from "../design/words.ts";
import { costOfCut } from "./cost.ts";
import { isCrashed, number, type Sentence, say, strong } from "./sentence-parts.ts";
import { whyStayed } from "./stayed.ts";

function different(frame: Frame): Sentence {
  const { pagesEqual = 0, pagesTotal = 0 } = frame.verdict ?? {};
  const wrong = pagesTotal - pagesEqual;
  if (wrong === 0)
    return say(
      "different",
      t`<cut>Different.</cut> The memory is whole, but the processor or a device is not as it would be.`,
    );
  return say(
    "different",
    plural(wrong, {
      one: `<cut>Different.</cut> ${number(wrong)} of ${pages(pagesTotal)} is not what it would be had the guest never moved.`,
      other: `<cut>Different.</cut> ${number(wrong)} of ${pages(pagesTotal)} are not what they would be had the guest never moved.`,
    }),
  );
}

function stayed(frame: Frame): Sentence {
  const why = whyStayed(frame);
  const { source } = frame.places;
  return say(
    "continuedOnSource",
    frame.verdict?.identical
      ? t`${why}: the guest <number>stayed on ${source}</number> and runs on, <good>identical</good>.`
      : t`${why}: the guest <number>stayed on ${source}</number> and runs on.`,
  );
}

/** Whether a file was made for a link that nobody cut. */
function hadNoUseForFile({ report, link }: Frame): boolean {
  return usesFile(report) && link.cut === null && report.paths.file.pages === 0;
}

/** Less than this, in milliseconds, is not told: what the forecast does not know may be as much. */
const LEAST_COST_MS = 50;

/** What the cuts have cost: time, where that is known, and no page; null where it is not known. */
function costs(frame: Frame): string | null {
  const ms = costOfCut(frame);
  if (ms === null) return null;
  const cuts = ofPresentMigration(frame.milestones).filter(({ kind }) => kind === "cutLink").length;
  if (ms < LEAST_COST_MS)
    return plural(cuts, {
      one: `The cut cost neither time nor a page:`,
      other: `The ${count(cuts)} cuts cost neither time nor a page:`,
    });
  const time = strong(spanWords(Math.round(ms / 10) * 10));
  return plural(cuts, {
    one: `The cut cost ${time} and no page:`,
    other: `The ${count(cuts)} cuts cost ${time} and no page:`,
  });
}

/** Something failed on the way, and nothing is missing. */
function recovered(frame: Frame): Sentence {
  const { source, destination } = frame.places;
  const all = number(frame.sum.total);
  const price = costs(frame);
  if (price !== null)
    return say(
      "recovered",
      t`<good>Identical.</good> ${price} all ${all} are on ${destination}, bit for bit as if nothing had moved.`,
    );
  return say(
    "recovered",
    isCrashed(frame, "source")
      ? t`<good>Identical.</good> ${source} crashed, and still all ${all} pages are on ${destination}, bit for bit as if nothing had moved.`
      : t`<good>Identical.</good> The way broke, and still all ${all} pages are on ${destination}, bit for bit as if nothing had moved.`,
  );
}

export function arrived(frame: Frame): Sentence {
  const all = number(frame.sum.total);
  const there = frame.places.destination;
  if (!frame.verdict)
    return say(
      "arrived",
      t`All ${all} pages are on ${there}. Now they are compared with the twin that never moved.`,
    );
  if (frame.report.outcome === "recovered") return recovered(frame);
  return say(
    "completed",
    hadNoUseForFile(frame)
      ? t`<good>Identical.</good> All ${all} pages are on ${there}. Nobody cut the cable, so the <file>mailbox</file> stayed empty.`
      : t`<good>Identical.</good> All ${all} pages are on ${there}, bit for bit as if the guest had never moved.`,
  );
}

/** The sentence of a migration that is over. */
export function ended(frame: Frame): Sentence {
  if (frame.verdict?.identical === false) return different(frame);
  return frame.report.outcome === "continued-on-source" ? stayed(frame) : arrived(frame);
}
