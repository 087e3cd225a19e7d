import { LONGEST_MS } from "../../src/scenario/bounds.ts";
import { UNTIL_MS } from "../../src/scenario/scenario.ts";
import { faultTimeOf } from "../../src/trace/event.ts";
import type { LabRun } from "./lab-run.ts";
import { needEitherWayMs, needMs, slowestFaultMs, usesFile } from "./scenario/need.ts";
import { dataOf, type FaultData, migrationsOf, number, type ScenarioData } from "./scenario/scenario-data.ts";

/** How often longer than its data need a migration may take, and what comes to that, in virtual milliseconds. */
const TIMES_LONGER = 3;
const AT_LEAST_MS = 10_000;
const EXCUSED_MS = 2000;

/**
 * Why a migration need not end by itself although every path is back. The model card has an entry for each, under the
 * same words.
 */
export interface Excuse {
  readonly words: string;
  applies(data: ScenarioData, stuckIn: string | null): boolean;
}

export const EXCUSES: readonly Excuse[] = [
  {
    words: "under QEMU's stop rule the rounds have no limit",
    applies: (data, phase) =>
      phase === "preCopy" && migrationsOf(data).some(({ migration = {} }) => migration.stopRule === "qemu"),
  },
  {
    words: "before the stun the source waits for a destination without limit",
    applies: ({ faults = [] }, phase) => phase === "preCopy" && faults.some(isCrashOfDestination),
  },
  {
    words: "a run is over after a day of virtual time",
    applies: (data) => (data.untilMs ?? UNTIL_MS) + timeToEndMs(data) > LONGEST_MS,
  },
];

function isCrashOfDestination({ kind }: FaultData): boolean {
  return kind === "crashDestination";
}

/** Whether nothing excuses a migration that is still in this phase. */
export function mustEnd(data: ScenarioData, stuckIn: string | null): boolean {
  return !EXCUSES.some((excuse) => excuse.applies(data, stuckIn));
}

/**
 * Virtual milliseconds after which a run must have ended, once every path has come back; it follows from the data. One
 * that is excused where it stands is still watched for a while.
 */
export function patienceMs(data: ScenarioData, phase: string | null): number {
  return mustEnd(data, phase) ? timeToEndMs(data) : EXCUSED_MS;
}

function timeToEndMs(data: ScenarioData): number {
  // Each but the first goes back where the one before it arrived.
  const [first, ...again] = migrationsOf(data);
  const needed = again.reduce((sum, each) => sum + needEitherWayMs(each), needMs(first!));
  const between = (data.again ?? []).reduce((sum, entry) => sum + number(entry, "afterMs", 0), 0);
  return Math.ceil(AT_LEAST_MS + between + TIMES_LONGER * needed + 4 * slowestFaultMs(data));
}

/** What heals all that a fault can have done to the paths, and what leaves a link that was cut as it is. */
export const HEALS = {
  everyPath: ["healLink", "healDatastore"],
  datastoreAlone: ["healDatastore"],
} as const;

/** Whether a migration that stands in this phase ends over the shared datastore alone, with a link that stays cut. */
export function endsWithoutLink(
  data: ScenarioData,
  { events, migration }: Pick<LabRun, "events" | "migration">,
  phase: string | null,
): boolean {
  const isCut = events.findLast(({ kind }) => kind === "cutLink" || kind === "healLink")?.kind === "cutLink";
  const isCrashed = data.faults?.some(({ kind }) => kind.startsWith("crash")) ?? false;
  return phase === "pageIn" && usesFile(dataOf(data, migration)) && isCut && !isCrashed;
}

/**
 * The scenario, run on with these heals, for as long as a migration in `phase` may take. Faults that had not come due
 * are left out: else none of them could be told from the run's own doing.
 */
export function mended(
  data: ScenarioData,
  { events }: Pick<LabRun, "events">,
  phase: string | null,
  heals: readonly string[] = HEALS.everyPath,
): ScenarioData {
  const { untilMs = UNTIL_MS } = data;
  const isDue = (fault: FaultData) => {
    const at = JSON.stringify(fault.at);
    return events.some((event) => event.kind === fault.kind && JSON.stringify(faultTimeOf(event)) === at);
  };
  const healed = heals.map((kind): FaultData => ({ kind, at: { ms: untilMs } }));
  const faults = [...(data.faults ?? []).filter(isDue), ...healed];
  return { ...data, faults, untilMs: Math.min(LONGEST_MS, untilMs + patienceMs(data, phase)) };
}
