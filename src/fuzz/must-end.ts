import type { LabRun } from "./lab-run.ts";
import { needMs, slowestFaultMs } from "./need.ts";
import { type FaultData, type Fields, number, type ScenarioData } from "./scenario-data.ts";

/** How often longer than its data need a migration may take, and what comes to that, in virtual milliseconds. */
const TIMES_LONGER = 3;
const AT_LEAST_MS = 10_000;
const EXCUSED_MS = 2000;

/**
 * Why a migration need not end by itself although every path is back. The model card has a line for each, with the
 * same words.
 */
export interface Excuse {
  readonly words: string;
  applies(data: ScenarioData, stuckIn: string | null): boolean;
}

export const EXCUSES: readonly Excuse[] = [
  {
    words: "a heartbeat shorter than the answers of the link or the datastore take",
    applies: isHeartbeatShort,
  },
  {
    words: "under QEMU's stop rule the rounds have no limit",
    applies: ({ migration = {} }, phase) => phase === "preCopy" && migration.stopRule === "qemu",
  },
  {
    words: "before the stun the source waits for a destination without limit",
    applies: ({ faults = [] }, phase) => phase === "preCopy" && faults.some(isCrashOfDestination),
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
  if (!mustEnd(data, phase)) return EXCUSED_MS;
  return Math.ceil(AT_LEAST_MS + TIMES_LONGER * needMs(data) + 4 * slowestFaultMs(data));
}

/**
 * The scenario, run on with every path as it was given. Faults that had not come due are left out: else none of them
 * could be told from the run's own doing.
 */
export function mended(
  data: ScenarioData,
  { events, phase }: Pick<LabRun, "events" | "phase">,
): ScenarioData {
  const { untilMs = 60_000 } = data;
  const came = events.filter(
    ({ who, kind, at }) => who === "lab" && at !== undefined && kind !== "requestLost",
  );
  const isDue = (fault: FaultData) =>
    came.some(({ kind, at }) => kind === fault.kind && JSON.stringify(at) === JSON.stringify(fault.at));
  const heals = ["healLink", "healDatastore"].map((kind): FaultData => ({ kind, at: { ms: untilMs } }));
  const faults = [...(data.faults ?? []).filter(isDue), ...heals];
  return { ...data, faults, untilMs: untilMs + patienceMs(data, phase) };
}

/** A silence shorter than the link's or the datastore's answers take is heard again and again. */
function isHeartbeatShort({ migration = {}, link = {}, datastore = {}, file = {} }: ScenarioData): boolean {
  const heartbeat = number(migration, "heartbeatMs", 1000);
  return heartbeat < linkPause(link, migration) || heartbeat < storePause(datastore, file);
}

/** The longest time in milliseconds without a sign of life on a link that carries, with some room. */
function linkPause(link: Fields, migration: Fields): number {
  const trip = 2 * number(link, "latencyMs", 1) + number(link, "jitterMs", 0);
  const losses = number(link, "loss", 0) > 0 ? 6 : 0;
  const pages = Math.max(number(migration, "pagesPerSend", 32), number(migration, "pagesPerFault", 1));
  const batch = (pages * 4) / 1.024 / number(link, "bandwidthMiBps", 32);
  return 2 * (trip + losses * (trip + 10) + batch);
}

/** How long four chunks written and eight read at once may take the datastore, with some room. */
function storePause(datastore: Fields, file: Fields): number {
  const bytes = (number(file, "chunkKiB", 128) + 4) * 12;
  return 2 * (number(datastore, "latencyMs", 5) + bytes / 1.024 / number(datastore, "bandwidthMiBps", 100));
}
