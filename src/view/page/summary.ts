import { type Strategy, usesFile } from "../../migration/strategy.ts";
import { PLACES, type Place, roleOf } from "../../place/place.ts";
import type { Frame } from "../../report/frame.ts";
import { type Action, actionsOf } from "../controls/actions.ts";
import { count, duration, mebibytes, pages, seconds } from "../design/words.ts";
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
  const between = usesFile({ strategy })
    ? "a cable, and below it a shared datastore with a mailbox of holes for letters"
    : "a cable, and below it a shared datastore";
  return `The play area has two machines, West and East. Between them are ${between}. A program with ${pages(sum.total)} of memory runs on one of them. Each machine has the program's screen, a count of its pages and a map of them.`;
}

function controlOf(frame: Frame): string {
  const names = enabledOf(frame).map(({ label }) => label);
  const now = names.length > 0 ? ` You can press now: ${names.join(", ")}.` : "";
  const desk =
    frame.phase === null
      ? "Below the machines is play and pause."
      : "Below the machines are the run's four numbers, a tape of its time with beats and a playhead, and play, pause and steps.";
  return `The control area has the strategy and the help at the top, and the actions between the machines.${now} ${desk}`;
}

function enabledOf(frame: Frame): readonly Action[] {
  return actionsOf(frame, true, false).filter(({ enabled }) => enabled);
}

function detailsOf(frame: Frame): string {
  const { sum, now, link } = frame;
  const where = `At ${seconds(now)} seconds: ${plainText(sentenceOf(frame))}`;
  const hosts = PLACES.map((place) => hostWords(frame, place)).join(" ");
  if (frame.phase === null) return `${where} ${hosts}`;
  const balance = `Of ${pages(sum.total)}, ${count(sum.owed)} are owed, ${count(sum.inFile)} are in the mailbox, ${count(sum.arrived)} have arrived.`;
  return `${where} ${hosts} The cable is ${link.whole ? "whole" : "cut"}. ${balance} ${numbersOf(frame)}`;
}

/** A machine by its name, with its role while a migration is under way. */
function hostWords(frame: Frame, place: Place): string {
  const host = roleOf(frame.places, place);
  const role = tagOf(frame, host);
  return `${place}${role ? ` (${role})` : ""}: ${plateOf(frame, host).words}.`;
}

function numbersOf({ report }: Frame): string {
  const span = (milliseconds: number) => {
    const { value, unit } = duration(milliseconds);
    return `${value} ${unit === "s" ? "seconds" : "milliseconds"}`;
  };
  return `Stun ${span(report.downtime)}, total time ${span(report["total-time"])}, stall ${span(report.guest["stall-time"])}, ${mebibytes(report.ram.transferred)} mebibytes sent.`;
}

function hintOf(frame: Frame, playing: boolean): string {
  if (frame.phase === null) return "Press Migrate to move the program while it runs.";
  if (frame.ended || frame.verdict)
    return "The run is over. Go back on the tape, press Reset, or compare the strategies.";
  if (frame.report.outcome === "lost") return "No whole guest is left. Press Reset, or go back on the tape.";
  const wait = playing ? "" : " Time stands still; press Play to go on.";
  if (!frame.link.whole) return `Wait and hear how the pages find another way, or press Heal link.${wait}`;
  return `Press Cut link while pages are on their way, and hear what happens.${wait}`;
}
