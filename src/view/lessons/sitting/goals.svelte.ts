import type { Lab } from "../../../lab/lab.svelte.ts";
import { localeHere } from "../../../language/locale.ts";
import { BadExpressionError, type Sight, type Value } from "../../../lessons/expression.ts";
import { type GoalLine, goalLines, parOf } from "../../../lessons/goals.ts";
import { unitOf } from "../../../lessons/unit-of.ts";
import { isOver, type Sitting } from "./sitting.svelte.ts";
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
    return !this.#sitting.isEntering && this.#lab.frame.phase !== null;
  }

  get isOver(): boolean {
    return isOver(this.#lab.frame, this.#lab.scenario);
  }

  /** To be called in an effect: looks again, after a rest, whenever the run has gone on. Returns how to end it. */
  follow(): () => void {
    void this.#lab.frame;
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this.#look();
      },
      this.lines.length === 0 ? 0 : REST,
    );
    return () => {};
  }

  /** What Check says: of a run that is over, whether all goals are met. */
  async check(): Promise<string> {
    if (!this.isBegun) return WORDS.checkNotRun;
    if (!this.isOver) return WORDS.checkRunning;
    await this.#sitting.toEnd();
    this.#take(this.#sitting.sightNow());
    const missed = this.lines.filter(({ met }) => !met).length;
    if (missed > 0) return WORDS.checkMissed(missed);
    if (this.#sitting.isExample) return WORDS.checkExample;
    await this.#sitting.met();
    return WORDS.checkMet;
  }

  #look(): void {
    if (this.#lab.scenario) this.#take(this.#sitting.sightNow());
  }

  #take(sight: Sight): void {
    const { lesson, expressions } = this.#sitting;
    try {
      this.lines = goalLines(lesson.data, expressions, sight);
      this.par = parOf(lesson.data, expressions, sight);
    } catch (error) {
      // A run that is young has no value for what comes later in it; the lines stay as they are.
      if (!(error instanceof BadExpressionError)) throw error;
    }
  }
}

/** A value of an expression of a goal as it is read. */
export function goalText(value: Value, expression: string): string {
  if (typeof value === "boolean") return value ? WORDS.yes : WORDS.no;
  if (typeof value !== "number") return String(value);
  const digits = Math.abs(value) < 10 ? 2 : Math.abs(value) < 1000 ? 1 : 0;
  return `${value.toLocaleString(localeHere(), { maximumFractionDigits: digits })} ${unitOf(expression)}`.trim();
}
