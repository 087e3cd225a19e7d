import { toMilliseconds } from "../../clock/tick.ts";
import { shortDecimal } from "../../language/numbers.ts";
import { plural, t } from "../../language/words.ts";
import type { Judgement } from "../../migration/judgement.ts";
import type { Frame } from "../../report/frame.ts";
import { besideLimit, limitWords } from "../design/spans.ts";
import { count } from "../design/words.ts";
import { number, type Sentence, say, strong } from "./sentence-parts.ts";

/** How long it would take to send what a round has left, beside the goal: "0.66 s", "0.5 s"; null where no rate is known. */
export function stopOf({ stopNow, goal }: Judgement): { stop: string; goal: string } | null {
  if (stopNow === null) return null;
  const goalMs = toMilliseconds(goal);
  return { stop: besideLimit(toMilliseconds(stopNow), goalMs), goal: limitWords(goalMs) };
}

/** To be read after "after": "1 round", "3 rounds". */
export function afterRoundsWords(value: number): string {
  return plural(value, { one: `${count(value)} round`, other: `${count(value)} rounds` });
}

/** "3 rounds are used up". */
export function usedUpWords(value: number): string {
  return plural(value, {
    one: `${count(value)} round is used up`,
    other: `${count(value)} rounds are used up`,
  });
}

/** How often as much as its guest wrote a round has sent: "1.08 times". */
export function timesSent({ sent, dirtied }: Judgement): string {
  return t`${shortDecimal(sent / Math.max(dirtied, 1), 2)} times`;
}

/** Why the rounds are over, while the file is made that must be there before the stun. */
function whyFile({ judged }: Frame): string {
  const stop = judged && stopOf(judged);
  if (!judged || !stop)
    return t`Before the guest may leave, its <file>mailbox</file>, the Quick Resume file, is made on the shared datastore.`;
  const [time, { goal }] = [strong(stop.stop), stop];
  const { round, pages } = judged;
  switch (judged.ground) {
    case "tooLittleGained":
      return judged.dirtied < judged.sent
        ? t`Another round would leave nearly as much; stopping for the rest would take ${time}, the goal is ${goal}: the <file>mailbox</file> is made.`
        : t`Another round would leave as much; stopping for the rest would take ${time}, the goal is ${goal}: the <file>mailbox</file> is made.`;
    case "roundsUsedUp":
      return t`${usedUpWords(round)}, and stopping for the rest would take ${time}, the goal is ${goal}: the <file>mailbox</file> is made.`;
    case "asked":
      return plural(round, {
        one: `The ${count(round)} round that was asked for is over: the <file>mailbox</file> is made.`,
        other: `The ${count(round)} rounds that were asked for are over: the <file>mailbox</file> is made.`,
      });
    default:
      return plural(pages, {
        one: `The last ${number(pages)} page takes ${time} to send, within the goal of ${goal}: the <file>mailbox</file> is made.`,
        other: `The last ${number(pages)} pages take ${time} to send, within the goal of ${goal}: the <file>mailbox</file> is made.`,
      });
  }
}

/** The copy goes on beside what must be done before the guest may be stunned. */
export function beforeStun(frame: Frame): Sentence | null {
  const { role } = frame.source;
  if (role === "creatingFile") return say("creatingFile", whyFile(frame));
  if (role !== "provingRecord") return null;
  return say(
    "provingRecord",
    t`Before the guest may leave, the datastore must answer. What the guest writes meanwhile is copied.`,
  );
}

/** The first round: everything, and what becomes of it while the program writes on. */
function firstRound({ sum }: Frame): Sentence {
  const { stale } = sum;
  const all = number(sum.total);
  if (stale === 0)
    return say(
      "preCopyFirst",
      t`All ${all} pages are copied while the program runs. What it writes meanwhile must travel again.`,
    );
  return say(
    "preCopyFirst",
    plural(stale, {
      one: `All ${all} pages are copied while the program runs; ${number(stale)} that came was written again and must travel once more.`,
      other: `All ${all} pages are copied while the program runs; ${number(stale)} that came were written again and must travel once more.`,
    }),
  );
}

/** What is asked for, where a number of rounds is. */
function askedWords(rounds: number | null): string {
  if (rounds === null) return t`Some rounds were asked for.`;
  return plural(rounds, {
    one: `${count(rounds)} round was asked for.`,
    other: `${count(rounds)} rounds were asked for.`,
  });
}

/** Why this round follows the one before. */
function whyRound(frame: Frame, judged: Judgement | null): string {
  if (!judged) return t`They travel again.`;
  if (judged.ground === "asked") return askedWords(frame.rules.afterRounds);
  const stop = stopOf(judged);
  if (!stop) return t`How fast the cable is must still be measured.`;
  return t`Stopping for them would take ${strong(stop.stop)}, the goal is ${stop.goal}.`;
}

/** A round of a guest that is slowed, or that is slowed from now on. */
function slowedRound(frame: Frame, judged: Judgement | null): string {
  const { round, roundPages: again } = frame;
  const here = frame.places.source;
  const name = plural(again, {
    one: `Round ${count(round)}: ${number(again)} page again.`,
    other: `Round ${count(round)}: ${number(again)} pages again.`,
  });
  if (judged?.decision !== "slowerRound")
    return t`${name} ${here} <number>slows the guest</number>, or it would write faster than the cable carries.`;
  return t`${name} Round ${count(judged.round)} sent only ${timesSent(judged)} what was written, so ${here} <number>slows the guest</number>.`;
}

function nextRound(frame: Frame, judged: Judgement | null): Sentence {
  const { round, roundPages: again, report } = frame;
  if (again === 0)
    return say(
      `preCopy${round}`,
      t`Round ${count(round)} has nothing to send: all that was written is on ${frame.places.destination}.`,
    );
  if (report.guest["work-lost"] > 0 || judged?.decision === "slowerRound")
    return say(`preCopySlowed${round}`, slowedRound(frame, judged));
  const before = count(round - 1);
  const name = plural(again, {
    one: `Round ${count(round)}: ${number(again)} page, written while round ${before} was sent.`,
    other: `Round ${count(round)}: ${number(again)} pages, written while round ${before} was sent.`,
  });
  return say(`preCopy${round}`, `${name} ${whyRound(frame, judged)}`);
}

/** The sentence of the rounds, in which the guest runs at the source while its memory is copied. */
export function preCopy(frame: Frame): Sentence {
  return frame.round <= 1 ? firstRound(frame) : nextRound(frame, frame.judged);
}
