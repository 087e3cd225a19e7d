import { MILLISECOND, type Tick } from "../../clock/tick.ts";
import { isConcurrent } from "../../migration/strategy.ts";
import type { Frame } from "../../report/frame.ts";
import { missingOf } from "../../report/quantities.ts";
import type { MilestoneKind } from "../../trace/milestone.ts";
import { limitWords } from "../design/spans.ts";
import { count } from "../design/words.ts";
import { bothDown, eachAlone } from "./outage.ts";
import { cut, file, link, noun, number, type Part, type Sentence, say } from "./sentence-parts.ts";

/** That the cable is cut, and what fell out of it: those pages must be sent again. */
function fellOut({ link: { cut: latest } }: Frame): Part[] {
  const pages = latest?.pagesLost ?? 0;
  return pages === 0
    ? ["The cable is ", cut("cut")]
    : ["The cable is ", cut("cut"), ", ", number(pages), `${noun(pages)} fell out`];
}

/** How long nothing may come before the machines take the cable for cut. */
function silenceOf({ rules }: Frame): string {
  return limitWords(rules.heartbeatMs);
}

/** Every page has come; only the source must still hear it. */
function cutAfterLast(frame: Frame): Sentence {
  return say(
    "cutAfterLast",
    "The cable is ",
    cut("cut"),
    ", but all ",
    number(frame.sum.total),
    ` pages are on ${frame.places.destination}. ${frame.places.source} has still to hear so.`,
  );
}

/** The guest runs at the destination, and neither machine has noticed yet that the other is silent. */
function cutUnnoticed(frame: Frame): Sentence {
  const rest = missingOf(frame.sum);
  return say(
    "cutUnnoticed",
    ...fellOut(frame),
    `; neither machine knows before ${silenceOf(frame)} of silence. ${frame.places.destination} lacks the last `,
    number(rest),
    `${noun(rest)}.`,
  );
}

/** The guest runs at the destination, and its last pages can come no other way. */
function cutWithoutMailbox(frame: Frame): Sentence {
  const rest = missingOf(frame.sum);
  return say(
    "cutWithoutMailbox",
    "The cable is ",
    cut("cut"),
    `, and there is no other path. The guest on ${frame.places.destination} lacks its last `,
    number(rest),
    `${noun(rest)}; ${frame.places.source} keeps them.`,
  );
}

/** "both holes", "all 40 holes": as many as the mailbox has. */
function holesOf({ datastore: { file } }: Frame): string {
  const { length } = file.slots;
  return length === 2 ? "both holes" : `all ${count(length)} holes`;
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
  return say(
    "mailboxFull",
    "The cable is ",
    cut("cut"),
    `. ${from} fills `,
    file(holesOf(frame)),
    ` faster than ${to} empties them, and waits: the datastore sets the pace.`,
  );
}

/** The guest runs at the destination, and its last pages come through the file: from now on, or as they did before. */
function cutThroughMailbox(frame: Frame): Sentence {
  const rest = missingOf(frame.sum);
  if (isFull(frame)) return mailboxFull(frame);
  if (isConcurrent(frame.report))
    return say(
      "cutConcurrent",
      "The cable is ",
      cut("cut"),
      ". The ",
      file("mailbox"),
      " was used beside it and now carries the last ",
      number(rest),
      `${noun(rest)} alone.`,
    );
  return say(
    "cutThroughMailbox",
    "The cable is ",
    cut("cut"),
    `: no sign of life for ${silenceOf(frame)}. The last `,
    number(rest),
    `${noun(rest, "comes", "come")} by `,
    file("mailbox"),
    " on the shared datastore.",
  );
}

/** The cable is cut before the guest runs at the destination. */
function cutBefore(frame: Frame): Sentence {
  const guest = frame.source.status === "running" ? "keeps running" : "stands still";
  const knows = frame.link.declaredUp
    ? `; nobody knows before ${silenceOf(frame)} of silence`
    : ", and the move waits";
  return say(
    "cutBefore",
    ...fellOut(frame),
    `${knows}. The guest ${guest} on ${frame.places.source}, whole.`,
  );
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

/** The cable is whole again while pages are still to come. */
export function healed(frame: Frame): Sentence {
  const { sum, report } = frame;
  const rest = missingOf(sum);
  const whole: Part[] = ["The cable is ", link("whole"), " again. "];
  if (isConcurrent(report) && sum.owed > 0)
    return say(
      "healedConcurrent",
      ...whole,
      "The last ",
      number(rest),
      `${noun(rest, "comes", "come")} over it and, beside it, through the `,
      file("mailbox"),
      ".",
    );
  if (sum.inFile === 0)
    return say("healed", ...whole, "The last ", number(rest), `${noun(rest, "comes", "come")} over it.`);
  return say(
    "healed",
    ...whole,
    "Of the last ",
    number(rest),
    `${noun(rest)} `,
    number(sum.inFile),
    sum.inFile === 1 ? " lies in the " : " lie in the ",
    file("mailbox"),
    " and come from there, the others over the cable.",
  );
}
