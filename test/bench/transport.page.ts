import guestUrl from "../../public/guests/dirty.elf?url";
import { connectHosts } from "../../src/browser/connect.ts";
import { MemoryDatastore } from "../../src/datastore/memory.ts";
import { pageEnvironment } from "../../src/entries/page-environment.ts";
import type { HostPort } from "../../src/host/port.ts";
import wasmUrl from "../../src/machine/build/machine.wasm?url";
import { migrationSettingsOf, ramBytesOf } from "../../src/scenario/derived.ts";
import { loadGuest } from "../../src/scenario/guest-files.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { Simulation } from "../../src/simulation/simulation.ts";
import type { RawTask } from "./transport.worker.ts";
import RawWorker from "./transport.worker.ts?worker";

const PAGES = 16_384;

/** The strategies whose pages are counted: all of them while the guest is held, or while it runs at the destination. */
export type Path = "stopAndCopy" | "quickResume";

export interface Measured {
  readonly pages: number;
  readonly milliseconds: number;
}

declare global {
  interface Window {
    measureRaw(used: boolean): Promise<Measured>;
    measureLab(path: Path): Promise<Measured>;
  }
}

/** A whole memory through a MessageChannel between two workers that do nothing else. */
window.measureRaw = async (used) => {
  const { port1, port2 } = new MessageChannel();
  const sender = await startRaw({ role: "sender", pages: PAGES, used, port: port1 });
  const receiver = await startRaw({ role: "receiver", pages: PAGES, used, port: port2 });
  const done = nextMessage(receiver);
  const begin = performance.now();
  sender.postMessage("go");
  await done;
  const milliseconds = performance.now() - begin;
  for (const worker of [sender, receiver]) worker.terminate();
  return { pages: PAGES, milliseconds };
};

async function startRaw(task: RawTask): Promise<Worker> {
  const worker = new RawWorker();
  const ready = nextMessage(worker);
  worker.postMessage(task, [task.port]);
  await ready;
  return worker;
}

function nextMessage(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.onmessage = () => resolve();
    worker.onerror = ({ message }) => reject(new Error(message));
  });
}

/** A whole migration of a guest whose pages are all non-zero, through a link that is never the limit. */
window.measureLab = async (path) => {
  const scenario = parseScenario({
    version: 1,
    guest: {
      program: "dirty",
      ramMiB: PAGES / 256,
      settings: { workingSetPages: 1, dirtyPagesPerSecond: 0 },
    },
    link: { bandwidthMiBps: 1_000_000, latencyMs: 0, queueKiB: 4096 },
    migration: { strategy: path, afterRounds: 0, pagesPerSend: 256 },
  });
  const module = await WebAssembly.compileStreaming(fetch(wasmUrl));
  const store = new MemoryDatastore();
  await store.format({ owner: "West", epoch: 1 });
  const settings = {
    ramBytes: ramBytesOf(scenario),
    instructionsPerSecond: scenario.guest.instructionsPerSecond,
    migration: migrationSettingsOf(scenario),
    database: null,
  };
  const { hosts, close } = await connectHosts(pageEnvironment().workers.host, module, settings, store);
  const program = async () => new Uint8Array(await (await fetch(guestUrl)).arrayBuffer());
  await hosts.West.boot(await loadGuest(scenario, { program, named: program }));
  const stretch = { begin: 0, end: 0, pages: 0 };
  const watched = { West: watch(hosts.West, stretch), East: watch(hosts.East, stretch) };
  const simulation = new Simulation(scenario, watched, true);
  for (let ms = 100; simulation.run.statistics.endedAt === null && ms < 10_000; ms += 100)
    await simulation.advance(ms * 1_000_000);
  close();
  if (!simulation.run.verdict?.identical || stretch.pages !== PAGES)
    throw new Error(`The migration was not whole: ${stretch.pages} pages, ${simulation.run.outcome}.`);
  return { pages: stretch.pages, milliseconds: stretch.end - stretch.begin };
};

/** Notes when a host was asked to do what sent the first page, and when the last page that came was applied. */
function watch(host: HostPort, stretch: { begin: number; end: number; pages: number }): HostPort {
  return new Proxy(host, {
    get: (target, name) => {
      if (name !== "step") return target[name as keyof HostPort];
      return async (call: Parameters<HostPort["step"]>[0]) => {
        const before = performance.now();
        const answer = await target.step(call);
        const sends = answer.outputs.some(
          (output) => output.kind === "send" && output.normal + output.zero > 0,
        );
        if (sends && stretch.begin === 0) stretch.begin = before;
        const applied = answer.outputs.flatMap((output) => (output.kind === "applied" ? output.pages : []));
        stretch.pages += applied.length;
        if (applied.length > 0) stretch.end = performance.now();
        return answer;
      };
    },
  });
}
