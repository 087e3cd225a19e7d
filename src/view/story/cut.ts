import { MILLISECOND, type Tick } from "../../clock/tick.ts";
import { plural, t } from "../../language/words.ts";
import { isConcurrent } from "../../migration/strategy.ts";
import type { Frame } from "../../report/frame.ts";
import { missingOf } from "../../report/quantities.ts";
import type { MilestoneKind } from "../../trace/milestone.ts";
import { limitWords } from "../design/spans.ts";
import { count } from "../design/words.ts";
import { bothDown, eachAlone } from "./outage.ts";
import { number, type Sentence, say } from "./sentence-parts.ts";

/** That the cable is cut, and what fell out of it: those pages must be sent again. */
function fellOut({ link: { cut: latest } }: Frame): string {
  const pages = latest?.pagesLost ?? 0;
  if (pages === 0) return t`The cable is <cut>cut</cut>`;
  return plural(pages, {
    one: `The cable is <cut>cut</cut>, ${number(pages)} page fell out`,
    other: `The cable is <cut>cut</cut>, ${number(pages)} pages fell out`,
  });
}

/** How long nothing may come before the machines take the cable for cut. */
function silenceOf({ rules }: Frame): string {
  return limitWords(rules.heartbeatMs);
}

/** Every page has come; only the source must still hear it. */
function cutAfterLast({ sum, places }: Frame): Sentence {
  return say(
    "cutAfterLast",
    t`The cable is <cut>cut</cut>, but all ${number(sum.total)} pages are on ${places.destination}. ${places.source} has still to hear so.`,
  );
}

/** The guest runs at the destination, and neither machine has noticed yet that the other is silent. */
function cutUnnoticed(frame: Frame): Sentence {
  const rest = missingOf(frame.sum);
  const there = frame.places.destination;
  const lacks = plural(rest, {
    one: `${there} lacks the last ${number(rest)} page.`,
    other: `${there} lacks the last ${number(rest)} pages.`,
  });
  return say(
    "cutUnnoticed",
    t`${fellOut(frame)}; neither machine knows before ${silenceOf(frame)} of silence. ${lacks}`,
  );
}

/** The guest runs at the destination, and its last pages can come no other way. */
function cutWithoutMailbox(frame: Frame): Sentence {
  const rest = missingOf(frame.sum);
  const { source, destination } = frame.places;
  return say(
    "cutWithoutMailbox",
    plural(rest, {
      one: `The cable is <cut>cut</cut>, and there is no other path. The guest on ${destination} lacks its last ${number(rest)} page; ${source} keeps it.`,
      other: `The cable is <cut>cut</cut>, and there is no other path. The guest on ${destination} lacks its last ${number(rest)} pages; ${source} keeps them.`,
    }),
  );
}

/** So long it is told why the file is used, before it is told that it is full. */
const WHY_FIRST: Tick = 500 * MILLISECOND;

/** From when on the file is used. */
const BEGINS_FILE: ReadonlySet<MilestoneKind> = new Set<MilestoneKind>([
  "linkSilent",
  "healDatastore",
  "datastoreReturns",
]);

/** Whether the source has more to put into the file than the destination takes out. */
function isFull({ datastore, sum, milestones, now }: Frame): boolean {
  const begin = milestones.findLast(({ kind }) => BEGINS_FILE.has(kind));
  const isTold = !begin || now - begin.at >= WHY_FIRST;
  return datastore.file.wasFull && sum.owed > 0 && isTold;
}

/** The source has more to put into the file than it holds, and waits for the destination to empty it. */
function mailboxFull(frame: Frame): Sentence {
  const [from, to] = [frame.places.source, frame.places.destination];
  const { length } = frame.datastore.file.slots;
  return say(
    "mailboxFull",
    length === 2
      ? t`The cable is <cut>cut</cut>. ${from} fills <file>both holes</file> faster than ${to} empties them, and waits: the datastore sets the pace.`
      : t`The cable is <cut>cut</cut>. ${from} fills <file>all ${count(length)} holes</file> faster than ${to} empties them, and waits: the datastore sets the pace.`,
  );
}

/** The guest runs at the destination, and its last pages come through the file: from now on, or as they did before. */
function cutThroughMailbox(frame: Frame): Sentence {
  const rest = missingOf(frame.sum);
  if (isFull(frame)) return mailboxFull(frame);
  if (isConcurrent(frame.report))
    return say(
      "cutConcurrent",
      plural(rest, {
        one: `The cable is <cut>cut</cut>. The <file>mailbox</file> was used beside it and now carries the last ${number(rest)} page alone.`,
        other: `The cable is <cut>cut</cut>. The <file>mailbox</file> was used beside it and now carries the last ${number(rest)} pages alone.`,
      }),
    );
  return say(
    "cutThroughMailbox",
    plural(rest, {
      one: `The cable is <cut>cut</cut>: no sign of life for ${silenceOf(frame)}. The last ${number(rest)} page comes by <file>mailbox</file> on the shared datastore.`,
      other: `The cable is <cut>cut</cut>: no sign of life for ${silenceOf(frame)}. The last ${number(rest)} pages come by <file>mailbox</file> on the shared datastore.`,
    }),
  );
}

/** The cable is cut before the guest runs at the destination. */
function cutBefore(frame: Frame): Sentence {
  const { source } = frame.places;
  const guest =
    frame.source.status === "running"
      ? t`The guest keeps running on ${source}, whole.`
      : t`The guest stands still on ${source}, whole.`;
  const knows = frame.link.declaredUp
    ? t`${fellOut(frame)}; nobody knows before ${silenceOf(frame)} of silence.`
    : t`${fellOut(frame)}, and the move waits.`;
  return say("cutBefore", `${knows} ${guest}`);
}

/** The cable hangs in two pieces. */
export function cutSentence(frame: Frame): Sentence {
  if (!frame.datastore.reachable) return bothDown(frame);
  const isUnnoticed = frame.link.declaredUp;
  switch (frame.why.held) {
    case "unconfirmed":
      return cutAfterLast(frame);
    case "linkDown":
      return isUnnoticed ? cutUnnoticed(frame) : cutWithoutMailbox(frame);
    case "pagesComing":
      return isUnnoticed ? cutUnnoticed(frame) : cutThroughMailbox(frame);
    default:
      return frame.source.role === "committing" && !isUnnoticed ? eachAlone() : cutBefore(frame);
  }
}

/** Where the last pages are that had not come when the cable was healed. */
function restWords({ sum, report }: Frame): string {
  const rest = missingOf(sum);
  if (isConcurrent(report) && sum.owed > 0)
    return plural(rest, {
      one: `The last ${number(rest)} page comes over it and, beside it, through the <file>mailbox</file>.`,
      other: `The last ${number(rest)} pages come over it and, beside it, through the <file>mailbox</file>.`,
    });
  if (sum.inFile === 0)
    return plural(rest, {
      one: `The last ${number(rest)} page comes over it.`,
      other: `The last ${number(rest)} pages come over it.`,
    });
  if (rest === 1) return t`The last ${number(1)} page lies in the <file>mailbox</file> and comes from there.`;
  return plural(sum.inFile, {
    one: `Of the last ${number(rest)} pages ${number(sum.inFile)} lies in the <file>mailbox</file> and comes from there, the others over the cable.`,
    other: `Of the last ${number(rest)} pages ${number(sum.inFile)} lie in the <file>mailbox</file> and come from there, the others over the cable.`,
  });
}

/** The cable is whole again while pages are still to come. */
export function healed(frame: Frame): Sentence {
  const isBeside = isConcurrent(frame.report) && frame.sum.owed > 0;
  return say(
    isBeside ? "healedConcurrent" : "healed",
    t`The cable is <link>whole</link> again. ${restWords(frame)}`,
  );
}
