import { toMilliseconds } from "../../clock/tick.ts";
import type { Judgement } from "../../migration/judgement.ts";
import type { Frame } from "../../report/frame.ts";
import { besideLimit, limitWords } from "../design/spans.ts";
import { count } from "../design/words.ts";
import { file, noun, number, type Part, type Sentence, say, strong } from "./sentence-parts.ts";

/** How long it would take to send what a round has left, beside the goal: "0.66 s", "0.5 s"; null where no rate is known. */
export function stopOf({ stopNow, goal }: Judgement): { stop: string; goal: string } | null {
  if (stopNow === null) return null;
  const goalMs = toMilliseconds(goal);
  return { stop: besideLimit(toMilliseconds(stopNow), goalMs), goal: limitWords(goalMs) };
}

/** "1 round", "3 rounds". */
export function roundsWords(value: number): string {
  return `${count(value)} ${value === 1 ? "round" : "rounds"}`;
}

/** How often as much as its guest wrote a round has sent: "1.08 times". */
export function timesSent({ sent, dirtied }: Judgement): string {
  return `${Number((sent / Math.max(dirtied, 1)).toFixed(2))} times`;
}

/** Why the rounds are over, while the file is made that must be there before the stun. */
function whyFile(frame: Frame): Part[] {
  const { judged } = frame;
  const made: Part[] = ["the ", file("mailbox"), " is made."];
  const stop = judged && stopOf(judged);
  if (!judged || !stop)
    return [
      "Before the guest may leave, its ",
      file("mailbox"),
      ", the Quick Resume file, is made on the shared datastore.",
    ];
  switch (judged.ground) {
    case "tooLittleGained":
      return [
        `Another round would leave ${judged.dirtied < judged.sent ? "nearly " : ""}as much; stopping for the rest would take `,
        strong(stop.stop),
        `, the goal is ${stop.goal}: `,
        ...made,
      ];
    case "roundsUsedUp":
      return [
        `${roundsWords(judged.round)} are used up, and stopping for the rest would take `,
        strong(stop.stop),
        `, the goal is ${stop.goal}: `,
        ...made,
      ];
    case "asked":
      return [`The ${roundsWords(judged.round)} that were asked for are over: `, ...made];
    default:
      return [
        "The last ",
        number(judged.pages),
        `${noun(judged.pages, "takes", "take")} `,
        strong(stop.stop),
        ` to send, within the goal of ${stop.goal}: `,
        ...made,
      ];
  }
}

/** The copy goes on beside what must be done before the guest may be stunned. */
export function beforeStun(frame: Frame): Sentence | null {
  const { role } = frame.source;
  if (role === "creatingFile") return say("creatingFile", ...whyFile(frame));
  if (role !== "provingRecord") return null;
  return say(
    "provingRecord",
    "Before the guest may leave, the datastore must answer. What the guest writes meanwhile is copied.",
  );
}

/** The first round: everything, and what becomes of it while the program writes on. */
function firstRound({ sum }: Frame): Sentence {
  const all: Part[] = ["All ", number(sum.total), " pages are copied while the program runs"];
  if (sum.stale === 0) return say("preCopyFirst", ...all, ". What it writes meanwhile must travel again.");
  return say(
    "preCopyFirst",
    ...all,
    "; ",
    number(sum.stale),
    ` that came ${sum.stale === 1 ? "was" : "were"} written again and must travel once more.`,
  );
}

/** Why this round follows the one before. */
function whyRound(frame: Frame, judged: Judgement): Part[] {
  const stop = stopOf(judged);
  if (judged.ground === "asked") {
    const { afterRounds } = frame.rules;
    return [` ${afterRounds === null ? "Some rounds" : roundsWords(afterRounds)} were asked for.`];
  }
  if (!stop) return [" How fast the cable is must still be measured."];
  return [` Stopping for them would take `, strong(stop.stop), `, the goal is ${stop.goal}.`];
}

function nextRound(frame: Frame, judged: Judgement | null): Sentence {
  const { round, roundPages: again, report } = frame;
  if (again === 0)
    return say(
      `preCopy${round}`,
      `Round ${count(round)} has nothing to send: all that was written is on ${frame.places.destination}.`,
    );
  const name = `Round ${count(round)}: `;
  if (report.guest["work-lost"] > 0 && judged?.decision !== "slowerRound")
    return say(
      `preCopySlowed${round}`,
      name,
      number(again),
      `${noun(again)} again. ${frame.places.source} `,
      strong("slows the guest"),
      ", or it would write faster than the cable carries.",
    );
  if (judged?.decision === "slowerRound")
    return say(
      `preCopySlowed${round}`,
      name,
      number(again),
      `${noun(again)} again. Round ${count(judged.round)} sent only ${timesSent(judged)} what was written, so ${frame.places.source} `,
      strong("slows the guest"),
      ".",
    );
  return say(
    `preCopy${round}`,
    name,
    number(again),
    `${noun(again)}, written while round ${count(round - 1)} was sent.`,
    ...(judged ? whyRound(frame, judged) : [" They travel again."]),
  );
}

/** The sentence of the rounds, in which the guest runs at the source while its memory is copied. */
export function preCopy(frame: Frame): Sentence {
  return frame.round <= 1 ? firstRound(frame) : nextRound(frame, frame.judged);
}
