/** Hand-ins made without a page, by a lesson's right answer and its worked example: what the verification is tried with. */

import { fromMilliseconds } from "../../src/clock/tick.ts";
import type { ActionStep } from "../../src/experiment/experiment.ts";
import type { HandIn } from "../../src/handin/hand-in.ts";
import { lessonSum } from "../../src/handin/sums.ts";
import type { Measure } from "../../src/handin/verify.ts";
import { instanceAt, lessonExpressions } from "../../src/lessons/another.ts";
import { goalLines } from "../../src/lessons/goals.ts";
import { challenged } from "../../src/lessons/instance.ts";
import { judgedAnswer, judgedObservation, rightOptions, truthOf } from "../../src/lessons/judge.ts";
import { sightAfter } from "../../src/lessons/sight.ts";

/** The hand-in of a learner who knows: `number` is which instance was played, null for the lesson's own. */
export async function handInOf(
  lesson: string,
  { data, base, factsOf, replay }: Measure,
  { number = null, name = null, at = 0 }: { number?: number | null; name?: string | null; at?: number } = {},
): Promise<HandIn> {
  const instance = instanceAt(data, base, number);
  const expressions = lessonExpressions(data);
  const sight = await sightAfter(instance, factsOf);
  const answer = truthOf(data.ask, expressions, sight);
  const observed = rightOptions(data.observe.options, expressions, sight)[0] ?? null;
  const { right, truth } = judgedAnswer(data.ask, answer, expressions, sight);
  const sawRight = observed !== null && judgedObservation(data, observed, expressions, sight).right;
  const { main: scenario } = challenged(instance, data.challenge.solution);
  const actions: ActionStep[] = [{ at: fromMilliseconds(scenario.migration.startMs), action: "migrate" }];
  const moment = fromMilliseconds(scenario.untilMs);
  const { facts, hash } = await replay({ scenario, actions, moment });
  const goals = goalLines(data, expressions, { ...sight, run: facts })
    .filter(({ met }) => met)
    .map(({ id }) => id);
  return {
    lesson,
    sum: lessonSum(data),
    name,
    predictions: [{ number, answer, truth, right, observed, sawRight, at }],
    challenge: { number, scenario, actions, moment, goals, hash },
  };
}
