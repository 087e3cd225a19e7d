import { fromMilliseconds, type Tick, toMilliseconds } from "../../src/clock/tick.ts";
import { finishRun, openSimulation, type Report, type Simulation } from "../../src/entries/headless.ts";
import { PAGE_ON_LINK_BYTES } from "../../src/migration/message.ts";
import type { Measured, QemuCase } from "./case.ts";
import { scenarioOf } from "./scenario-of.ts";

/** How often a run is looked at, in virtual time, to end it when its migration is over. */
const STRETCH = fromMilliseconds(10);

/** What the lab made of a case, in the names of what was measured, and whether the guest arrived whole. */
export interface Simulated extends Measured {
  readonly whole: boolean;
}

/** What a process of a pool is told. */
export interface CaseOrder {
  readonly each: QemuCase;
  /** Virtual milliseconds by which the migration starts later than usual. */
  readonly laterMs: number;
}

/** Runs a case in the lab, until its migration is over. */
export async function runCase(each: QemuCase, laterMs = 0): Promise<Simulated> {
  const simulation = await openSimulation(scenarioOf(each, laterMs));
  const end = fromMilliseconds(simulation.run.scenario.untilMs);
  while (simulation.run.statistics.endedAt === null && simulation.run.now < end)
    await simulation.advance(Math.min(simulation.run.now + STRETCH, end));
  simulation.run.scenario.untilMs = toMilliseconds(simulation.run.now);
  const { report } = await finishRun(simulation);
  return simulatedOf(each, simulation, report);
}

function simulatedOf(each: QemuCase, simulation: Simulation, report: Report): Simulated {
  const { statistics } = simulation.run;
  const converged = statistics.how === "moved";
  const { ram } = report;
  return {
    converged,
    whole: report.identical !== false && report.invariants.length === 0,
    pages: ram.normal,
    totalMs: report["total-time"],
    syncs: ram["dirty-sync-count"],
    ...(each.measured.downtimeMs !== undefined && { downtimeMs: report.downtime }),
    ...(!converged && { steadyRoundMs: steadyRound(simulation) }),
    ...(each.kind === "autoconverge" && {
      throttlePercent: deepestThrottle(simulation),
      // Measured was what the guest did less than its nominal work, so the downtime is in it.
      workLostMs: report.guest["work-lost"] + report.downtime,
    }),
    ...(each.measured.postcopyMs !== undefined && converged && postCopy(simulation, report)),
  };
}

function postCopy(simulation: Simulation, { ram, guest }: Report): Partial<Measured> {
  const { resumedAt, endedAt } = simulation.run.statistics;
  const requests = ram["postcopy-requests"];
  return {
    postcopyMs: toMilliseconds(endedAt! - resumedAt!),
    postcopyPages: Math.round(ram["postcopy-bytes"] / PAGE_ON_LINK_BYTES),
    requests,
    ...(requests > 0 && { msPerRequest: guest["stall-time"] / requests }),
    stallMs: longestStall(simulation),
  };
}

/** The median length of the later half of the rounds. */
function steadyRound({ run: { trace } }: Simulation): number {
  const begins = trace.events.filter(({ kind }) => kind === "round").map(({ tick }) => tick);
  const lengths = begins.slice(1).map((at, index) => at - begins[index]!);
  const later = lengths.slice(Math.floor(lengths.length / 2)).sort((one, other) => one - other);
  return toMilliseconds(later[Math.floor(later.length / 2)] ?? 0);
}

/** The throttle is let go at the stun, so its last step is its deepest. */
function deepestThrottle({ run: { trace } }: Simulation): number {
  const steps = trace.events.filter(({ kind }) => kind === "throttle");
  return Math.max(0, ...steps.map((step) => Number((step as { percent?: unknown }).percent)));
}

function longestStall({ run: { trace } }: Simulation): number {
  const served = trace.events.filter(({ kind }) => kind === "served");
  const stalled = served.map((each): Tick => Number((each as { stalled?: unknown }).stalled));
  return toMilliseconds(Math.max(0, ...stalled));
}
