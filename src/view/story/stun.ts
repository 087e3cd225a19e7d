import { copiesInRounds, resumesEarly } from "../../migration/strategy.ts";
import type { Frame } from "../../report/frame.ts";
import { missingOf } from "../../report/quantities.ts";
import { roundsWords, stopOf } from "./rounds.ts";
import { noun, number, type Part, type Sentence, say, strong } from "./sentence-parts.ts";

/** Why the guest stands still now. */
function whyStunned(frame: Frame): Part[] {
  const still: Part[] = ["the guest ", strong("stands still")];
  const { judged, report } = frame;
  if (!judged)
    return copiesInRounds(report) || resumesEarly(report)
      ? ["Without a round of copying before, ", ...still]
      : ["Nothing was copied before: ", ...still];
  const goal = stopOf(judged)?.goal ?? "the goal";
  switch (judged.ground) {
    case "tooLittleGained":
      return ["Copying gained too little, so ", ...still];
    case "roundsUsedUp":
      return [`${roundsWords(judged.round)} are used up, so `, ...still];
    case "asked":
      return [`The ${roundsWords(judged.round)} asked for are over, so `, ...still];
    default:
      return [`The rest fits the goal of ${goal}, so `, ...still];
  }
}

/** The sentence of the stun: why now, what crosses, and what stays behind. */
export function stunned(frame: Frame): Sentence {
  const to = frame.places.destination;
  const rest = missingOf(frame.sum);
  const why = whyStunned(frame);
  if (rest === 0) return say("stun", ...why, `: its memory is on ${to}, and its processor follows.`);
  if (resumesEarly(frame.report))
    return say(
      "stun",
      ...why,
      `: its processor crosses to ${to}, `,
      number(rest),
      `${noun(rest, "stays", "stay")} behind.`,
    );
  return say("stun", ...why, " until its last ", number(rest), `${noun(rest, "is", "are")} on ${to}.`);
}
