import { PHASES } from "../../../src/migration/output.ts";
import { FAULT_KINDS, FAULT_KNOBS, type FaultKind } from "../../../src/scenario/fault.ts";
import type { Draw } from "./draw.ts";
import type { FaultData, Fields, MomentData } from "./scenario-data.ts";

const MOST_FAULTS = 6;

const isCrash = (kind: string) => kind.startsWith("crash");
const CRASHES = FAULT_KINDS.filter(isCrash);
const OTHERS = FAULT_KINDS.filter((kind) => !isCrash(kind));

/** What belongs together: something fails, and perhaps is mended later. */
interface Episode {
  readonly weight: number;
  faults(at: MomentData, later: MomentData, draw: Draw): FaultData[];
}

/** What is drawn for the fields of faults, by their names; undefined leaves a field out. */
const USUAL: Readonly<Record<string, (draw: Draw) => number | undefined>> = {
  bandwidthMiBps: (draw) => draw.pick([0.5, 1, 2, 8]),
  latencyMs: (draw) => draw.pick([0, 5, 40, 150]),
  backBandwidthMiBps: (draw) => draw.pick([undefined, undefined, undefined, 0.5, 8]),
  loss: (draw) => draw.pick([undefined, undefined, 0, 0.02, 0.3]),
  count: (draw) => draw.between(1, 12),
  pagesPerSecond: (draw) => draw.pick([0, 100, 2000, 10_000, 100_000]),
};

/** What may happen, and how likely each is. */
const EPISODES: readonly Episode[] = [
  { weight: 5, faults: (at, later) => [fault("cutLink", at), fault("healLink", later)] },
  { weight: 4, faults: (at) => [fault("cutLink", at)] },
  { weight: 3, faults: (at, later) => [fault("stopDatastore", at), fault("healDatastore", later)] },
  { weight: 1, faults: (at) => [fault("stopDatastore", at)] },
  { weight: 1, faults: (at) => [fault("healLink", at)] },
  { weight: 1, faults: (at) => [fault("healDatastore", at)] },
  { weight: 2, faults: (at, _, draw) => [drawnFault("slowLink", at, draw)] },
  { weight: 2, faults: (at, _, draw) => [drawnFault("slowDatastore", at, draw)] },
  { weight: 3, faults: (at, _, draw) => [drawnFault("loseMessages", at, draw)] },
  { weight: 2, faults: (at, _, draw) => [drawnFault("setDirtyRate", at, draw)] },
  { weight: 2, faults: (at) => [fault("cancel", at)] },
  { weight: 1, faults: (at) => [fault("crashSource", at)] },
  { weight: 1, faults: (at) => [fault("crashDestination", at)] },
];

/** A schedule of up to six faults for a run of `untilMs`; a third of all schedules are empty. */
export function randomFaults(draw: Draw, untilMs: number): FaultData[] {
  const faults: FaultData[] = [];
  const wanted = draw.chance(0.33) ? 0 : draw.between(1, MOST_FAULTS);
  while (faults.length < wanted) {
    const at = randomMoment(draw, untilMs);
    faults.push(...draw.weighted(EPISODES).faults(at, laterThan(at, draw), draw));
  }
  return faults.slice(0, MOST_FAULTS);
}

/** One fault of any kind at this moment; a crash only now and then, since little happens after it. */
export function anyFault(draw: Draw, at: MomentData, crashes = 0.1): FaultData {
  if (draw.chance(crashes)) return fault(draw.pick(CRASHES), at);
  return drawnFault(draw.pick(OTHERS), at, draw);
}

function drawnFault(kind: FaultKind, at: MomentData, draw: Draw): FaultData {
  return fault(kind, at, detailOf(draw, kind));
}

/** What a fault of a kind needs beside its moment, in the order of its fields; any number that is allowed, where nobody chose. */
export function detailOf(draw: Draw, kind: string): Fields {
  const own = FAULT_KNOBS.filter(({ path }) => path.startsWith(`faults.${kind}.`));
  const drawn = own.map(({ path, limits }) => {
    const field = path.split(".").at(-1)!;
    if (Object.hasOwn(USUAL, field)) return [field, USUAL[field]!(draw)] as const;
    return [field, limits.kind === "number" ? draw.spread(limits) : undefined] as const;
  });
  return Object.fromEntries(drawn.filter(([, value]) => value !== undefined));
}

export function fault(kind: string, at: MomentData, detail: object = {}): FaultData {
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
