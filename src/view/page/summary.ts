import { t } from "../../language/words.ts";
import { type Strategy, usesFile } from "../../migration/strategy.ts";
import { PLACES, type Place, roleOf } from "../../place/place.ts";
import type { Frame } from "../../report/frame.ts";
import { type Action, actionsOf } from "../controls/actions.ts";
import { count, duration, mebibytes, pages, ROLE_WORDS, seconds } from "../design/words.ts";
import { plateOf, tagOf } from "../host/plate.ts";
import { plainText, sentenceOf } from "../story/sentence.ts";

/** What the page is and what it shows now, for those who listen, in the order in which they ask. */
export interface Summary {
  /** What stands where. */
  readonly play: string;
  /** What can be pressed, and where it is. */
  readonly control: string;
  /** What is going on now. */
  readonly details: string;
  /** What to do next. */
  readonly hint: string;
}

export interface SummaryOf {
  readonly frame: Frame;
  readonly playing: boolean;
  readonly strategy: Strategy;
}

export function summaryOf({ frame, playing, strategy }: SummaryOf): Summary {
  return {
    play: playOf(frame, strategy),
    control: controlOf(frame),
    details: detailsOf(frame),
    hint: hintOf(frame, playing),
  };
}

function playOf({ sum }: Frame, strategy: Strategy): string {
  const memory = pages(sum.total);
  return usesFile({ strategy })
    ? t`The play area has two machines, West and East. Between them are a cable, and below it a shared datastore with a mailbox of holes for letters. A program with ${memory} of memory runs on one of them. Each machine has the program's screen, a count of its pages and a map of them.`
    : t`The play area has two machines, West and East. Between them are a cable, and below it a shared datastore. A program with ${memory} of memory runs on one of them. Each machine has the program's screen, a count of its pages and a map of them.`;
}

function controlOf(frame: Frame): string {
  const names = enabledOf(frame).map(({ label }) => label);
  const place = t`The control area has the strategy and the help at the top, and the actions between the machines.`;
  const now = names.length > 0 ? t`You can press now: ${names.join(", ")}.` : "";
  const desk =
    frame.phase === null
      ? t`Below the machines is play and pause.`
      : t`Below the machines are the run's four numbers, a tape of its time with beats and a playhead, and play, pause and steps.`;
  return [place, now, desk].filter((words) => words !== "").join(" ");
}

function enabledOf(frame: Frame): readonly Action[] {
  return actionsOf(frame, true, false).filter(({ enabled }) => enabled);
}

function detailsOf(frame: Frame): string {
  const { sum, now, link } = frame;
  const where = t`At ${seconds(now)} seconds: ${plainText(sentenceOf(frame))}`;
  const hosts = PLACES.map((place) => hostWords(frame, place)).join(" ");
  if (frame.phase === null) return `${where} ${hosts}`;
  const cable = link.whole ? t`The cable is whole.` : t`The cable is cut.`;
  const balance = t`Of ${pages(sum.total)}, ${count(sum.owed)} are owed, ${count(sum.inFile)} are in the mailbox, ${count(sum.arrived)} have arrived.`;
  return `${where} ${hosts} ${cable} ${balance} ${numbersOf(frame)}`;
}

/** A machine by its name, with its role while a migration is under way. */
function hostWords(frame: Frame, place: Place): string {
  const host = roleOf(frame.places, place);
  const role = tagOf(frame, host);
  const name = role === null ? place : `${place} (${ROLE_WORDS[role]})`;
  return `${name}: ${plateOf(frame, host).words}.`;
}

/** A span with its unit written out, for who listens. */
function span(milliseconds: number): string {
  const { value, unit } = duration(milliseconds);
  return unit === "s" ? t`${value} seconds` : t`${value} milliseconds`;
}

function numbersOf({ report }: Frame): string {
  return t`Stun ${span(report.downtime)}, total time ${span(report["total-time"])}, stall ${span(report.guest["stall-time"])}, ${mebibytes(report.ram.transferred)} mebibytes sent.`;
}

function hintOf(frame: Frame, playing: boolean): string {
  if (frame.phase === null) return t`Press Migrate to move the program while it runs.`;
  if (frame.ended || frame.verdict)
    return t`The run is over. Go back on the tape, press Reset, or compare the strategies.`;
  if (frame.report.outcome === "lost") return t`No whole guest is left. Press Reset, or go back on the tape.`;
  const next = frame.link.whole
    ? t`Press Cut link while pages are on their way, and hear what happens.`
    : t`Wait and hear how the pages find another way, or press Heal link.`;
  return playing ? next : `${next} ${t`Time stands still; press Play to go on.`}`;
}
