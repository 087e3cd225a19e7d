import type { Frame } from "../../src/report/frame.ts";
import { missingOf } from "../../src/report/quantities.ts";
import { countsOf } from "../../src/view/guests/client-marks.ts";
import { announcementOf } from "../../src/view/page/announce.ts";
import { summaryOf } from "../../src/view/page/summary.ts";
import { plainText, sentenceOf } from "../../src/view/story/sentence.ts";

/** Numbers of pages in words: "1,024 pages", "1 page"; what has decimals is no count. */
function pagesIn(words: string): number[] {
  return [...words.matchAll(/(?<![\d.,])([\d,]+) (?:more |different )?pages?\b/g)].map(([, digits]) =>
    numberOf(digits!),
  );
}

function numberOf(digits: string): number {
  return Number(digits.replaceAll(",", ""));
}

/** Every number of pages that a frame has. */
function pagesOf({ sum, roundPages, link, verdict, why, report, prospect, conditions }: Frame): Set<number> {
  const stayed = why.stayed && "pages" in why.stayed ? [why.stayed.pages] : [];
  const compared = verdict ? [verdict.pagesEqual, verdict.pagesTotal - verdict.pagesEqual] : [];
  const lost = link.cut ? [link.cut.pagesLost] : [];
  return new Set([
    ...Object.values(sum),
    missingOf(sum),
    roundPages,
    report.owed.pages,
    ...stayed,
    ...compared,
    ...lost,
    ...[prospect?.mostDirtyPages ?? [], conditions.dirtyPagesPerSecond ?? []].flat(),
  ]);
}

/** Where what is said of a frame, or counted beside the client's strip, is none of its numbers; each in words. */
export function saidOtherwise(before: Frame | null, frame: Frame): string[] {
  const { sum, client, report } = frame;
  const { details } = summaryOf({ frame, playing: true, strategy: report.strategy });
  const known = pagesOf(frame);
  const texts = [plainText(sentenceOf(frame)), details, announcementOf(before, frame) ?? ""];
  const strange = texts.flatMap((text) =>
    pagesIn(text)
      .filter((pages) => !known.has(pages))
      .map((pages) => `${pages} pages in "${text}"`),
  );
  const balance = details.match(
    /Of ([\d,]+) pages, ([\d,]+) are owed, ([\d,]+) are in the mailbox, ([\d,]+) have/,
  );
  const told = balance?.slice(1).map(numberOf);
  const right = [sum.total, sum.owed, sum.inFile, sum.arrived];
  if (told && told.join() !== right.join()) strange.push(`the balance ${told} and the sum ${right}`);
  if ((frame.phase !== null) !== (told !== undefined)) strange.push(`the balance is missing: "${details}"`);
  return [...strange, ...clientOtherwise(client, report)];
}

function clientOtherwise(client: Frame["client"], report: Frame["report"]): string[] {
  if (client === null) return [];
  const { sent, inTime, late, lost, waiting } = countsOf(client);
  const shown = [sent, inTime + late, late, lost];
  const reported = [report.client.sent, report.client.answered, report.client.late, report.client.lost];
  const waits = client.recent.filter((each) => each.answeredAt === null && !each.lost).length;
  const found = shown.join() === reported.join() ? [] : [`the strip has ${shown}, the report ${reported}`];
  if (waiting < waits || inTime < 0) found.push(`${waiting} wait, ${waits} of the last ones do`);
  return found;
}
