/**
 * The lab for programs that run in Node, without a page and without workers: what the command line, the fuzzer, the
 * comparison with QEMU and the benchmarks are made of, and what a program of somebody else's imports.
 *
 * ```ts
 * import { readFile } from "node:fs/promises";
 * import { runScenario } from "../src/entries/headless.ts";
 *
 * const scenario = JSON.parse(await readFile("public/scenarios/quick-resume.json", "utf8"));
 * const { report, trace } = await runScenario(scenario, {
 *   signal: AbortSignal.timeout(60_000),
 *   onProgress: ({ share }) => process.stderr.write(`${Math.round(100 * share)} %\r`),
 * });
 * console.log(report.outcome, report.downtime, trace.count);
 * ```
 *
 * Virtual time is in ticks of a nanosecond where a name does not say otherwise; a report's times are in virtual
 * milliseconds, sizes in bytes. Equal scenarios give equal reports and traces, to the byte, on every computer. Runs share
 * nothing but the compiled machine, so any number may be under way in one process, each in its turn.
 */
import { finishRun, type RunOptions, type RunResult } from "../node/finish-run.ts";
import { nodeMachine, shippedFiles } from "../node/lab.ts";
import type { FileReader } from "../scenario/guest-files.ts";
import { parseScenario, type ScenarioInput } from "../scenario/scenario.ts";
import { type OpenOptions, openInProcess } from "../simulation/open.ts";
import type { Simulation } from "../simulation/simulation.ts";

export { BadImageError } from "../machine/elf.ts";
export {
  finishRun,
  type RunOptions,
  type RunProgress,
  type RunResult,
} from "../node/finish-run.ts";
export { nodeFiles, readAtMost, shippedFiles } from "../node/lab.ts";
export type { Frame } from "../report/frame.ts";
export { frameOf } from "../report/frame-builder.ts";
export type { Report } from "../report/report.ts";
export { BadScenarioError } from "../scenario/bad-scenario.ts";
export type { FileReader } from "../scenario/guest-files.ts";
export { parseScenario, type Scenario, type ScenarioInput } from "../scenario/scenario.ts";
export type { OpenOptions } from "../simulation/open.ts";
export type { Simulation } from "../simulation/simulation.ts";
export type { TraceEvent } from "../trace/event.ts";
export { traceEventSchema } from "../trace/event-schema.ts";
export type { Trace } from "../trace/trace.ts";

/** Where a run's guest comes from. */
export interface GuestOptions {
  /**
   * Reads the guests that the lab ships, and the files that a scenario names (`guest.image`, `kernel`, `initrd`).
   * Without it the shipped ones are found and no other file is read; `nodeFiles(folder)` reads those of a folder too.
   */
  readonly files?: FileReader | undefined;
}

/**
 * Opens a lab with both hosts in this thread and its guest booted, at tick 0. Whoever opens it drives it: by `advance`,
 * `act` and `type`, at last by {@link finishRun}; `frameOf` gives what a page would draw.
 *
 * Rejects with {@link BadScenarioError} for what is no scenario, which names the field, its value and what is allowed,
 * and for files that cannot be read; with {@link BadImageError} for a guest that cannot boot.
 */
export async function openSimulation(
  scenario: ScenarioInput,
  { files = shippedFiles(), ...options }: GuestOptions & OpenOptions = {},
): Promise<Simulation> {
  const parsed = parseScenario(scenario);
  return openInProcess(await nodeMachine(), parsed, files, options);
}

/**
 * Runs a scenario from its beginning to its end, and gives the report and the trace. Timers, signals and other runs have
 * their turn meanwhile. Rejects as {@link openSimulation} does, and with the reason of `signal` when that aborts.
 */
export async function runScenario(
  scenario: ScenarioInput,
  { files, signal, onProgress }: GuestOptions & RunOptions = {},
): Promise<RunResult> {
  signal?.throwIfAborted();
  const simulation = await openSimulation(scenario, { files });
  return finishRun(simulation, { signal, onProgress });
}
