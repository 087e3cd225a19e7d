import { fromMilliseconds, type Tick } from "../../../clock/tick.ts";
import type { Lab } from "../../../lab/lab.svelte.ts";
import type { Rule } from "../../../lab/rule.ts";
import { factsOf, type RunFacts } from "../../../lessons/facts.ts";
import { withChanges } from "../../../lessons/instance.ts";
import type { LessonData } from "../../../lessons/lesson.ts";
import type { Frame } from "../../../report/frame.ts";
import type { Scenario } from "../../../scenario/scenario.ts";
import type { TraceEvent } from "../../../trace/event.ts";
import { goTo } from "./go-to.ts";
import { WORDS } from "./words.ts";

/** Real time in milliseconds after which it is told that the lab begins anew for the next step. */
const PATIENCE_MS = 5000;

/** The lab as a lesson has it: held before the run that is asked about, let go, and looked at. */
export class LessonLab {
  readonly #lab: Lab;
  readonly #data: LessonData;
  /** The run that a step was to begin anew. It may stand there still: that can be cancelled, or overtaken by a change. */
  #left: Lab["run"] | null = null;

  constructor(lab: Lab, data: LessonData) {
    this.#lab = lab;
    this.#data = data;
  }

  /** The run that is asked about; null before it is known. */
  get main(): Scenario | null {
    return this.#lab.wishes.base;
  }

  /** Whether a run is the one that is asked about now. */
  asks(scenario: Scenario | null): boolean {
    return sameText(scenario, this.main);
  }

  /** Whether the lab's guest is on its move, or was. */
  get isBegun(): boolean {
    return this.#lab.frame.phase !== null;
  }

  /** Whether the lab's run is the one that is asked about, and its guest is on its move or was. */
  get isAsked(): boolean {
    return this.isBegun && this.asks(this.#lab.scenario);
  }

  /** Whether the lab's run is over: its last migration has ended, its guest is lost, or its scenario is at its end. */
  get isOver(): boolean {
    const { frame, scenario } = this.#lab;
    if (!this.isBegun || !scenario) return false;
    const hasEnded = frame.ended && frame.migration > scenario.again.length;
    return hasEnded || frame.report.outcome === "lost" || frame.now >= endOf(scenario);
  }

  /** Whether the lab stands where the run that is asked about is over. */
  get hasAnswer(): boolean {
    return this.isAsked && this.isOver;
  }

  /** Whether the lab's run was there before the present step, in which it has no part. */
  get isLeft(): boolean {
    return this.#lab.run === this.#left;
  }

  /** Whether the lab's run is the worked example of the challenge. */
  get isExample(): boolean {
    const { main } = this;
    return main !== null && sameText(this.#lab.scenario, withChanges(main, this.#data.challenge.solution));
  }

  /** Time may run, and the lesson's own conditions may be changed. */
  open(): void {
    this.#lab.rule = { ...OPEN, conditions: this.#data.unlock };
  }

  /** Time may run, but nothing may be done to the run. */
  fix(): void {
    this.#lab.rule = { ...OPEN, fixed: WORDS.fixed };
  }

  /** The lab stands still before the move; `locked` says why. */
  async hold(locked: string): Promise<void> {
    this.#lab.rule = { ...OPEN, locked };
    if (this.#lab.playing) this.#lab.togglePlay();
    await this.standAtStart();
  }

  /** Lets the run begin that was asked about. Nothing but Migrate is done meanwhile. */
  async run(): Promise<void> {
    this.#lab.rule = OPEN;
    await this.#lab.migrate();
    this.fix();
  }

  /** Plays the worked example of the challenge. */
  async runExample(): Promise<void> {
    const { wishes } = this.#lab;
    wishes.forget();
    wishes.change((scenario) => withChanges(scenario, this.#data.challenge.solution));
    await this.#lab.reset(PATIENCE_MS);
    await this.#lab.migrate();
  }

  /** Lets the run go on to the end of its scenario, as fast as it goes. */
  async toEnd(): Promise<void> {
    const { scenario } = this.#lab;
    if (scenario) await goTo(this.#lab, endOf(scenario));
  }

  /** Begins what is asked about anew, unless the lab stands before it and nothing was changed. */
  async standAtStart(): Promise<void> {
    const { frame, changes } = this.#lab;
    const start = this.main && fromMilliseconds(this.main.migration.startMs);
    if (!this.isBegun && changes === 0 && frame.now === start) return;
    this.#left = this.#lab.run;
    await this.startAgain();
  }

  /** The lab stands again before the move, under the instance's conditions. Resolves with false where that was cancelled. */
  startAgain(): Promise<boolean> {
    return this.#lab.reopen(WORDS.opening, PATIENCE_MS);
  }

  /** What the lab's run has come to by now; null where there is no run. */
  get facts(): RunFacts | null {
    const { scenario, frame, travel } = this.#lab;
    if (!scenario) return null;
    return factsAt(scenario, frame, travel.log.events);
  }
}

/** What a run has come to by the moment of a frame. */
export function factsAt(scenario: Scenario, frame: Frame, events: readonly TraceEvent[]): RunFacts {
  const { before, milestones } = frame;
  const migrations = [...before, frame.report];
  const report = before.length === 0 ? frame.report : { ...frame.report, migrations };
  return factsOf({ scenario, report, milestones, events });
}

const OPEN: Rule = { locked: null, fixed: null, conditions: [] };

/** The tick at which a scenario ends. */
function endOf({ untilMs }: Scenario): Tick {
  return fromMilliseconds(untilMs);
}

function sameText(one: Scenario | null, other: Scenario | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
