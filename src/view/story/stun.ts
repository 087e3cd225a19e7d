import { plural, t } from "../../language/words.ts";
import { copiesInRounds, resumesEarly } from "../../migration/strategy.ts";
import type { Frame } from "../../report/frame.ts";
import { missingOf } from "../../report/quantities.ts";
import { count } from "../design/words.ts";
import { stopOf, usedUpWords } from "./rounds.ts";
import { number, type Sentence, say } from "./sentence-parts.ts";

/** Why the guest stands still now, without an end. */
function whyStunned({ judged, report }: Frame): string {
  if (!judged)
    return copiesInRounds(report) || resumesEarly(report)
      ? t`Without a round of copying before, the guest <number>stands still</number>`
      : t`Nothing was copied before: the guest <number>stands still</number>`;
  const { round } = judged;
  switch (judged.ground) {
    case "tooLittleGained":
      return t`Copying gained too little, so the guest <number>stands still</number>`;
    case "roundsUsedUp":
      return t`${usedUpWords(round)}, so the guest <number>stands still</number>`;
    case "asked":
      return plural(round, {
        one: `The ${count(round)} round asked for is over, so the guest <number>stands still</number>`,
        other: `The ${count(round)} rounds asked for are over, so the guest <number>stands still</number>`,
      });
    default:
      return t`The rest fits the goal of ${stopOf(judged)?.goal ?? t`the rule`}, so the guest <number>stands still</number>`;
  }
}

/** The sentence of the stun: why now, what crosses, and what stays behind. */
export function stunned(frame: Frame): Sentence {
  const to = frame.places.destination;
  const rest = missingOf(frame.sum);
  const why = whyStunned(frame);
  if (rest === 0) return say("stun", t`${why}: its memory is on ${to}, and its processor follows.`);
  if (resumesEarly(frame.report))
    return say(
      "stun",
      plural(rest, {
        one: `${why}: its processor crosses to ${to}, ${number(rest)} page stays behind.`,
        other: `${why}: its processor crosses to ${to}, ${number(rest)} pages stay behind.`,
      }),
    );
  return say(
    "stun",
    plural(rest, {
      one: `${why} until its last ${number(rest)} page is on ${to}.`,
      other: `${why} until its last ${number(rest)} pages are on ${to}.`,
    }),
  );
}
