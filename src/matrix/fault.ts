/**
 * What fails in the matrix, one row each. Faults are made for a moment that a rehearsal has found, and come at a tick
 * of virtual time: a run with the fault is the rehearsal up to it, and so the fault comes where it was meant to.
 */

import { type Tick, toMilliseconds } from "../clock/tick.ts";
import { t } from "../language/words.ts";
import type { Fault } from "../scenario/fault.ts";
import type { FaultMoment, MatrixPhase } from "./phase.ts";
import { HEARTBEAT_MS } from "./strategy.ts";

/** How long something stays away that returns: long enough for everybody to have noticed. */
const AWAY_MS = 5 * HEARTBEAT_MS;
/**
 * Shorter than the heartbeat: nobody declares anything down. A protocol that took every loss for a failure would show
 * here.
 */
const BLINK_MS = HEARTBEAT_MS / 2;
/** One message in so much time is lost for good, so often. */
const LOSS_EVERY_MS = 40;
const LOSSES = 12;

/** How long the guest lives where it was moved to, before it is moved back. */
const AGAIN_MS = 200;

/** A row of the matrix: what fails. */
export interface MatrixFault {
  readonly title: string;
  /** What is done to the run, in one sentence. */
  readonly what: string;
  /** Whether it needs a link that is whole. */
  readonly needsLink: boolean;
  /** How long the run is watched afterwards. */
  readonly watchMs: number;
  /**
   * The faults of a run, in the order of their ticks. Those that go on begin with the phase, those that come once
   * fall inside it.
   */
  faults(moment: FaultMoment, phase: MatrixPhase): Fault[];
  /** Milliseconds after its end at which the guest is moved once more; left out where it is not. */
  readonly againMs?: number;
}

/** Long enough for every migration that can end to end, and for the guest to go on for a while. */
const WATCH_MS = 3000;

/** A fault's moment in milliseconds, as a scenario has it. */
function at(tick: Tick, laterMs = 0) {
  return { at: { ms: toMilliseconds(tick) + laterMs } };
}

/** The faults, in the order in which they are printed. */
export const MATRIX_FAULTS = {
  linkCut: {
    title: t`link cut`,
    what: t`The link is cut for good; both hosts live.`,
    needsLink: true,
    watchMs: WATCH_MS,
    faults: (moment) => [{ kind: "cutLink", ...at(moment.at) }],
  },
  linkReturns: {
    title: t`link cut, returns`,
    what: t`The link is cut for ${AWAY_MS} ms; where it is down already, it returns.`,
    needsLink: false,
    watchMs: WATCH_MS,
    // Where the link is down already the cut changes nothing, and only its return is the fault.
    faults: (moment, { linkIsDown }) => [
      { kind: "cutLink", ...at(moment.at) },
      { kind: "healLink", ...at(moment.at, linkIsDown ? 0 : AWAY_MS) },
    ],
  },
  linkBlinks: {
    title: t`link blinks`,
    what: t`The link is cut for ${BLINK_MS} ms, half a heartbeat; everything on it is lost.`,
    needsLink: true,
    watchMs: WATCH_MS,
    faults: (moment) => [
      { kind: "cutLink", ...at(moment.at) },
      { kind: "healLink", ...at(moment.at, BLINK_MS) },
    ],
  },
  linkSlow: {
    title: t`link slow`,
    what: t`The link has a quarter of its bandwidth and ten times its latency from here on.`,
    needsLink: true,
    // All that is owed takes four times as long over a link with a quarter of its bandwidth.
    watchMs: 8000,
    faults: (moment) => [{ kind: "slowLink", bandwidthMiBps: 0.5, latencyMs: 10, ...at(moment.from) }],
  },
  linkLossy: {
    title: t`link lossy`,
    what: t`Every ${LOSS_EVERY_MS} ms the next message is lost for good, ${LOSSES} times.`,
    needsLink: true,
    watchMs: WATCH_MS,
    faults: (moment) =>
      Array.from({ length: LOSSES }, (_, index) => ({
        kind: "loseMessages",
        count: 1,
        ...at(moment.from, index * LOSS_EVERY_MS),
      })),
  },
  datastoreSlow: {
    title: t`datastore slow`,
    what: t`The datastore has a tenth of its bandwidth and ten times its latency from here on.`,
    needsLink: false,
    watchMs: WATCH_MS,
    faults: (moment) => [{ kind: "slowDatastore", bandwidthMiBps: 2, latencyMs: 20, ...at(moment.from) }],
  },
  datastoreGone: {
    title: t`datastore gone`,
    what: t`The datastore stops for good.`,
    needsLink: false,
    watchMs: WATCH_MS,
    faults: (moment) => [{ kind: "stopDatastore", ...at(moment.at) }],
  },
  datastoreReturns: {
    title: t`datastore gone, returns`,
    what: t`The datastore stops for ${AWAY_MS} ms.`,
    needsLink: false,
    watchMs: WATCH_MS,
    faults: (moment) => [
      { kind: "stopDatastore", ...at(moment.at) },
      { kind: "healDatastore", ...at(moment.at, AWAY_MS) },
    ],
  },
  sourceDies: {
    title: t`source dies`,
    what: t`The source stops dead; what has left it arrives.`,
    needsLink: false,
    watchMs: WATCH_MS,
    faults: (moment) => [{ kind: "crashSource", ...at(moment.at) }],
  },
  destinationDies: {
    title: t`destination dies`,
    what: t`The destination stops dead.`,
    needsLink: false,
    watchMs: WATCH_MS,
    faults: (moment) => [{ kind: "crashDestination", ...at(moment.at) }],
  },
  eachAlone: {
    title: t`each believes the other dead`,
    what: t`The link is cut for good and the datastore stops for ${AWAY_MS} ms; both hosts live and hear nothing.`,
    needsLink: false,
    watchMs: WATCH_MS,
    faults: (moment) => [
      { kind: "cutLink", ...at(moment.at) },
      { kind: "stopDatastore", ...at(moment.at) },
      { kind: "healDatastore", ...at(moment.at, AWAY_MS) },
    ],
  },
  movedBack: {
    title: t`moved back`,
    what: t`Nothing fails; ${AGAIN_MS} ms after the end the guest is moved back, by the same strategy.`,
    needsLink: true,
    watchMs: 4000,
    faults: () => [],
    againMs: AGAIN_MS,
  },
} as const satisfies Record<string, MatrixFault>;

export type FaultName = keyof typeof MATRIX_FAULTS;
export const FAULT_NAMES = Object.keys(MATRIX_FAULTS) as FaultName[];
