import { parseScenario } from "../scenario/scenario.ts";
import { BadScenarioError } from "../scenario/schema.ts";
import type { Draw } from "./draw.ts";
import type { FaultData, MomentData } from "./scenario-data.ts";

const MOST_FAULTS = 6;
const PHASES = ["setup", "preCopy", "stun", "switchover", "pageIn", "finish"];

/** What belongs together: something fails, and perhaps is mended later. */
interface Episode {
  readonly weight: number;
  faults(at: MomentData, later: MomentData, draw: Draw): FaultData[];
}

const slowness = (draw: Draw) => ({
  bandwidthMiBps: draw.pick([0.5, 1, 2, 8]),
  latencyMs: draw.pick([0, 5, 40, 150]),
});

/** Episodes of the contract. Those with a fault that this version does not carry out are left out. */
const EPISODES: readonly Episode[] = [
  { weight: 5, faults: (at, later) => [fault("cutLink", at), fault("healLink", later)] },
  { weight: 4, faults: (at) => [fault("cutLink", at)] },
  { weight: 3, faults: (at, later) => [fault("stopDatastore", at), fault("healDatastore", later)] },
  { weight: 1, faults: (at) => [fault("stopDatastore", at)] },
  { weight: 1, faults: (at) => [fault("healLink", at)] },
  { weight: 1, faults: (at) => [fault("healDatastore", at)] },
  { weight: 2, faults: (at, _, draw) => [fault("slowLink", at, slowness(draw))] },
  { weight: 2, faults: (at, _, draw) => [fault("slowDatastore", at, slowness(draw))] },
  { weight: 3, faults: (at, _, draw) => [fault("loseMessages", at, { count: draw.between(1, 12) })] },
  { weight: 1, faults: (at) => [fault("crashSource", at)] },
  { weight: 1, faults: (at) => [fault("crashDestination", at)] },
];

let available: readonly Episode[] | null = null;

/** A schedule of up to six faults for a run of `untilMs`; a third of all schedules are empty. */
export function randomFaults(draw: Draw, untilMs: number): FaultData[] {
  available ??= EPISODES.filter(isAvailable(draw.fork("probe")));
  const faults: FaultData[] = [];
  const wanted = draw.chance(0.33) ? 0 : draw.between(1, MOST_FAULTS);
  while (faults.length < wanted) {
    const at = randomMoment(draw, untilMs);
    faults.push(...draw.weighted(available).faults(at, laterThan(at, draw), draw));
  }
  return faults.slice(0, MOST_FAULTS);
}

function fault(kind: string, at: MomentData, detail: object = {}): FaultData {
  return { kind, at, ...detail };
}

function randomMoment(draw: Draw, untilMs: number): MomentData {
  if (draw.chance(0.25)) return { ms: draw.tenths(0, untilMs) };
  if (draw.chance(0.15)) return { round: draw.between(1, 4) };
  const afterMs = draw.chance(0.3) ? 0 : draw.tenths(0, draw.pick([3, 30, 300, 1500]));
  return { phase: draw.chance(0.6) ? "pageIn" : draw.pick(PHASES), afterMs };
}

/** A moment that is likely to be later. What follows a round is given by time, as a round has no "after". */
function laterThan(at: MomentData, draw: Draw): MomentData {
  const gap = draw.tenths(0, draw.pick([2, 20, 200, 1500]));
  if ("ms" in at) return { ms: tenth(at.ms + gap) };
  if ("phase" in at) return { phase: at.phase, afterMs: tenth(at.afterMs + gap) };
  return { ms: draw.tenths(500, 3000) };
}

function tenth(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}

function isAvailable(draw: Draw): (episode: Episode) => boolean {
  return (episode) => isAccepted({ faults: episode.faults({ ms: 0 }, { ms: 1 }, draw) });
}

/** Whether this version carries out such a scenario. */
export function isAccepted(fields: object): boolean {
  try {
    parseScenario({ version: 1, ...fields });
    return true;
  } catch (error) {
    if (error instanceof BadScenarioError) return false;
    throw error;
  }
}
