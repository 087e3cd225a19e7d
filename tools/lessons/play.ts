/** Plays a lesson without a page: by its right answers, by every wrong one that it names, and its challenge with and without help. */
import { finishRun, openSimulation } from "../../src/entries/headless.ts";
import { Expressions, type NumberWords, type Sight } from "../../src/lessons/expression.ts";
import { factsBefore, factsOf, type RunFacts } from "../../src/lessons/facts.ts";
import { goalLines } from "../../src/lessons/goals.ts";
import {
  type Changes,
  drawnChanges,
  type Instance,
  instanceOf,
  withChanges,
} from "../../src/lessons/instance.ts";
import { type Answer, judgedAnswer, judgedObservation, rightOptions } from "../../src/lessons/judge.ts";
import type { Ask, Lesson, Option } from "../../src/lessons/lesson.ts";
import { saidBlocks } from "../../src/lessons/said.ts";
import { MOST_EXPLAINED } from "../../src/lessons/section-names.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";

/** What came of the plays of a lesson. */
export interface Played {
  readonly plays: number;
  /** What was wrong, in sentences. */
  readonly wrong: readonly string[];
  /** Which option was right, or the answer in its coarse size, to see whether it is always the same. */
  readonly truth: string;
}

/** Runs that were made before, by their scenarios: languages and plays share them. */
export type KnownRuns = Map<string, Promise<RunFacts>>;

/** Plays a lesson; with a `number`, another one like it. */
export async function playLesson(
  lesson: Lesson,
  base: Scenario,
  runs: KnownRuns,
  number: number | null = null,
): Promise<Played> {
  const expressions = expressionsOf(lesson);
  const changes = number === null ? {} : drawn(lesson, base, expressions, number);
  const instance = instanceOf(lesson.data, base, changes);
  const sight = await sightOf(lesson, instance, runs);
  const player = new Player(lesson, expressions, sight, instance);
  player.playAnswers();
  player.playObservation();
  player.readAloud();
  await player.playChallenge(runs);
  return player.played;
}

function expressionsOf({ data }: Lesson): Expressions {
  return new Expressions({ others: Object.keys(data.others), let: data.let, ask: data.ask.kind });
}

function drawn({ data }: Lesson, base: Scenario, expressions: Expressions, number: number): Changes {
  return drawnChanges(data, number, (changes) => {
    const { main, others } = instanceOf(data, base, changes);
    const before = Object.entries(others).map(([name, scenario]) => [name, factsBefore(scenario)]);
    const run = factsBefore(main);
    const isWorth = expressions.evaluate(data.keep, {
      run,
      others: Object.fromEntries(before),
      answer: null,
      numberWords,
    });
    return isWorth === true;
  });
}

const numberWords: NumberWords = (value, digits) => value.toFixed(digits);

async function sightOf({ words }: Lesson, { main, others }: Instance, runs: KnownRuns): Promise<Sight> {
  const made = Object.entries(others).map(
    async ([name, scenario]) => [name, await runOf(scenario, runs)] as const,
  );
  const format = (value: number, digits: number) =>
    value.toLocaleString(words.language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return {
    run: await runOf(main, runs),
    others: Object.fromEntries(await Promise.all(made)),
    answer: null,
    numberWords: format,
  };
}

function runOf(scenario: Scenario, runs: KnownRuns): Promise<RunFacts> {
  const key = JSON.stringify(scenario);
  const run = runs.get(key) ?? madeRun(scenario);
  runs.set(key, run);
  return run;
}

async function madeRun(scenario: Scenario): Promise<RunFacts> {
  const simulation = await openSimulation(scenario);
  const { report, trace } = await finishRun(simulation);
  const { milestones } = simulation.run.statistics;
  return factsOf({ scenario, report, milestones, events: trace.events });
}

class Player {
  readonly #lesson: Lesson;
  readonly #expressions: Expressions;
  readonly #sight: Sight;
  readonly #instance: Instance;
  readonly #wrong: string[] = [];
  #plays = 0;
  #truth = "";

  constructor(lesson: Lesson, expressions: Expressions, sight: Sight, instance: Instance) {
    this.#lesson = lesson;
    this.#expressions = expressions;
    this.#sight = sight;
    this.#instance = instance;
  }

  get played(): Played {
    return { plays: this.#plays, wrong: this.#wrong, truth: this.#truth };
  }

  /** The right answer is right, and each named wrong one is told from all others by a moment of this run. */
  playAnswers(): void {
    const { ask } = this.#lesson.data;
    if (ask.kind === "choice") {
      this.#playOptions("ask", ask.options, (answer) =>
        judgedAnswer(ask, answer, this.#expressions, this.#sight),
      );
      return;
    }
    const truth = this.#expressions.evaluate(ask.answer, this.#sight) as Answer;
    this.#truth = JSON.stringify(truth);
    this.#plays++;
    if (!judgedAnswer(ask, truth, this.#expressions, this.#sight).right)
      this.#say("its right answer is not right");
    for (const { id, example } of ask.wrong) this.#playWrong(ask, id, example);
  }

  #playWrong(ask: Exclude<Ask, { kind: "choice" }>, id: string, example: string): void {
    this.#plays++;
    const answer = this.#expressions.evaluate(example, this.#sight) as Answer;
    const { right, refuted } = judgedAnswer(ask, answer, this.#expressions, this.#sight);
    if (right) this.#say(`the wrong answer ${id} is right`);
    else if (refuted?.id !== id)
      this.#say(`the wrong answer ${id} is taken for ${refuted?.id ?? "no idea at all"}`);
    else this.#seeMoment(id, refuted.atMs);
  }

  playObservation(): void {
    const { observe } = this.#lesson.data;
    this.#playOptions("observe", observe.options, (answer) =>
      judgedObservation(this.#lesson.data, answer, this.#expressions, this.#sight),
    );
  }

  #playOptions(
    what: string,
    options: readonly Option[],
    judge: (answer: string) => ReturnType<typeof judgedObservation>,
  ): void {
    const rights = rightOptions(options, this.#expressions, this.#sight);
    if (what === "ask") this.#truth = rights.join();
    if (rights.length !== 1)
      this.#say(`${what} has ${rights.length} right options: ${rights.join(", ") || "none"}`);
    for (const { id } of options) {
      this.#plays++;
      const { right, refuted } = judge(id);
      if (right !== rights.includes(id)) this.#say(`${what}.${id} is judged otherwise than it is`);
      if (refuted) this.#seeMoment(`${what}.${id}`, refuted.atMs);
    }
  }

  /** A moment that refutes something lies in the run. */
  #seeMoment(what: string, atMs: number): void {
    if (!(atMs >= 0 && atMs <= this.#instance.main.untilMs))
      this.#say(`${what} is refuted at ${atMs} ms, which is no moment of the run`);
  }

  /** All words can be said of this run, and the explanation is short. */
  readAloud(): void {
    for (const [name, { blocks }] of Object.entries(this.#lesson.words.sections)) {
      const text = saidBlocks(blocks, this.#expressions, this.#sight);
      const words = text.split(/\s+/).length;
      if (name === "explain" && words > MOST_EXPLAINED)
        this.#say(`the explanation has ${words} words; at most ${MOST_EXPLAINED} are read`);
    }
  }

  /** The goals are reached by the worked example, and not by doing nothing. */
  async playChallenge(runs: KnownRuns): Promise<void> {
    const { data } = this.#lesson;
    this.#plays += 2;
    const idle = goalLines(data, this.#expressions, this.#sight);
    if (idle.every(({ met }) => met)) this.#say("its challenge is reached by doing nothing");
    const solved = instanceOf(data, withChanges(this.#instance.main, data.challenge.solution), {});
    const main = withChanges(this.#instance.main, data.challenge.solution);
    const sight = await sightOf(this.#lesson, { main, others: solved.others }, runs);
    for (const { id, met, value, relation, target } of goalLines(data, this.#expressions, sight))
      if (!met) this.#say(`the worked example misses the goal ${id}: ${value}, ${relation} ${target}`);
  }

  #say(sentence: string): void {
    this.#wrong.push(`${this.#lesson.id} (${this.#lesson.words.language}): ${sentence}.`);
  }
}
