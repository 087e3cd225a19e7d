import { BadScenarioError } from "../../src/scenario/bad-scenario.ts";
import { UNTIL_MS } from "../../src/scenario/scenario.ts";
import { exceptionFinding, type Finding, finding } from "./finding.ts";
import { isUndecided, judge } from "./judge.ts";
import { type LabRun, type LabRunner, traceHash } from "./lab-run.ts";
import { endsWithoutLink, HEALS, mended, mustEnd, patienceMs } from "./must-end.ts";
import type { ScenarioData } from "./scenario/scenario-data.ts";

/** Virtual milliseconds between the frames of a run that is watched, no divisors of anything, and frames at most. */
const WATCH_MS = [173.7, 41.3, 7.9];
const MOST_FRAMES = 150;

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
    const watched = isWatched ? await runner.run(data, { everyMs: watchMs(data) }) : run;
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

/** How finely a run is cut where it is watched. */
function watchMs({ seed = 1, untilMs = UNTIL_MS }: ScenarioData): number {
  return Math.max(WATCH_MS[seed % WATCH_MS.length]!, untilMs / MOST_FRAMES);
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

/** Nothing may hang for good: with every path back, or over the file alone, a migration ends. */
async function undecided(runner: LabRunner, data: ScenarioData, run: LabRun): Promise<Finding[]> {
  if (!isUndecided(run)) return [];
  return [...(await stuckWithoutLink(runner, data, run)), ...(await stuckWithEveryPath(runner, data, run))];
}

/** Where the link stays cut and the file carries, a page-in ends all the same. */
async function stuckWithoutLink(runner: LabRunner, data: ScenarioData, run: LabRun): Promise<Finding[]> {
  if (!endsWithoutLink(data, run, run.phase) || !mustEnd(data, run.phase)) return [];
  const { ended, identical } = await runner.settle(mended(data, run, run.phase, HEALS.datastoreAlone));
  if (ended && identical) return [];
  const words = ended ? "ends with a different guest" : "does not end";
  return [finding("stuck without the link", `over the file alone the migration ${words}`)];
}

async function stuckWithEveryPath(runner: LabRunner, data: ScenarioData, run: LabRun): Promise<Finding[]> {
  const first = await runner.settle(mended(data, run, run.phase));
  // A phase in which it may stay for ever can be left all the same, and then the rest has its own time.
  const isLeft = !first.ended && !mustEnd(data, run.phase) && mustEnd(data, first.phase);
  const { ended, identical, phase } = isLeft ? await runner.settle(mended(data, run, first.phase)) : first;
  if (ended && identical) return [];
  if (ended) return [finding("different from the twin", "the mended run ends with a different guest")];
  if (!mustEnd(data, phase)) return [];
  return [
    finding(`stuck in ${phase}`, `not ended ${patienceMs(data, phase) / 1000} s after every path came back`),
  ];
}
