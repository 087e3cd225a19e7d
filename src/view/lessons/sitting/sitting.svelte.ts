import { routeOfLesson } from "../../../lab/address.ts";
import type { Address, Store } from "../../../lab/environment.ts";
import type { Lab } from "../../../lab/lab.svelte.ts";
import { type Answer, type Judgement, judgedAnswer, judgedObservation } from "../../../lessons/judge.ts";
import type { Lesson } from "../../../lessons/lesson.ts";
import type { Attempt } from "../../../lessons/progress.ts";
import { Evidence } from "./evidence.svelte.ts";
import { type KeptSitting, keepSitting, keptSitting, NEW_SITTING } from "./kept-sitting.ts";
import { LessonLab } from "./lesson-lab.svelte.ts";
import type { LessonRuns } from "./lesson-runs.svelte.ts";
import type { Progress } from "./progress.svelte.ts";
import { STEP, STEPS } from "./steps.ts";
import { WORDS } from "./words.ts";

/** What a sitting has of its page. */
export interface SittingParts {
  readonly lesson: Lesson;
  readonly lab: Lab;
  readonly runs: Pick<LessonRuns, "factsOf">;
  readonly progress: Pick<Progress, "of" | "add" | "met">;
  readonly tab: Store;
  readonly address: Pick<Address, "go">;
}

/** What the words of a lesson are said by: the lesson, and what its runs came to. */
export type Spoken = Pick<Sitting, "lesson" | "evidence">;

/** A learner's way through one lesson: what was predicted, what the run said, and how far the way is open. */
export class Sitting {
  readonly lesson: Lesson;
  readonly lab: LessonLab;
  readonly evidence: Evidence;
  /** Who knows may go past the run. */
  skips = $state(false);
  /** It was tried to go past the run, and the run says otherwise. */
  skippedWrong = $state(false);
  /** The lab is being made what the step needs: until then it shows the run of another step. */
  isEntering = $state(false);
  /** Hints that were read, from 0 to 3. */
  hints = $state(0);
  /** The step that was entered last. */
  #step = 0;
  #kept = $state.raw<KeptSitting>(NEW_SITTING);
  readonly #parts: SittingParts;

  constructor(parts: SittingParts) {
    this.#parts = parts;
    this.lesson = parts.lesson;
    this.lab = new LessonLab(parts.lab, parts.lesson.data);
    this.evidence = new Evidence(parts.lesson, this.lab, parts.runs);
    this.#kept = keptSitting(parts.tab, parts.lesson.id);
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

  /** The worked example was played under the present conditions. */
  get exampleShown(): boolean {
    return this.#kept.exampleShown;
  }

  /** What was predicted in this lesson so far, in this sitting and before it. */
  get attempts(): readonly Attempt[] {
    return this.#parts.progress.of(this.lesson.id).attempts;
  }

  /** Whether the lesson was finished once, in this sitting or before it. */
  get isFinished(): boolean {
    return this.#kept.explained || this.attempts.length > 0;
  }

  /** Whether a step is open: each opens with the one before it, and all that explains once the lesson was finished. */
  opens(step: number): boolean {
    const { answer, observed, lab } = this;
    if (step <= STEP.predict) return true;
    if (step === STEP.run) return answer !== null;
    if (step === STEP.observe) return answer !== null && (this.#kept.ran || lab.hasAnswer);
    return this.isFinished || (step === STEP.explain && observed !== null);
  }

  /** The last step to which the way has come. */
  get furthest(): number {
    return Math.max(...STEPS.map((_, index) => index + 1).filter((step) => this.opens(step)));
  }

  /** What the run says of the prediction; null before its end. */
  readonly judged = $derived.by((): Judgement | null => {
    const { answer, evidence } = this;
    const { expressions, facts, sight } = evidence;
    if (answer === null || !facts || !sight) return null;
    return evidence.tried(() => judgedAnswer(this.lesson.data.ask, answer, expressions, sight));
  });

  /** What the run says of what was seen. */
  readonly saw = $derived.by((): Judgement | null => {
    const { observed, evidence } = this;
    const { expressions, facts, sight } = evidence;
    if (observed === null || !facts || !sight) return null;
    return evidence.tried(() => judgedObservation(this.lesson.data, observed, expressions, sight));
  });

  /** Whether there is something to look at again before it is explained. */
  get hasToLook(): boolean {
    return this.judged?.right === false || this.saw?.right === false;
  }

  go(step: number): void {
    this.#parts.address.go(routeOfLesson(this.lesson.id, step));
  }

  /** Makes the lab what a step needs. Where another step is entered meanwhile, that one has its say. */
  async enter(step: number): Promise<void> {
    this.#step = step;
    this.isEntering = true;
    await this.#prepare(step).finally(() => {
      if (this.#step === step) this.isEntering = false;
    });
  }

  async #prepare(step: number): Promise<void> {
    const { lab, evidence } = this;
    if (step === STEP.play) lab.open();
    else if (step === STEP.predict && this.answer === null) await lab.hold(WORDS.lockedPredict);
    else if (step <= STEP.run && !evidence.facts && !lab.isAsked) await lab.hold(WORDS.lockedRun);
    else if (step < STEP.challenge) {
      lab.fix();
      if (step >= STEP.observe) await evidence.know();
      // What is explained is the whole run, wherever it was looked at before.
      if (step === STEP.explain && this.#step === step && lab.isAsked) await lab.toEnd();
    } else {
      await evidence.know();
      if (this.#step !== step) return;
      lab.open();
      await lab.standAtStart();
    }
  }

  /** Fixes the prediction. */
  async lockIn(answer: Answer): Promise<void> {
    this.#keep({ answer });
    if (!this.skips) void this.evidence.knowOthers();
    else if (await this.#skipsAhead()) return this.go(STEP.challenge);
    this.go(STEP.run);
  }

  /** Whether the run, which is made beside the lab, agrees with the prediction. Else it is as though nobody had looked. */
  async #skipsAhead(): Promise<boolean> {
    const { evidence } = this;
    await evidence.know();
    if (this.judged?.right) {
      await this.#record(null);
      this.#keep({ explained: true });
      return true;
    }
    this.skippedWrong = evidence.facts !== null;
    this.skips = false;
    evidence.facts = null;
    return false;
  }

  /** Takes what the run has come to when all of its time is over, as a run without a page does, and asks what was seen. */
  async seeEnd(): Promise<void> {
    await this.lab.toEnd();
    this.#keep({ ran: true });
    await this.evidence.know();
    this.go(STEP.observe);
  }

  /** What was seen; where all is as predicted it is explained at once. */
  async observe(option: string): Promise<void> {
    await this.evidence.know();
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
    if (await this.#become({ ...NEW_SITTING, number: this.#nextNumber })) this.go(STEP.predict);
  }

  /** The challenge under other conditions, once its worked example was played under the present ones. */
  async tryOtherNumbers(): Promise<void> {
    if (await this.#become({ ...NEW_SITTING, number: this.#nextNumber, explained: true }))
      await this.evidence.knowOthers();
  }

  /** Plays the worked example of the challenge. */
  async showMe(): Promise<void> {
    this.#keep({ exampleShown: true });
    await this.lab.runExample();
  }

  async met(): Promise<void> {
    await this.#parts.progress.met(this.lesson.id, Date.now());
  }

  /** The number of an instance that was not tried yet. */
  get #nextNumber(): number {
    const seen = this.attempts.map(({ number }) => number ?? 0);
    return Math.max(0, this.number ?? 0, ...seen) + 1;
  }

  /** Goes on as another instance. Resolves with whether it came to that: whoever cancels keeps the present one. */
  async #become(kept: KeptSitting): Promise<boolean> {
    const before = this.#kept;
    this.#keep(kept);
    if (!(await this.lab.startAgain())) {
      this.#keep(before);
      return false;
    }
    this.evidence.forget();
    this.hints = 0;
    this.skippedWrong = false;
    return true;
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
}
