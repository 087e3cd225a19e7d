/**
 * What a page's script has of an embedded lab: the same methods and events on the element, on what `createLab` gives, and over a
 * frame's messages. Times are in virtual milliseconds.
 */

import type { Answer } from "../lessons/judge.ts";
import type { Report } from "../report/report.ts";
import type { Action } from "../scenario/action.ts";
import type { Scenario, ScenarioInput } from "../scenario/scenario.ts";
import type { TraceEvent } from "../trace/event.ts";
import type { ParameterName } from "./parameters.ts";

/** What {@link LabMethods.step} may go by. */
export type StepDirection = "forward" | "back";

/**
 * What can be asked of a lab. What is asked before the lab is loaded waits until it is; `load` and `play` load it. All
 * reject with an `Error` whose message says what was wrong and what is allowed.
 */
export interface LabMethods {
  /** Loads the lab in the place of its poster. Resolves when its guest runs. */
  load(): Promise<void>;
  /** Begins the migration; where it has begun, lets time run. */
  play(): Promise<void>;
  /** Lets time stand still. */
  pause(): Promise<void>;
  /** Goes one event forward or back, and pauses. */
  step(direction?: StepDirection): Promise<void>;
  /** Goes to a moment of the run, in virtual milliseconds, and pauses. Resolves when it is there. */
  seek(milliseconds: number): Promise<void>;
  /** Does what a learner can do: `"migrate"`, `"cutLink"`, `"healLink"`, or a fault with its fields. */
  act(action: Action): Promise<void>;
  /** Opens another run. Rejects where the scenario is not allowed, and keeps the present run. */
  setScenario(scenario: ScenarioInput): Promise<void>;
  /** What the run began with. */
  getScenario(): Promise<Scenario>;
  /** The report as it stands now. */
  getReport(): Promise<Report>;
  /** What has happened up to now, oldest first. */
  exportTrace(): Promise<readonly TraceEvent[]>;
  /** An address at which the run opens in the lab's frame page, at the present moment; of a lesson, at which that page asks it. Rejects where no such page is known. */
  getShareUrl(): Promise<string>;
  /** Begins the run anew; a lesson asks anew. */
  reset(): Promise<void>;
  /** Ends the lab for good, with its workers and its database. */
  destroy(): Promise<void>;
}

/** The names of all methods. A frame is asked for none but these. */
export const METHODS = [
  "load",
  "play",
  "pause",
  "step",
  "seek",
  "act",
  "setScenario",
  "getScenario",
  "getReport",
  "exportTrace",
  "getShareUrl",
  "reset",
  "destroy",
] as const satisfies readonly (keyof LabMethods)[];

/** The names of all events. */
export const EVENTS = [
  "ready",
  "state",
  "milestone",
  "predicted",
  "goal",
  "completed",
  "error",
  "resize",
] as const satisfies readonly (keyof LabEvents)[];

/** What a lab is doing. */
export type LabState = "loading" | "ready" | "playing" | "paused" | "frozen" | "failed";

/** What was predicted in a lesson. A field may be added in the same version; none changes its meaning. */
export interface Predicted {
  /** Of this form. */
  readonly version: 1;
  /** The lesson's name. */
  readonly lesson: string;
  /** What was asked, as the reader has read it. */
  readonly question: string;
  /** What was locked in: a number, an option's name, names in order, values by `"row column"`, or the points of a curve. */
  readonly answer: Answer;
  /** The answer as the reader has read it. */
  readonly answerText: string;
  /** Whether the run agrees; null before its end. */
  readonly right: boolean | null;
  /** What the run came to, in the form of the answer; null before its end. */
  readonly truth: Answer | null;
}

/** How a goal of a lesson's challenge stands at the end of a run. A field may be added in the same version. */
export interface GoalTold {
  /** Of this form. */
  readonly version: 1;
  /** The lesson's name. */
  readonly lesson: string;
  /** The goal's name in the lesson. */
  readonly goal: string;
  /** The goal as the reader has read it. */
  readonly goalText: string;
  readonly reached: boolean;
}

/** What a lab tells, by the event's name; what stands here is a `CustomEvent`'s `detail`. */
export interface LabEvents {
  /** The guest runs, for the first time. */
  ready: Record<string, never>;
  state: { readonly state: LabState; readonly at: number };
  /** A moment of the migration has come, such as `switchover`. */
  milestone: { readonly kind: string; readonly at: number };
  /** The migration has ended and its guest was compared with the twin. */
  completed: { readonly report: Report };
  /** A prediction of a lesson was locked in, and once more when its run has judged it. */
  predicted: Predicted;
  /** A run of a lesson's challenge has ended; it is told of each of its goals. */
  goal: GoalTold;
  /** The lab cannot go on; it says so in the picture too. */
  error: { readonly message: string };
  /** The picture has another size, in CSS pixels. */
  resize: { readonly width: number; readonly height: number };
}

/** The options of `createLab`: the parameters by their names, and a scenario of the page's own. */
export type LabOptions = { readonly [Name in ParameterName]?: string | number } & {
  readonly scenario?: ScenarioInput;
};
