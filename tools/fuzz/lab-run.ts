import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { fromMilliseconds, type Tick } from "../../src/clock/tick.ts";
import type { OwnerRecord } from "../../src/datastore/datastore.ts";
import { MemoryDatastore } from "../../src/datastore/memory.ts";
import type { Frame } from "../../src/report/frame.ts";
import { frameOf } from "../../src/report/frame-builder.ts";
import type { Report } from "../../src/report/report.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { openInProcess } from "../../src/simulation/open.ts";
import type { Simulation } from "../../src/simulation/simulation.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";
import { Observer } from "./observer.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** How a run is watched on the way. What it does must not depend on that. */
export interface Watching {
  /** Virtual milliseconds between two frames. */
  readonly everyMs: number;
}

/** Everything that is known of one run. */
export interface LabRun {
  readonly report: Report;
  readonly events: readonly TraceEvent[];
  /** What the owner record said at the end. */
  readonly owner: OwnerRecord;
  /** Whether an instruction to go on there, or to stay, was carried out; null while undecided. */
  readonly how: "moved" | "continued" | null;
  /** The phase that the migration was in at the end; null where none was begun. */
  readonly phase: string | null;
  /** Whether anything failed or had to be done again. */
  readonly disturbed: boolean;
  /** Pages that the checkpoint left owed; null where none was sent. */
  readonly owedAtSwitchover: number | null;
  /** Pages that were sent after it, as often as they were. */
  readonly sentSince: readonly number[];
  /** Moments at which both hosts could run the guest, in words. */
  readonly doubles: readonly string[];
  /** Operations that the datastore had in its queue at a time, at most. */
  readonly mostQueued: number;
  /** The frames that were looked at on the way. */
  readonly frames: readonly Frame[];
}

/** Opens labs on one compiled machine and runs scenarios in them, both hosts in this process. */
export class LabRunner {
  readonly #module: WebAssembly.Module;
  readonly #programs = new Map<string, Promise<Uint8Array>>();

  constructor(wasm: Uint8Array<ArrayBuffer>) {
    this.#module = new WebAssembly.Module(wasm);
  }

  /** Runs a scenario to its end. Rejects with what the lab threw, also for data that is not a scenario. */
  async run(data: unknown, watching: Watching | null = null): Promise<LabRun> {
    const { simulation, observer, datastore } = await this.#open(data);
    const frames = watching ? await advanceWatched(simulation, watching) : [];
    const report = await runToEnd(simulation);
    const { how, disturbed, phase } = simulation.ledger;
    const { owedAtSwitchover, sentSince, doubles, mostQueued } = observer;
    const owner = await datastore.readOwner();
    return {
      report,
      events: simulation.trace.events,
      owner,
      how,
      phase,
      disturbed,
      owedAtSwitchover,
      sentSince,
      doubles,
      mostQueued,
      frames,
    };
  }

  /** Runs a scenario on until its migration has ended, at most up to its end. Returns whether it ended, and well. */
  async settle(data: unknown): Promise<{ ended: boolean; identical: boolean | null; phase: string | null }> {
    const { simulation } = await this.#open(data);
    const end = fromMilliseconds(simulation.scenario.untilMs);
    const stretch = fromMilliseconds(100);
    for (let tick: Tick = stretch; simulation.ledger.endedAt === null && tick <= end; tick += stretch) {
      if (simulation.isOver) break;
      await simulation.advance(tick);
    }
    const { endedAt, phase } = simulation.ledger;
    return { ended: endedAt !== null, identical: simulation.verdict?.identical ?? null, phase };
  }

  async #open(data: unknown) {
    const files = { program: (file: string) => this.#program(file), named: refuse };
    const datastore = new MemoryDatastore();
    let observer!: Observer;
    const watch = (hosts: Observer["hosts"]) => {
      observer = new Observer(hosts);
      return observer.hosts;
    };
    const simulation = await openInProcess(this.#module, parseScenario(data), files, { datastore, watch });
    observer.watchQueue(simulation.service);
    return { simulation, observer, datastore };
  }

  #program(file: string): Promise<Uint8Array> {
    const known = this.#programs.get(file) ?? readFile(`${ROOT}public/guests/${file}`);
    this.#programs.set(file, known);
    return known;
  }
}

async function refuse(path: string): Promise<Uint8Array> {
  throw new Error(`a random scenario reads no file, and ${path} is one`);
}

/** Frames are taken along the way, and the run is cut there. */
async function advanceWatched(simulation: Simulation, { everyMs }: Watching): Promise<Frame[]> {
  const frames: Frame[] = [];
  const end = fromMilliseconds(simulation.scenario.untilMs);
  for (let ms = everyMs; fromMilliseconds(ms) <= end && !simulation.isOver; ms += everyMs) {
    await simulation.advance(fromMilliseconds(ms));
    frames.push(await frameOf(simulation, "memory", false));
  }
  return frames;
}

/** A short word for a whole trace: equal traces have equal hashes. */
export function traceHash(events: readonly TraceEvent[]): string {
  const hash = createHash("sha256");
  for (const event of events) hash.update(JSON.stringify(event));
  return hash.digest("hex").slice(0, 16);
}
