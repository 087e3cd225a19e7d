import { untrack } from "svelte";
import { lessonExpressions, sightBefore } from "../../../lessons/another.ts";
import { BadExpressionError, type Expressions, type Sight, type Value } from "../../../lessons/expression.ts";
import type { RunFacts } from "../../../lessons/facts.ts";
import { type Instance, instanceOf } from "../../../lessons/instance.ts";
import type { Lesson } from "../../../lessons/lesson.ts";
import type { Scenario } from "../../../scenario/scenario.ts";
import type { LessonLab } from "./lesson-lab.svelte.ts";
import type { LessonRuns } from "./lesson-runs.svelte.ts";
import { numbersIn } from "./number-words.ts";

type Others = Readonly<Record<string, RunFacts>>;

/** What of a lab tells which run is asked about, and how far it is. */
type AskedRun = Pick<LessonLab, "main" | "asks" | "isBegun" | "hasAnswer" | "facts">;

/** What the runs of an instance came to: answers are judged by it, and a lesson's words have their numbers from it. */
export class Evidence {
  readonly expressions: Expressions;
  /** What the run that is asked about came to; null before its end. */
  facts = $state.raw<RunFacts | null>(null);
  /** What the runs beside it came to; none before they are made. */
  others = $state.raw<Others>({});
  /** A run that is needed could not be made, in words. */
  failure = $state<string | null>(null);
  readonly #lesson: Lesson;
  readonly #lab: AskedRun;
  readonly #runs: Pick<LessonRuns, "factsOf">;
  readonly #numberWords: (value: number, digits: number) => string;

  constructor(lesson: Lesson, lab: AskedRun, runs: Pick<LessonRuns, "factsOf">) {
    this.#lesson = lesson;
    this.#lab = lab;
    this.#runs = runs;
    this.expressions = lessonExpressions(lesson.data);
    this.#numberWords = numbersIn(lesson.words.language);
  }

  /** What expressions see: the run, or what is known before it. */
  readonly sight = $derived.by((): Sight | null => {
    const { main } = this.#lab;
    if (this.facts) return this.#sightOf(this.facts);
    return main && { ...sightBefore(this.#instanceOf(main)), numberWords: this.#numberWords };
  });

  /** What expressions see of the lab's run as far as it has come; null before it. It is another one with each beat. */
  readonly sightSoFar = $derived.by((): Sight | null =>
    this.#lab.isBegun ? untrack(() => this.sightNow()) : null,
  );

  /** What expressions see of the lab's run as it is now; null where there is none. */
  sightNow(): Sight | null {
    const { facts } = this.#lab;
    return facts && this.#sightOf(facts);
  }

  /** The text of an expression in the lesson's words; a dash where it has none yet. */
  readonly say = (expression: string): string => {
    const { sight } = this;
    const value = sight && this.tried(() => this.expressions.evaluate(expression, sight));
    return value === null ? "–" : textOf(value);
  };

  /** What is made of expressions; null where one of them has no value. */
  tried<Made>(make: () => Made): Made | null {
    try {
      return make();
    } catch (error) {
      if (error instanceof BadExpressionError) return null;
      throw error;
    }
  }

  /**
   * Knows all runs of the instance: the one that is asked about from the lab where it stands at its end, else made anew, for
   * the same run comes to the same. It is known with those beside it or not at all. `failure` says why it is not.
   */
  async know(): Promise<void> {
    const { main } = this.#lab;
    if (this.facts || !main) return;
    const seen = this.#lab.hasAnswer ? this.#lab.facts : null;
    const made = await this.#made(async () => {
      const others = await this.#othersOf(main);
      return { others, facts: seen ?? (await this.#runs.factsOf(main)) };
    });
    // Meanwhile it may have become another instance.
    if (!made || !this.#lab.asks(main)) return;
    this.others = made.others;
    this.facts = made.facts;
  }

  /** Knows the runs beside the one that is asked about. A challenge is measured by them, too, whatever is changed in it. */
  async knowOthers(): Promise<void> {
    const { main } = this.#lab;
    const made = main && (await this.#made(() => this.#othersOf(main)));
    if (made && this.#lab.asks(main)) this.others = made;
  }

  /** Nothing is known of another instance. */
  forget(): void {
    this.facts = null;
    this.others = {};
    this.failure = null;
  }

  #sightOf(run: RunFacts): Sight {
    return { run, others: this.others, answer: null, numberWords: this.#numberWords };
  }

  /** The runs of the instance whose main one this is. */
  #instanceOf(main: Scenario): Instance {
    return instanceOf({ ...this.#lesson.data, set: {} }, main);
  }

  async #othersOf(main: Scenario): Promise<Others> {
    const { others } = this.#instanceOf(main);
    const facts = Object.entries(others).map(async ([name, each]) => [name, await this.#runs.factsOf(each)]);
    return Object.fromEntries(await Promise.all(facts));
  }

  async #made<Made>(make: () => Promise<Made>): Promise<Made | null> {
    this.failure = null;
    try {
      return await make();
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
      return null;
    }
  }
}

/** A value as text. */
function textOf(value: Value): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
