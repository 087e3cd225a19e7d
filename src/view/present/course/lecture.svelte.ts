import type { Tick } from "../../../clock/tick.ts";
import { sightBefore } from "../../../lessons/another.ts";
import { momentOf, type Slide, slidesOf } from "../../../lessons/class/slides.ts";
import { answersBefore, askedCell, type VoteOption, voteOptions } from "../../../lessons/class/vote.ts";
import type { RunFacts } from "../../../lessons/facts.ts";
import { type Instance, instanceOf } from "../../../lessons/instance.ts";
import type { Lesson } from "../../../lessons/lesson.ts";
import type { Scenario } from "../../../scenario/scenario.ts";
import { Evidence } from "../../lessons/sitting/evidence.svelte.ts";
import type { LessonRuns } from "../../lessons/sitting/lesson-runs.svelte.ts";
import { numbersIn } from "../../lessons/sitting/number-words.ts";

/** An answer on the wall: what is right is not known before the runs are. */
export interface WallOption {
  readonly answer: VoteOption["answer"];
  readonly isRight: boolean | null;
}

/** A lesson as it is presented, in whichever window: its slides and words, and what its runs came to, made beside any lab. */
export class Lecture {
  readonly lesson: Lesson;
  readonly main: Scenario;
  readonly evidence: Evidence;
  readonly slides: readonly Slide[];
  readonly #instance: Instance;
  readonly #runs: LessonRuns;

  /** `main` is the lesson's own run. */
  constructor(lesson: Lesson, main: Scenario, runs: LessonRuns) {
    this.lesson = lesson;
    this.main = main;
    this.#runs = runs;
    this.slides = slidesOf(lesson.data);
    this.#instance = instanceOf({ ...lesson.data, set: {} }, main);
    this.evidence = new Evidence(lesson, { main, asks: () => true, ...NO_LAB }, runs);
    // The beats of its own run are needed first, then what its answers are judged by.
    void this.#facts().catch(() => {});
    void this.evidence.know();
  }

  /** The answers that hands are raised for; null where they are known only with the run, which is still made. */
  readonly options = $derived.by((): readonly WallOption[] | null => {
    const { evidence, lesson } = this;
    const { ask } = lesson.data;
    const { facts, sight, expressions } = evidence;
    if (facts && sight) return evidence.tried(() => voteOptions(ask, expressions, sight));
    return answersBefore(ask)?.map((answer) => ({ answer, isRight: null })) ?? null;
  });

  /** The cell that is asked about, where a table is. */
  get cell(): ReturnType<typeof askedCell> {
    return askedCell(this.lesson.data.ask);
  }

  /** The moment of the run at which a slide stands. Rejects where the run cannot be made. */
  async momentOf(slide: Slide): Promise<Tick> {
    const { main, lesson, evidence } = this;
    if (slide.kind !== "beat") return momentOf(slide, main, evidence.expressions, null);
    const sight = {
      ...sightBefore(this.#instance),
      run: await this.#facts(),
      numberWords: numbersIn(lesson.words.language),
    };
    return momentOf(slide, main, evidence.expressions, sight);
  }

  #facts(): Promise<RunFacts> {
    return this.#runs.factsOf(this.main);
  }
}

/** What it has of a lab: nothing, for its runs are made beside all of them. */
const NO_LAB = { isBegun: false, hasAnswer: false, facts: null } as const;
