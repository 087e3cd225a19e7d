/** Judges a hand-in by making its runs again: what it says of itself counts for nothing but to be compared. */
import { toMilliseconds } from "../clock/tick.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { validate } from "../experiment/validate.ts";
import { instanceAt, lessonExpressions } from "../lessons/another.ts";
import { BadExpressionError, type Expressions, type Sight } from "../lessons/expression.ts";
import { goalLines } from "../lessons/goals.ts";
import type { Instance } from "../lessons/instance.ts";
import { judgedAnswer, judgedObservation } from "../lessons/judge.ts";
import type { LessonData } from "../lessons/lesson.ts";
import type { Attempt } from "../lessons/progress.ts";
import { type FactsOf, sightAfter } from "../lessons/sight.ts";
import { BadScenarioError } from "../scenario/bad-scenario.ts";
import { differencesOf } from "../scenario/fields/values.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { quote } from "../text/quote.ts";
import type { HandIn, TriedChallenge } from "./hand-in.ts";
import type { Problem } from "./problem.ts";
import type { Replayed } from "./replay.ts";
import { lessonSum } from "./sums.ts";

/** What a hand-in has to be held against. */
export interface Measure {
  readonly data: LessonData;
  /** The scenario that the lesson's data names, as the lab ships it. */
  readonly base: Scenario;
  readonly factsOf: FactsOf;
  readonly replay: (run: Experiment) => Promise<Replayed>;
}

/** What came of a hand-in. Whatever stands here comes from the runs. */
export interface Verified {
  /** Names of the goals of the challenge that its run reaches. */
  readonly goals: readonly string[];
  /** How many the challenge has. */
  readonly goalsAsked: number;
  readonly rightPredictions: number;
  readonly predictions: number;
  /** The ideas behind wrong answers, M1 to M10, each once. */
  readonly misconceptions: readonly string[];
  /** Of the guest at the end of the challenge's run; empty where there was none. */
  readonly hash: string;
  /** Virtual milliseconds of the challenge's run. */
  readonly virtualMs: number;
  /** What the hand-in says otherwise than its runs. */
  readonly problems: readonly Problem[];
}

/** Makes the runs of a hand-in again. It rejects only where a run cannot be made on this machine. */
export async function verified(handIn: HandIn, measure: Measure): Promise<Verified> {
  const check = new Check(handIn, measure);
  if (handIn.sum !== lessonSum(measure.data)) check.say({ kind: "version" });
  for (const [index, prediction] of handIn.predictions.entries())
    await check.prediction(index + 1, prediction);
  if (handIn.challenge) await check.challenge(handIn.challenge);
  return check.verified;
}

/** How many times longer than its scenario a run may be looked at: a learner may let the guest go on. */
const MOST_OF_RUN = 10;

class Check {
  readonly #handIn: HandIn;
  readonly #measure: Measure;
  readonly #expressions: Expressions;
  readonly #problems: Problem[] = [];
  readonly #ideas = new Set<string>();
  #right = 0;
  #goals: readonly string[] = [];
  #hash = "";
  #virtualMs = 0;

  constructor(handIn: HandIn, measure: Measure) {
    this.#handIn = handIn;
    this.#measure = measure;
    this.#expressions = lessonExpressions(measure.data);
  }

  get verified(): Verified {
    return {
      goals: this.#goals,
      goalsAsked: this.#measure.data.challenge.goals.length,
      rightPredictions: this.#right,
      predictions: this.#handIn.predictions.length,
      misconceptions: [...this.#ideas].sort(byNumber),
      hash: this.#hash,
      virtualMs: this.#virtualMs,
      problems: this.#problems,
    };
  }

  say(problem: Problem): void {
    this.#problems.push(problem);
  }

  /** Judges one prediction by its own run; `place` counts from 1. */
  async prediction(place: number, prediction: Attempt): Promise<void> {
    const sight = await this.#sightOf(prediction.number, place);
    if (!sight) return;
    const judged = this.#judged(prediction, sight);
    if (!judged) return this.say({ kind: "noAnswer", place });
    if (judged.right) this.#right++;
    for (const idea of judged.ideas) this.#ideas.add(idea);
    if (judged.right !== prediction.right) this.say({ kind: "claim", place, saidRight: prediction.right });
    else if (judged.sawRight !== prediction.sawRight)
      this.say({ kind: "sight", place, saidRight: prediction.sawRight });
    else if (JSON.stringify(judged.truth) !== JSON.stringify(prediction.truth))
      this.say({ kind: "truth", place, said: quote(prediction.truth), is: quote(judged.truth) });
  }

  /** Makes the run of the challenge again and looks which goals it reaches. */
  async challenge(tried: TriedChallenge): Promise<void> {
    const run = this.#experimentIn(tried);
    const sight = run && (await this.#sightOf(tried.number, null));
    if (!run || !sight) return;
    // What the lesson does not leave open is not run: it may be made to take for ever.
    if (this.#isStrange(sight.run.scenario, run)) return;
    const { facts, hash } = await this.#measure.replay(run);
    this.#hash = hash;
    this.#virtualMs = toMilliseconds(tried.moment);
    this.#goals = this.#goalsOf({ ...sight, run: facts });
    const claimed = new Set(tried.goals);
    const missed = tried.goals.filter((goal) => !this.#goals.includes(goal));
    const unsaid = this.#goals.filter((goal) => !claimed.has(goal));
    for (const goal of missed) this.say({ kind: "goalMissed", goal: quote(goal) });
    if (unsaid.length > 0) this.say({ kind: "goalsUnsaid", goals: unsaid });
    if (hash !== tried.hash) this.say({ kind: "hash", said: quote(tried.hash), is: quote(hash) });
  }

  #judged({ answer, observed }: Attempt, sight: Sight) {
    const { data } = this.#measure;
    try {
      const said = judgedAnswer(data.ask, answer, this.#expressions, sight);
      const saw = observed === null ? null : judgedObservation(data, observed, this.#expressions, sight);
      const ideas = [said.refuted, saw?.refuted].flatMap((idea) => (idea ? [idea.misconception] : []));
      return { right: said.right, truth: said.truth, sawRight: saw?.right ?? false, ideas };
    } catch (error) {
      // An answer of another kind than the lesson asks for has no value in its expressions.
      if (error instanceof BadExpressionError || error instanceof TypeError) return null;
      throw error;
    }
  }

  #goalsOf(sight: Sight): string[] {
    return goalLines(this.#measure.data, this.#expressions, sight)
      .filter(({ met }) => met)
      .map(({ id }) => id);
  }

  /** What the expressions see of an instance's runs; null where there is no such instance, which is said. */
  async #sightOf(number: number | null, place: number | null): Promise<Sight | null> {
    const { data, base, factsOf } = this.#measure;
    let instance: Instance;
    try {
      instance = instanceAt(data, base, number);
    } catch {
      // Nothing is run here, so whatever is wrong is wrong with the number.
      this.say({ kind: "number", place, number: String(number) });
      return null;
    }
    return sightAfter(instance, factsOf);
  }

  #experimentIn({ scenario, actions, moment }: TriedChallenge): Experiment | null {
    try {
      return validate({ scenario, actions, moment });
    } catch (error) {
      if (!(error instanceof BadScenarioError)) throw error;
      this.say({ kind: "noRun", reason: error.message });
      return null;
    }
  }

  /** Whether a run has conditions that the lesson does not leave open, or goes on far beyond its end; which ones is said. */
  #isStrange(main: Scenario, { scenario, moment }: Experiment): boolean {
    const open = this.#measure.data.unlock;
    const paths = differencesOf(main, scenario).filter(
      (path) => !open.some((each) => path === each || path.startsWith(`${each}.`)),
    );
    if (toMilliseconds(moment ?? 0) > MOST_OF_RUN * main.untilMs) paths.push("moment");
    if (paths.length > 0) this.say({ kind: "conditions", paths });
    return paths.length > 0;
  }
}

/** M2 before M10. */
function byNumber(one: string, other: string): number {
  return one.localeCompare(other, "en", { numeric: true });
}
