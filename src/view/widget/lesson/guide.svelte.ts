import { untrack } from "svelte";
import type { Lab } from "../../../lab/lab.svelte.ts";
import type { OpenSession } from "../../../lab/opener.svelte.ts";
import { t } from "../../../language/words.ts";
import type { Answer } from "../../../lessons/judge.ts";
import type { Lesson } from "../../../lessons/lesson.ts";
import type { GoalTold, LabEvents } from "../../../widget/api.ts";
import { answerText, textOf } from "../../lessons/answer/answers.ts";
import { Goals } from "../../lessons/sitting/goals.svelte.ts";
import { Sitting } from "../../lessons/sitting/sitting.svelte.ts";
import { STEP } from "../../lessons/sitting/steps.ts";
import { BesideRuns } from "./beside-runs.ts";

/** The leaves of an embedded lesson, in their order. */
export const LEAVES = ["predict", "outcome", "why", "challenge"] as const;
export type Leaf = (typeof LEAVES)[number];

/** What a lesson is led by in somebody's page. */
export interface GuideParts {
  readonly lesson: Lesson;
  readonly lab: Lab;
  readonly open: OpenSession;
  /** Whether the lab stands still without its workers. */
  readonly isFrozen: () => boolean;
  readonly tell: <Name extends "predicted" | "goal">(name: Name, detail: LabEvents[Name]) => void;
}

/** A reader's way through a lesson in somebody's page: asked, locked in, run, judged, explained, and tried. Nothing of it is kept. */
export class Guide {
  readonly lesson: Lesson;
  readonly lab: Lab;
  leaf = $state<Leaf>("predict");
  /** What the goals came to at the end of the challenge's run, in words. */
  verdict = $state("");
  readonly #parts: GuideParts;
  readonly #runs: BesideRuns;
  #sitting = $state.raw() as Sitting;
  #goals = $state.raw() as Goals;
  /** How far the way is open. */
  #furthest = $state(0);
  /** For which the lab was made ready. */
  #entered: Sitting | null = null;
  readonly #end: () => void;

  constructor(parts: GuideParts) {
    this.#parts = parts;
    this.lesson = parts.lesson;
    this.lab = parts.lab;
    this.#runs = new BesideRuns(parts.open);
    this.#sit();
    this.#end = $effect.root(() => this.#follow());
  }

  get id(): string {
    return this.lesson.id;
  }

  get sitting(): Sitting {
    return this.#sitting;
  }

  get goals(): Goals {
    return this.#goals;
  }

  /** Whether a leaf is open: each opens with the one before it. */
  opens(leaf: Leaf): boolean {
    return LEAVES.indexOf(leaf) <= this.#furthest;
  }

  /** Fixes the prediction. The run that it is about waits to be begun. */
  async lockIn(answer: Answer): Promise<void> {
    const { sitting } = this;
    await sitting.lockIn(answer);
    this.#tellPredicted();
    await sitting.enter(STEP.run);
  }

  /** Lets the predicted run begin, or time run on. Rejects before there is a prediction. */
  async play(): Promise<void> {
    const { sitting, lab } = this;
    if (sitting.answer === null) throw new Error(t`The lesson asks first: its reader locks in an answer.`);
    if (!sitting.lab.isBegun && this.leaf === "predict") await sitting.lab.run();
    else if (!sitting.lab.isBegun) await lab.migrate();
    else lab.play();
  }

  /** Turns to a leaf that is open; the lab becomes what it needs. */
  async turn(leaf: Leaf): Promise<void> {
    const isNew = this.#open(leaf);
    const { sitting } = this;
    this.verdict = "";
    if (leaf === "challenge" && isNew) sitting.explained();
    if (leaf === "challenge") await sitting.enter(STEP.challenge);
    else if (leaf === "why") await sitting.enter(STEP.explain);
  }

  /** Makes what a run beside the lab's failed to give once more. */
  async tryAgain(): Promise<void> {
    await this.sitting.evidence.know();
    this.#tellPredicted();
  }

  /** Asks anew, as if nothing had been said. */
  async reset(): Promise<void> {
    this.#sit();
    this.#entered = this.#sitting;
    this.leaf = "predict";
    this.#furthest = 0;
    this.verdict = "";
    await this.sitting.enter(STEP.predict);
  }

  close(): void {
    this.#end();
    this.#runs.stop();
  }

  #sit(): void {
    const { lesson, lab } = this;
    this.#sitting = new Sitting({
      lesson,
      lab,
      runs: this.#runs,
      progress: { of: (id) => ({ id, attempts: [], metAt: null }), add: async () => {}, met: async () => {} },
      tab: { read: () => null, write: () => false },
      address: { go: () => {} },
    });
    this.#goals = new Goals(lab, this.#sitting);
  }

  /** Whether a leaf was opened for the first time. */
  #open(leaf: Leaf): boolean {
    const place = LEAVES.indexOf(leaf);
    const isNew = place > this.#furthest;
    this.leaf = leaf;
    this.#furthest = Math.max(place, this.#furthest);
    return isNew;
  }

  #follow(): void {
    const { lab } = this;
    // The lab is held before its guest can be moved.
    const isThere = $derived(lab.ready && lab.wishes.base !== null);
    $effect(() => {
      const { sitting } = this;
      if (!isThere || this.#entered === sitting) return;
      this.#entered = sitting;
      void untrack(() => sitting.enter(STEP.predict));
    });
    // What the run has come to is taken when it is over, and once.
    let taken: Sitting | null = null;
    $effect(() => {
      const { sitting } = this;
      if (sitting.answer === null || taken === sitting || this.#furthest > 0) return;
      if (!sitting.lab.hasAnswer || lab.travel.work) return;
      taken = sitting;
      void untrack(() => this.#seeEnd());
    });
    $effect(() => {
      if (this.leaf === "challenge") this.goals.follow();
    });
    // Nothing is made beside a lab that stands still.
    $effect(() => {
      if (this.#parts.isFrozen()) this.#runs.stop();
    });
    let isTold = false;
    $effect(() => {
      const { isBegun, isOver } = this.goals;
      if (this.leaf !== "challenge" || !isBegun) isTold = false;
      else if (isOver && !isTold && !lab.travel.work) {
        isTold = true;
        void untrack(() => this.#judgeGoals());
      }
    });
  }

  async #seeEnd(): Promise<void> {
    const { sitting } = this;
    await sitting.seeEnd();
    if (sitting !== this.sitting) return;
    this.#open("outcome");
    this.#tellPredicted();
  }

  async #judgeGoals(): Promise<void> {
    const { goals } = this;
    this.verdict = await goals.check();
    for (const { id, met } of goals.lines) this.#parts.tell("goal", this.#goalTold(id, met));
  }

  #goalTold(goal: string, reached: boolean): GoalTold {
    const goalText = textOf(this.sitting, `goal.${goal}`);
    return { version: 1, lesson: this.lesson.id, goal, goalText, reached };
  }

  #tellPredicted(): void {
    const { sitting, lesson } = this;
    const { answer, judged } = sitting;
    if (answer === null) return;
    this.#parts.tell("predicted", {
      version: 1,
      lesson: lesson.id,
      question: textOf(sitting, "ask"),
      answer,
      answerText: answerText(sitting, answer),
      right: judged?.right ?? null,
      truth: judged?.truth ?? null,
    });
  }
}
