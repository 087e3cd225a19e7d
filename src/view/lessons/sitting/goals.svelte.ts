import type { Lab } from "../../../lab/lab.svelte.ts";
import { localeHere } from "../../../language/locale.ts";
import type { Value } from "../../../lessons/expression.ts";
import { type GoalLine, goalLines, parOf, unitOf } from "../../../lessons/goals.ts";
import type { Sitting } from "./sitting.svelte.ts";
import { WORDS } from "./words.ts";

/** Real time in milliseconds between two looks at a run: lines need not change faster than they are read. */
const REST = 250;

/** The goals of a challenge as the lab's run shows them now. */
export class Goals {
  lines = $state.raw<readonly GoalLine[]>([]);
  par = $state.raw<{ readonly value: number; readonly most: number } | null>(null);
  readonly #lab: Lab;
  readonly #sitting: Sitting;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(lab: Lab, sitting: Sitting) {
    this.#lab = lab;
    this.#sitting = sitting;
  }

  /** Whether there is a run to look at; the one that was predicted is none. */
  get isBegun(): boolean {
    const { isEntering, lab } = this.#sitting;
    return !isEntering && lab.isBegun && !lab.isLeft;
  }

  get isOver(): boolean {
    return this.#sitting.lab.isOver;
  }

  /** To be called in an effect: looks again, after a rest, whenever the run has gone on. */
  follow(): void {
    void this.#lab.frame;
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this.look();
      },
      this.lines.length === 0 ? 0 : REST,
    );
  }

  /** What Check says: of a run that is over, whether all goals are met. */
  async check(): Promise<string> {
    if (!this.isBegun) return WORDS.checkNotRun;
    if (!this.isOver) return WORDS.checkRunning;
    const { lab, evidence } = this.#sitting;
    await lab.toEnd();
    // What the goals are measured by may have failed to come.
    if (evidence.failure !== null) await evidence.knowOthers();
    if (!this.look()) return evidence.failure ?? WORDS.checkRunning;
    const missed = this.lines.filter(({ met }) => !met).length;
    if (missed > 0) return WORDS.checkMissed(missed);
    if (this.#sitting.exampleShown && lab.isExample) return WORDS.checkExample;
    await this.#sitting.met();
    return WORDS.checkMet;
  }

  /** Takes what the run shows now. A young run has no value for what comes later in it: then all stays as it is. */
  look(): boolean {
    const { lesson, evidence } = this.#sitting;
    const { expressions } = evidence;
    const sight = evidence.sightNow();
    const seen =
      sight &&
      evidence.tried(() => ({
        lines: goalLines(lesson.data, expressions, sight),
        par: parOf(lesson.data, expressions, sight),
      }));
    if (!seen) return false;
    this.lines = seen.lines;
    this.par = seen.par;
    return true;
  }
}

/** A value of an expression of a goal as it is read. */
export function goalText(value: Value, expression: string): string {
  if (typeof value === "boolean") return value ? WORDS.yes : WORDS.no;
  if (typeof value !== "number") return String(value);
  const digits = Math.abs(value) < 10 ? 2 : Math.abs(value) < 1000 ? 1 : 0;
  return `${value.toLocaleString(localeHere(), { maximumFractionDigits: digits })} ${unitOf(expression)}`.trim();
}
