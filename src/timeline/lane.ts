import type { Tick } from "../clock/tick.ts";
import type { Action } from "../scenario/action.ts";
import type { Outcome } from "../simulation/parts/outcome.ts";
import { EventLog } from "../trace/event-log.ts";
import type { Milestone } from "../trace/milestone.ts";
import type { Moment } from "./moment.ts";
import type { Sample } from "./sample.ts";
import { bytesOfSamples } from "./samples.ts";

/** What a learner did to a run, and when. */
export type LaneAction =
  | { readonly at: Tick; readonly kind: "do"; readonly action: Action }
  /** Keys, as bytes at the guest's console. */
  | { readonly at: Tick; readonly kind: "type"; readonly bytes: Uint8Array };

/** One future of a run: its scenario with what the learner did. Lanes that part share what came before. */
export interface Lane {
  readonly id: number;
  /** A letter: the first lane is A. */
  readonly name: string;
  /** Where it left which lane; null for the first. */
  readonly parted: { readonly from: number; readonly at: Tick } | null;
  readonly actions: LaneAction[];
  /** How far it has been run. */
  end: Tick;
  /** In the order of their ticks. Those from before the parting belong to the lane that it left. */
  readonly moments: Moment[];
  /** What the charts show, in the order of their ticks. */
  readonly samples: Sample[];
  /** What happened in it. */
  readonly log: EventLog;
  /** What is known of it at its end. */
  summary: LaneSummary;
}

/** What a recording shows without being woken. */
export interface LaneSummary {
  readonly outcome: Outcome | null;
  readonly identical: boolean | null;
  readonly milestones: readonly Milestone[];
  /** How many there were beside these. */
  readonly milestonesLeftOut: number;
  readonly downtimeMs: number;
  readonly totalTimeMs: number;
  readonly stallMs: number;
  readonly bytes: number;
}

const EMPTY: LaneSummary = {
  outcome: null,
  identical: null,
  milestones: [],
  milestonesLeftOut: 0,
  downtimeMs: 0,
  totalTimeMs: 0,
  stallMs: 0,
  bytes: 0,
};

/** The lane with which a run begins. */
export function firstLane(actions: readonly LaneAction[] = [], log = new EventLog()): Lane {
  return {
    id: 0,
    name: laneName(0),
    parted: null,
    actions: [...actions],
    end: 0,
    moments: [],
    samples: [],
    log,
    summary: EMPTY,
  };
}

/**
 * A lane that leaves another one at a tick, after so many of its actions and events. The shared past is copied where
 * it is small and shared where it is large; moments stay with the lane that took them.
 */
export function partFrom(lane: Lane, id: number, at: Tick, actions: number, events = lane.log.end): Lane {
  return {
    id,
    name: laneName(id),
    parted: { from: lane.id, at },
    actions: lane.actions.slice(0, actions),
    end: at,
    moments: [],
    samples: lane.samples.filter((sample) => sample.at <= at),
    log: lane.log.upTo(events),
    summary: lane.summary,
  };
}

/**
 * What the engine takes for a lane with nothing in it, and for an action beside the bytes that were typed: estimates.
 */
const LANE_BYTES = 1000;
const ACTION_BYTES = 100;

/** Bytes that a lane takes beside its moments; an estimate. */
export function bytesOfLane({ actions, samples, log }: Lane): number {
  const typed = actions.reduce((sum, action) => sum + (action.kind === "type" ? action.bytes.length : 0), 0);
  return LANE_BYTES + ACTION_BYTES * actions.length + typed + bytesOfSamples(samples) + log.bytes;
}

/** A to Z, then A1 and so on. */
function laneName(id: number): string {
  const letter = String.fromCharCode(65 + (id % 26));
  return id < 26 ? letter : `${letter}${Math.floor(id / 26)}`;
}
