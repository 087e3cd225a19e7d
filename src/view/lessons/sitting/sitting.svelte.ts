import { untrack } from "svelte";
import { fromMilliseconds, type Tick } from "../../../clock/tick.ts";
import { routeOfLesson } from "../../../lab/address.ts";
import type { Address, Store } from "../../../lab/environment.ts";
import type { Lab } from "../../../lab/lab.svelte.ts";
import type { Rule } from "../../../lab/rule.ts";
import { lessonExpressions, sightBefore } from "../../../lessons/another.ts";
import { BadExpressionError, type Expressions, type Sight, type Value } from "../../../lessons/expression.ts";
import { factsOf, type RunFacts } from "../../../lessons/facts.ts";
import { instanceOf, withChanges } from "../../../lessons/instance.ts";
import { type Answer, type Judgement, judgedAnswer, judgedObservation } from "../../../lessons/judge.ts";
import type { Lesson } from "../../../lessons/lesson.ts";
import type { Frame } from "../../../report/frame.ts";
import type { Scenario } from "../../../scenario/scenario.ts";
import { goTo } from "./go-to.ts";
import { type KeptSitting, keepSitting, keptSitting } from "./kept-sitting.ts";
import type { LessonRuns } from "./lesson-runs.svelte.ts";
import type { Progress } from "./progress.svelte.ts";
import { STEPS, WORDS } from "./words.ts";

/** The steps by what an address calls them. */
export const STEP = { play: 1, predict: 2, run: 3, observe: 4, explain: 5, challenge: 6 } as const;

/** Real time in milliseconds after which it is told that the lab begins anew for the next step. */
const PATIENCE_MS = 5000;

type Others = Readonly<Record<string, RunFacts>>;

/** What a sitting has of its page. */
export interface SittingParts {
  readonly lesson: Lesson;
  readonly lab: Lab;
  readonly runs: LessonRuns;
  readonly progress: Progress;
  readonly tab: Store;
  readonly address: Address;
}

const NEW: KeptSitting = {
  number: null,
  draft: null,
  answer: null,
  observed: null,
  explained: false,
  exampleShown: false,
};

/** A learner's way through one lesson: what was predicted, what the run said, and how far the way is open. */
export class Sitting {
  readonly lesson: Lesson;
  readonly expressions: Expressions;
  /** Who knows may go past the run. */
  skips = $state(false);
  /** It was tried to go past the run, and the run says otherwise. */
  skippedWrong = $state(false);
  /** What the predicted run came to; null before its end. */
  facts = $state.raw<RunFacts | null>(null);
  others = $state.raw<Others>({});
  /** Something that is needed could not be made, in words. */
  failure = $state<string | null>(null);
  /** The lab is being made what the step needs: until then it shows the run of another step. */
  isEntering = $state(false);
  /** Hints that were read, from 0 to 3. */
  hints = $state(0);
  #kept = $state.raw<KeptSitting>(NEW);
  readonly #parts: SittingParts;

  constructor(parts: SittingParts) {
    this.#parts = parts;
    this.lesson = parts.lesson;
    this.expressions = lessonExpressions(parts.lesson.data);
    this.#kept = { ...NEW, ...keptSitting(parts.tab, parts.lesson.id) };
  }

  get number(): number | null {
    return this.#kept.number;
  }

  /** The prediction that is not locked in yet; null where there is none. Whoever comes back finds it. */
  get draft(): Answer | null {
    return this.#kept.draft;
  }

  set draft(draft: Answer | null) {
    this.#keep({ draft });
  }

  /** What was locked in. */
  get answer(): Answer | null {
    return this.#kept.answer;
  }

  get observed(): string | null {
    return this.#kept.observed;
  }

  /** Whether the lesson was finished once, in this sitting or before it. */
  get isFinished(): boolean {
    return this.#kept.explained || this.#parts.progress.of(this.lesson.id).attempts.length > 0;
  }

  /** Whether a step is open: each opens with the one before it, and all that explains once the lesson was finished. */
  opens(step: number): boolean {
    const { answer, observed } = this;
    if (step <= STEP.predict) return true;
    if (step === STEP.run) return answer !== null;
    if (step === STEP.observe)
      return answer !== null && (this.facts !== null || observed !== null || (this.#isOwnRun && this.isOver));
    return this.isFinished || (step === STEP.explain && observed !== null);
  }

  /** The last step to which the way has come. */
  get furthest(): number {
    return Math.max(...STEPS.map((_, index) => index + 1).filter((step) => this.opens(step)));
  }

  /** The run that is asked about; null before it is known. */
  get main(): Scenario | null {
    return this.#parts.lab.wishes.base;
  }

  /** What expressions see: the run, or what is known before it. */
  readonly sight = $derived.by((): Sight | null => {
    const { facts, others, main } = this;
    if (facts) return { run: facts, others, answer: null, numberWords: this.#numberWords };
    return main && { ...sightBefore(this.#instance(main)), numberWords: this.#numberWords };
  });

  /** What the run says of the prediction; null before its end. */
  readonly judged = $derived.by((): Judgement | null => {
    const { answer, facts, sight } = this;
    if (answer === null || !facts || !sight) return null;
    return this.#tried(() => judgedAnswer(this.lesson.data.ask, answer, this.expressions, sight));
  });

  /** What the run says of what was seen. */
  readonly saw = $derived.by((): Judgement | null => {
    const { observed, facts, sight } = this;
    if (observed === null || !facts || !sight) return null;
    return this.#tried(() => judgedObservation(this.lesson.data, observed, this.expressions, sight));
  });

  /** Whether there is something to look at again before it is explained. */
  get hasToLook(): boolean {
    return this.judged?.right === false || this.saw?.right === false;
  }

  /** The text of an expression in the lesson's words; a dash where it has none yet. */
  readonly say = (expression: string): string => {
    const { sight } = this;
    if (!sight) return "–";
    try {
      return wordsOf(this.expressions.evaluate(expression, sight));
    } catch (error) {
      if (error instanceof BadExpressionError) return "–";
      throw error;
    }
  };

  go(step: number): void {
    this.#parts.address.go(routeOfLesson(this.lesson.id, step));
  }

  /** Makes the lab what a step needs. */
  async enter(step: number): Promise<void> {
    this.isEntering = true;
    try {
      await this.#enter(step);
    } finally {
      this.isEntering = false;
    }
  }

  async #enter(step: number): Promise<void> {
    const { lab } = this.#parts;
    if (step === STEP.play) lab.rule = this.#open(null);
    else if (step === STEP.predict && this.answer === null) await this.#hold(WORDS.lockedPredict);
    else if (step <= STEP.run) {
      if (this.facts || (lab.frame.phase !== null && this.#isOwnRun)) lab.rule = this.#open(WORDS.fixed);
      else await this.#hold(WORDS.lockedRun);
    } else if (step < STEP.challenge) {
      lab.rule = this.#open(WORDS.fixed);
      await this.#know();
    } else {
      await this.#know();
      lab.rule = this.#open(null);
      if (!this.#isAtStart) await this.startAgain();
    }
  }

  /** Fixes the prediction. */
  async lockIn(answer: Answer): Promise<void> {
    this.#keep({ answer });
    void this.#makeOthers();
    if (!this.skips) return this.go(STEP.run);
    const facts = await this.#made(() => this.#parts.runs.factsOf(this.main!));
    if (!facts) return this.go(STEP.run);
    await this.#makeOthers();
    this.facts = facts;
    if (this.judged?.right) {
      await this.#record(null);
      this.#keep({ explained: true });
      return this.go(STEP.challenge);
    }
    this.facts = null;
    this.skippedWrong = true;
    this.skips = false;
    this.go(STEP.run);
  }

  /** Lets the predicted run begin. */
  async run(): Promise<void> {
    const { lab } = this.#parts;
    // Nothing but Migrate is done meanwhile.
    lab.rule = { ...this.#open(null), conditions: [] };
    await lab.migrate();
    lab.rule = this.#open(WORDS.fixed);
  }

  /** Whether the lab's run has come to its end. */
  get isOver(): boolean {
    const { frame } = this.#parts.lab;
    return isOver(frame, this.#parts.lab.scenario);
  }

  /** Whether the predicted run is under way. */
  get isRunning(): boolean {
    return this.#parts.lab.frame.phase !== null;
  }

  /** Lets the run go on to the end of its scenario, as fast as it goes. */
  async toEnd(): Promise<void> {
    const { lab } = this.#parts;
    if (lab.scenario) await goTo(lab, endOf(lab.scenario));
  }

  /** Takes what the run has come to when all of its time is over, as a run without a page does, and asks what was seen. */
  async seeEnd(): Promise<void> {
    await this.toEnd();
    this.facts = this.factsNow();
    await this.#makeOthers();
    this.go(STEP.observe);
  }

  /** What was seen; where all is as predicted it is explained at once. */
  async observe(option: string): Promise<void> {
    this.#keep({ observed: option });
    await this.#record(option);
    if (!this.hasToLook) this.go(STEP.explain);
  }

  explained(): void {
    this.#keep({ explained: true });
    this.go(STEP.challenge);
  }

  /** Another instance of the lesson, in the place of this one. */
  async another(): Promise<void> {
    await this.#become({ ...NEW, number: this.#nextNumber });
    this.go(STEP.predict);
  }

  /** The challenge under other conditions, once its worked example was played under the present ones. */
  async tryOtherNumbers(): Promise<void> {
    await this.#become({ ...NEW, number: this.#nextNumber, explained: true });
    await this.#makeOthers();
  }

  /** Plays the worked example of the challenge. */
  async showMe(): Promise<void> {
    const { lab } = this.#parts;
    const { solution } = this.lesson.data.challenge;
    lab.wishes.forget();
    lab.wishes.change((scenario) => withChanges(scenario, solution));
    this.#keep({ exampleShown: true });
    await lab.reset(PATIENCE_MS);
    await lab.migrate();
  }

  /** The worked example was played under the present conditions. */
  get exampleShown(): boolean {
    return this.#kept.exampleShown;
  }

  /** The lab's run is the worked example: who only does it again has reached nothing. */
  get isExample(): boolean {
    const { main, exampleShown } = this;
    if (!main || !exampleShown) return false;
    const example = withChanges(main, this.lesson.data.challenge.solution);
    return JSON.stringify(this.#parts.lab.scenario) === JSON.stringify(example);
  }

  /** The lab stands again before the move, under the instance's conditions. */
  async startAgain(): Promise<void> {
    await this.#parts.lab.reopen(WORDS.opening, PATIENCE_MS);
  }

  /** What the lab's run has come to by now. */
  factsNow(): RunFacts {
    const { scenario, frame, travel } = this.#parts.lab;
    const { before, milestones } = frame;
    const migrations = [...before, frame.report];
    const report = before.length === 0 ? frame.report : { ...frame.report, migrations };
    return factsOf({ scenario: scenario!, report, milestones, events: travel.log.events });
  }

  /** What expressions see of the lab's run as it is now. */
  sightNow(): Sight {
    return { run: this.factsNow(), others: this.others, answer: null, numberWords: this.#numberWords };
  }

  /** What expressions see of the lab's run as far as it has come; null before it. It is another one with each beat. */
  readonly sightSoFar = $derived.by((): Sight | null => {
    const { frame, scenario } = this.#parts.lab;
    void frame.milestones.length;
    return frame.phase === null || !scenario ? null : untrack(() => this.sightNow());
  });

  async met(): Promise<void> {
    await this.#parts.progress.met(this.lesson.id, Date.now());
  }

  /** The number of an instance that was not tried yet. */
  get #nextNumber(): number {
    const seen = this.#parts.progress.of(this.lesson.id).attempts.map(({ number }) => number ?? 0);
    return Math.max(0, this.number ?? 0, ...seen) + 1;
  }

  /** Goes on as another instance. */
  async #become(kept: KeptSitting): Promise<void> {
    this.#keep(kept);
    this.facts = null;
    this.others = {};
    this.hints = 0;
    this.skippedWrong = false;
    await this.startAgain();
  }

  /** Time may run; `fixed` says why nothing may be done to the run, where that is so. */
  #open(fixed: string | null): Rule {
    return { locked: null, fixed, conditions: this.lesson.data.unlock };
  }

  /** The lab was begun with what is asked about. */
  get #isOwnRun(): boolean {
    return JSON.stringify(this.#parts.lab.scenario) === JSON.stringify(this.main);
  }

  /** The lab stands still before the move. */
  async #hold(locked: string): Promise<void> {
    const { lab } = this.#parts;
    lab.rule = { locked, fixed: null, conditions: [] };
    if (lab.playing) lab.togglePlay();
    if (!this.#isAtStart) await this.startAgain();
  }

  /** The lab stands at the tick of the migration, and nothing was changed. */
  get #isAtStart(): boolean {
    const { frame, changes } = this.#parts.lab;
    const start = this.main && fromMilliseconds(this.main.migration.startMs);
    return frame.phase === null && changes === 0 && frame.now === start;
  }

  /** What the run came to, from the lab where it stands there, else made anew: the same run comes to the same. */
  async #know(): Promise<void> {
    const { lab, runs } = this.#parts;
    if (this.facts) return;
    await this.#makeOthers();
    if (lab.frame.phase !== null && this.#isOwnRun && this.isOver) this.facts = this.factsNow();
    else if (this.main) this.facts = await this.#made(() => runs.factsOf(this.main!));
  }

  /** The runs beside the main one. What a challenge is measured by are these, too, whatever is changed in it. */
  async #makeOthers(): Promise<void> {
    const { main } = this;
    const { runs } = this.#parts;
    if (!main) return;
    const entries = Object.entries(this.#instance(main).others);
    const made = await this.#made(() =>
      Promise.all(entries.map(async ([name, each]) => [name, await runs.factsOf(each)] as const)),
    );
    if (made) this.others = Object.fromEntries(made);
  }

  /** The runs of the instance whose main one this is. */
  #instance(main: Scenario) {
    return instanceOf({ ...this.lesson.data, set: {} }, main);
  }

  async #record(observed: string | null): Promise<void> {
    const { judged, answer } = this;
    if (!judged || answer === null) return;
    const { truth, right } = judged;
    const sawRight = this.saw?.right ?? false;
    const attempt = { number: this.number, answer, truth, right, observed, sawRight, at: Date.now() };
    await this.#parts.progress.add(this.lesson.id, attempt);
  }

  #keep(changes: Partial<KeptSitting>): void {
    this.#kept = { ...this.#kept, ...changes };
    keepSitting(this.#parts.tab, this.lesson.id, this.#kept);
  }

  readonly #numberWords = (value: number, digits: number): string =>
    value.toLocaleString(this.lesson.words.language, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });

  #tried<Made>(make: () => Made): Made | null {
    try {
      return make();
    } catch (error) {
      if (error instanceof BadExpressionError) return null;
      throw error;
    }
  }

  async #made<Made>(make: () => Promise<Made>): Promise<Made | null> {
    try {
      this.failure = null;
      return await make();
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
      return null;
    }
  }
}

/** The tick at which a scenario ends. */
function endOf({ untilMs }: Scenario): Tick {
  return fromMilliseconds(untilMs);
}

/** Whether a run is over: its last migration has ended, its guest is lost, or it has come to the end of its scenario. */
export function isOver(frame: Frame, scenario: Scenario | null): boolean {
  if (frame.phase === null || !scenario) return false;
  const hasEnded = frame.ended && frame.migration > scenario.again.length;
  return hasEnded || frame.report.outcome === "lost" || frame.now >= endOf(scenario);
}

/** A value as text. */
export function wordsOf(value: Value): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
