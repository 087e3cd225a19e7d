/** Plays a lesson without a page: by its right answers, by every wrong one that it names, and its challenge with and without help. */
import { toMilliseconds } from "../../src/clock/tick.ts";
import { anotherChanges, lessonExpressions } from "../../src/lessons/another.ts";
import { momentOf } from "../../src/lessons/class/slides.ts";
import { voteOptions } from "../../src/lessons/class/vote.ts";
import type { Expressions, Sight } from "../../src/lessons/expression.ts";
import { factsBefore, type RunFacts } from "../../src/lessons/facts.ts";
import { goalLines } from "../../src/lessons/goals.ts";
import { challenged, type Instance, instanceOf } from "../../src/lessons/instance.ts";
import {
  type Answer,
  judgedAnswer,
  judgedObservation,
  rightOptions,
  truthOf,
} from "../../src/lessons/judge.ts";
import type { Ask, Lesson, Option } from "../../src/lessons/lesson.ts";
import { saidBlocks } from "../../src/lessons/said.ts";
import {
  HINTS,
  MOST_BEFORE_ACTION,
  MOST_EXPLAINED,
  MOST_REFUTED,
  sectionsBefore,
} from "../../src/lessons/section-names.ts";
import { sightAfter } from "../../src/lessons/sight.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { madeRun } from "./made-run.ts";

/** What came of the plays of a lesson. */
export interface Played {
  readonly plays: number;
  /** What was wrong, in sentences. */
  readonly wrong: readonly string[];
  /** The right answer; null where the run has none. */
  readonly truth: Answer | null;
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
  const changes = number === null ? {} : anotherChanges(lesson.data, base, expressions, number);
  const instance = instanceOf(lesson.data, base, changes);
  const sight = await sightOf(lesson, instance, runs);
  const player = new Player(lesson, expressions, sight, instance, number !== null);
  player.playAnswers();
  player.playObservation();
  player.playSlides();
  player.readAloud();
  player.readBefore();
  await player.playChallenge(runs);
  return player.played;
}

/** All words of a lesson as they are said of its run; with a `number`, of another one like it. */
export async function lessonAloud(
  lesson: Lesson,
  base: Scenario,
  runs: KnownRuns,
  number: number | null = null,
): Promise<string> {
  const expressions = expressionsOf(lesson);
  const changes = number === null ? {} : anotherChanges(lesson.data, base, expressions, number);
  const sight = await sightOf(lesson, instanceOf(lesson.data, base, changes), runs);
  const sections = Object.entries(lesson.words.sections).map(
    ([name, { blocks }]) => `[${name}] ${saidBlocks(blocks, expressions, sight)}`,
  );
  return [lesson.words.title, ...sections, ""].join("\n");
}

/** What the expressions of a lesson may speak of. */
export function expressionsOf({ data }: Lesson): Expressions {
  return lessonExpressions(data);
}

/** What the expressions of an instance see once all of its runs are made. */
export function sightOf({ words }: Lesson, instance: Instance, runs: KnownRuns): Promise<Sight> {
  const format = (value: number, digits: number) =>
    value.toLocaleString(words.language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return sightAfter(instance, (scenario) => runOf(scenario, runs), format);
}

function runOf(scenario: Scenario, runs: KnownRuns): Promise<RunFacts> {
  const key = JSON.stringify(scenario);
  const run = runs.get(key) ?? madeRun(scenario);
  runs.set(key, run);
  return run;
}

function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => word !== "").length;
}

class Player {
  readonly #lesson: Lesson;
  readonly #expressions: Expressions;
  readonly #sight: Sight;
  readonly #instance: Instance;
  readonly #isAnother: boolean;
  readonly #wrong: string[] = [];
  #plays = 0;
  #truth: Answer | null = null;

  constructor(
    lesson: Lesson,
    expressions: Expressions,
    sight: Sight,
    instance: Instance,
    isAnother: boolean,
  ) {
    this.#isAnother = isAnother;
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
    const truth = truthOf(ask, this.#expressions, this.#sight);
    this.#truth = truth;
    this.#plays++;
    if (!judgedAnswer(ask, truth, this.#expressions, this.#sight).right)
      this.#say("its right answer is not right");
    for (const { id, example } of ask.wrong) this.#playWrong(ask, id, example);
    if (ask.kind === "matrix") this.#playCells(ask, truth as Readonly<Record<string, string>>);
  }

  /** Whoever has a cell right is told of no wrong idea because of it, whatever stands in the others. */
  #playCells(ask: Ask, truth: Readonly<Record<string, string>>): void {
    for (const [cell, value] of Object.entries(truth)) {
      this.#plays++;
      const { refuted } = judgedAnswer(ask, { [cell]: value }, this.#expressions, this.#sight);
      if (refuted) this.#say(`"${cell}" is ${value}, and who says so is told of the idea ${refuted.id}`);
    }
  }

  #playWrong(ask: Exclude<Ask, { kind: "choice" }>, id: string, example: string): void {
    this.#plays++;
    const answer = this.#expressions.evaluate(example, this.#sight) as Answer;
    const { right, refuted } = judgedAnswer(ask, answer, this.#expressions, this.#sight);
    // Under other conditions a wrong idea may be right, or wrong for another reason: then nobody is told of it.
    if (this.#isAnother && (right || !refuted)) return;
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
    if (what === "ask") this.#truth = rights[0] ?? null;
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

  /** A class is shown moments of the lesson's own run, one after the other, and answers of which one is right. */
  playSlides(): void {
    if (this.#isAnother) return;
    const { main } = this.#instance;
    const { ask, beats } = this.#lesson.data;
    this.#plays++;
    const moments = [{ kind: "run" } as const, ...beats.map((beat) => ({ kind: "beat", beat }) as const)].map(
      (slide) => momentOf(slide, main, this.#expressions, this.#sight),
    );
    if (moments.some((at, index) => index > 0 && at <= moments[index - 1]!))
      this.#say(`its beats are not one after the other: ${moments.map(toMilliseconds).join(", ")} ms`);
    const options = voteOptions(ask, this.#expressions, this.#sight);
    if (options.length < 2 || options.filter(({ isRight }) => isRight).length !== 1)
      this.#say(`a class has ${options.length} answers to choose from: ${JSON.stringify(options)}`);
  }

  /** All words can be said of this run, and what is read while it is shown is short. */
  readAloud(): void {
    for (const name of Object.keys(this.#lesson.words.sections)) {
      const words = wordsIn(this.#said(name, this.#sight));
      const most = name === "explain" ? MOST_EXPLAINED : name.startsWith("idea.") ? MOST_REFUTED : Infinity;
      if (words > most) this.#say(`${name} has ${words} words; at most ${most} are read`);
    }
  }

  /** What is read before the run says nothing that only the run can know, and is soon read. */
  readBefore(): void {
    const { main, others } = this.#instance;
    const before = Object.entries(others).map(([name, scenario]) => [name, factsBefore(scenario)]);
    const sight = { ...this.#sight, run: factsBefore(main), others: Object.fromEntries(before) };
    const names = sectionsBefore(this.#lesson.data);
    for (const name of [...names, ...HINTS])
      if (this.#saidBefore(name, sight) !== this.#said(name, this.#sight))
        this.#say(`${name} is read before the run and says what only the run can know`);
    const words = names
      .map((name) => wordsIn(this.#said(name, this.#sight)))
      .reduce((sum, each) => sum + each);
    if (words > MOST_BEFORE_ACTION)
      this.#say(`${words} words stand before the first action; at most ${MOST_BEFORE_ACTION} are read`);
  }

  #said(section: string, sight: Sight): string {
    return saidBlocks(this.#lesson.words.sections[section]?.blocks ?? [], this.#expressions, sight);
  }

  #saidBefore(section: string, sight: Sight): string | null {
    try {
      return this.#said(section, sight);
    } catch {
      return null;
    }
  }

  /** The goals are reached by the worked example, and not by doing nothing. */
  async playChallenge(runs: KnownRuns): Promise<void> {
    const { data } = this.#lesson;
    this.#plays += 2;
    const idle = goalLines(data, this.#expressions, this.#sight);
    if (idle.every(({ met }) => met)) this.#say("its challenge is reached by doing nothing");
    const solved = challenged(this.#instance, data.challenge.solution);
    const sight = await sightOf(this.#lesson, solved, runs);
    for (const { id, met, value, relation, target } of goalLines(data, this.#expressions, sight))
      if (!met) this.#say(`the worked example misses the goal ${id}: ${value}, ${relation} ${target}`);
  }

  #say(sentence: string): void {
    this.#wrong.push(`${this.#lesson.id} (${this.#lesson.words.language}): ${sentence}.`);
  }
}
