import { BadScenarioError } from "../scenario/schema.ts";
import { exceptionFinding, type Finding, finding } from "./finding.ts";
import { isUndecided, judge } from "./judge.ts";
import { type LabRun, type LabRunner, traceHash } from "./lab-run.ts";
import { type FaultData, type Fields, number, type ScenarioData } from "./scenario-data.ts";

/** Virtual time after which a run must have ended, once every path has come back. */
const PATIENCE_MS = 40_000;

/** Milliseconds after the run's end at which the paths come back; again later, for faults that come due meanwhile. */
const HEALS_MS = [1, 3000, 8000, 15_000];

/** Milliseconds between the frames of the run that is watched: no divisor of anything. */
const WATCH_MS = 173.7;

/** What became of a scenario: how it ended, and what must not be. */
export interface Examination {
  readonly outcome: string;
  readonly findings: readonly Finding[];
}

/**
 * Runs a scenario, judges it, runs it again while watching it, and, where it was not decided, runs it once more with
 * every path mended. Rejects only for data that is no scenario: what the lab throws is a finding.
 */
export async function examine(
  runner: LabRunner,
  data: ScenarioData,
  { isWatched = true } = {},
): Promise<Examination> {
  try {
    const run = await runner.run(data);
    const watched = isWatched ? await runner.run(data, { everyMs: WATCH_MS }) : run;
    const findings = [
      ...judge(data, { ...run, frames: watched.frames }),
      ...compare(run, watched),
      ...(await undecided(runner, data, run)),
    ];
    return { outcome: run.report.outcome, findings };
  } catch (error) {
    if (error instanceof BadScenarioError) throw error;
    return { outcome: "exception", findings: [exceptionFinding(error)] };
  }
}

/** Whether a scenario has a finding of this kind. False for data that is no scenario. */
export async function failsLike(runner: LabRunner, data: ScenarioData, kind: string): Promise<boolean> {
  try {
    const isWatched = kind === "unrepeatable" || kind.startsWith("frame");
    const { findings } = await examine(runner, data, { isWatched });
    return findings.some((finding) => finding.kind === kind);
  } catch (error) {
    if (error instanceof BadScenarioError) return false;
    throw error;
  }
}

/** A run is a function of its scenario: looking at it changes nothing. */
function compare(run: LabRun, again: LabRun): Finding[] {
  if (run === again) return [];
  if (traceHash(run.events) !== traceHash(again.events)) {
    const at = run.events.findIndex(
      (event, index) => JSON.stringify(event) !== JSON.stringify(again.events[index]),
    );
    return [finding("unrepeatable", `event ${at} is not the same when the run is watched`)];
  }
  if (JSON.stringify(run.report) === JSON.stringify(again.report)) return [];
  return [finding("unrepeatable", "the report is not the same when the run is watched")];
}

/** Nothing may hang for good: with every path back, a migration ends. */
async function undecided(runner: LabRunner, data: ScenarioData, run: LabRun): Promise<Finding[]> {
  if (!isUndecided(run) || !mustEnd(data)) return [];
  const { ended, identical, phase } = await runner.settle(mended(data));
  if (!ended)
    return [finding(`stuck in ${phase}`, `not ended ${PATIENCE_MS / 1000} s after every path came back`)];
  return identical ? [] : [finding("different from the twin", "the mended run ends with a different guest")];
}

/** The scenario, run on with every path as it was given. */
export function mended(data: ScenarioData): ScenarioData {
  const { faults = [], untilMs = 60_000 } = data;
  const heals = HEALS_MS.flatMap((afterMs): FaultData[] =>
    ["healLink", "healDatastore"].map((kind) => ({ kind, at: { ms: untilMs + afterMs } })),
  );
  return { ...data, faults: [...faults, ...heals], untilMs: untilMs + PATIENCE_MS };
}

/**
 * Whether a run has to end by itself: a crash may leave nothing to end it, QEMU's rule copies without limit, and a
 * silence shorter than the link's or the datastore's answers take is heard again and again.
 */
function mustEnd({
  faults = [],
  migration = {},
  link = {},
  datastore = {},
  file = {},
}: ScenarioData): boolean {
  if (faults.some(({ kind }) => kind.startsWith("crash")) || migration.stopRule === "qemu") return false;
  const heartbeat = number(migration, "heartbeatMs", 1000);
  return heartbeat >= linkPause(link, migration) && heartbeat >= storePause(datastore, file);
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
