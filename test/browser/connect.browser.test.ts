import { afterEach, describe, expect, it, vi } from "vitest";
import { type ConnectedHosts, connectHosts } from "../../src/browser/connect.ts";
import { openLabDatabase } from "../../src/browser/lab-database.ts";
import { MemoryDatastore } from "../../src/datastore/memory.ts";
import { pageEnvironment } from "../../src/entries/page-environment.ts";
import { connectInProcess } from "../../src/host/in-process.ts";
import type { HostPort } from "../../src/host/port.ts";
import wasmUrl from "../../src/machine/build/machine.wasm?url";
import type { Place } from "../../src/place/place.ts";
import type { Report } from "../../src/report/report.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { migrationSettingsOf, ramBytesOf } from "../../src/scenario/derived.ts";
import { loadGuest } from "../../src/scenario/guest-files.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { Simulation } from "../../src/simulation/simulation.ts";
import { SMALL } from "../support/small.ts";

/** A small Quick Resume run whose link is cut in page-in and healed before the end. */
const SCENARIO = parseScenario({
  ...SMALL,
  guest: { ...SMALL.guest, input: [{ atMs: 300, text: "hello" }] },
  faults: [
    { kind: "cutLink", at: { phase: "pageIn", afterMs: 50 } },
    { kind: "healLink", at: { phase: "pageIn", afterMs: 250 } },
  ],
  untilMs: 2000,
});

const { instructionsPerSecond } = SCENARIO.guest;
const SETTINGS = {
  ramBytes: ramBytesOf(SCENARIO),
  instructionsPerSecond,
  migration: migrationSettingsOf(SCENARIO),
};

const program = async () => new Uint8Array(await (await fetch("/guests/dirty.elf")).arrayBuffer());
const machine = fetch(wasmUrl).then(async (answer) => WebAssembly.compile(await answer.arrayBuffer()));

async function formatted(): Promise<MemoryDatastore> {
  const store = new MemoryDatastore();
  await store.format({ owner: "West", epoch: 1 });
  return store;
}

async function reportOf(hosts: Record<Place, HostPort>): Promise<Report> {
  await hosts.West.boot(await loadGuest(SCENARIO, { program, named: program }));
  return runToEnd(new Simulation(SCENARIO, hosts));
}

async function expected(): Promise<Report> {
  const report = await reportOf(connectInProcess(await machine, SETTINGS, await formatted()));
  expect(report).toMatchObject({ outcome: "recovered", identical: true, invariants: [] });
  for (const path of ["link", "file"] as const) expect(report.paths[path].pages).toBeGreaterThan(0);
  return report;
}

const open: ConnectedHosts[] = [];
const RealWorker = window.Worker;

afterEach(() => {
  for (const connected of open.splice(0)) connected.close();
  window.Worker = RealWorker;
  vi.restoreAllMocks();
});

async function connect(database: string | null): Promise<ConnectedHosts> {
  const { workers } = pageEnvironment();
  const settings = { ...SETTINGS, database };
  const connected = await connectHosts(workers.host, await machine, settings, await formatted());
  open.push(connected);
  return connected;
}

describe("two hosts in two workers", () => {
  it("report what hosts in one process report, on IndexedDB", async () => {
    const database = await openLabDatabase();
    const { hosts } = await connect(database!.name);
    expect(await reportOf(hosts)).toEqual(await expected());
    database!.release();
  });

  it("report what hosts in one process report, on a store in the page's memory", async () => {
    const { hosts } = await connect(null);
    expect(await reportOf(hosts)).toEqual(await expected());
  });

  it("pass on what goes wrong in a host", async () => {
    const { hosts } = await connect(null);
    await expect(hosts.West.twinPageHashes()).rejects.toThrow("The twin is forked when a migration starts");
    await expect(hosts.East.view(false)).resolves.toMatchObject({ status: "empty" });
  });
});

/** Makes every new worker run this text instead of its script, and keeps the workers. */
function replaceScript(script: string): Worker[] {
  const workers: Worker[] = [];
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  window.Worker = class extends RealWorker {
    constructor() {
      super(url);
      workers.push(this);
    }
  };
  return workers;
}

/** Keeps the workers that are made from now on. */
function keepWorkers(): Worker[] {
  const workers: Worker[] = [];
  window.Worker = class extends RealWorker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      workers.push(this);
    }
  };
  return workers;
}

describe("a worker that fails", () => {
  it("without a word while it makes its host is noticed", async () => {
    const workers: Worker[] = [];
    // It lives, but what it was asked to make takes for ever.
    window.Worker = class extends RealWorker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        workers.push(this);
      }
      override postMessage(message: { path?: string[] }, ...rest: unknown[]): void {
        if (message.path?.[0] !== "start") super.postMessage(message, ...(rest as [Transferable[]]));
      }
    };
    const connecting = connect(null);
    // This thread asks for the worker's lock as soon as the worker holds it.
    const request = vi.spyOn(navigator.locks, "request");
    await vi.waitFor(() => expect(request).toHaveBeenCalledTimes(2), 20_000);
    workers[0]!.terminate();
    await expect(connecting).rejects.toThrow("The worker of the West host ended without a word");
  });

  it("with its script rejects the connection, with the reason", async () => {
    replaceScript("throw new Error('no room for a host')");
    await expect(connect(null)).rejects.toThrow(/The worker of the \w+ host failed: .*no room for a host/);
  });

  it("by not loading rejects the connection", async () => {
    window.Worker = class extends RealWorker {
      constructor() {
        super("/nowhere.js?not-a-script");
      }
    };
    await expect(connect(null)).rejects.toThrow(/The worker of the \w+ host failed/);
  });

  it("is ended with the other one when the connection is rejected", async () => {
    const workers = replaceScript("throw new Error('no')");
    const ended = vi.spyOn(RealWorker.prototype, "terminate");
    await expect(connect(null)).rejects.toThrow();
    expect(new Set(ended.mock.contexts)).toEqual(new Set(workers));
  });

  it("while it is asked something, and for ever after, rejects instead of never answering", async () => {
    const made = keepWorkers();
    const { hosts, failure } = await connect(null);
    made[1]!.terminate();
    const asked = hosts.East.view(false);
    made[1]!.dispatchEvent(new ErrorEvent("error", { message: "it ran out of memory" }));
    const words = "The worker of the East host failed: it ran out of memory";
    await expect(asked).rejects.toThrow(words);
    await expect(hosts.West.view(false)).rejects.toThrow(words);
    await expect(failure).rejects.toThrow(words);
  });
});
