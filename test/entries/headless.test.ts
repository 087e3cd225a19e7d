import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import {
  BadImageError,
  BadScenarioError,
  finishRun,
  frameOf,
  nodeFiles,
  openSimulation,
  parseScenario,
  type RunProgress,
  runScenario,
  type ScenarioInput,
} from "../../src/entries/headless.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { SMALL } from "../support/small.ts";

const SHORT = { ...SMALL, version: 1 } as ScenarioInput;

/** A guest that computes for many seconds of real time and never idles: nothing but its instructions cuts it. */
const LONG: ScenarioInput = {
  version: 1,
  guest: {
    program: "dirty",
    ramMiB: 1,
    instructionsPerSecond: 10_000_000,
    settings: { dirtyPagesPerSecond: 1_000_000 },
  },
  migration: { startMs: 3_600_000 },
  untilMs: 600_000,
};

/** Steps of the event loop go by while `busy` is under way; how many. */
async function loopsDuring(busy: Promise<unknown>): Promise<number> {
  let [loops, isBusy] = [0, true];
  const count = () => {
    loops++;
    if (isBusy) setTimeout(count, 0);
  };
  setTimeout(count, 0);
  await busy.finally(() => {
    isBusy = false;
  });
  return loops;
}

describe("the Node interface", { timeout: 60_000 }, () => {
  it("resolves with the report and the trace of a whole run", async () => {
    const { report, trace } = await runScenario(SHORT);
    const simulation = await openSimulation(SHORT);
    expect(report).toEqual(await runToEnd(simulation));
    expect(trace.toNdjson()).toBe(simulation.run.trace.toNdjson());
    expect(trace.events.map(({ kind }) => kind)).toContain("ended");
  });

  it("takes a scenario as a file holds it, and as parseScenario gives it", async () => {
    const text = readFileSync("public/scenarios/breakout.json", "utf8");
    const { report } = await runScenario({ ...JSON.parse(text), untilMs: 50 });
    const parsed = parseScenario({ ...JSON.parse(text), untilMs: 50 });
    expect((await runScenario(parsed)).report).toEqual(report);
    expect(parseScenario(parsed)).toEqual(parsed);
  });

  it("gives a timer of 0 ms its turn while a long run computes", async () => {
    const stop = new AbortController();
    const busy = runScenario(LONG, { signal: stop.signal }).catch((error) => error);
    await sleep(0);
    let fired = false;
    setTimeout(() => {
      fired = true;
    }, 0);
    await sleep(100);
    expect(fired).toBe(true);
    stop.abort("seen enough");
    expect(await busy).toBe("seen enough");
  });

  it("goes round the event loop while a guest only computes", async () => {
    const signal = AbortSignal.timeout(1000);
    const busy = expect(runScenario(LONG, { signal })).rejects.toMatchObject({ name: "TimeoutError" });
    expect(await loopsDuring(busy)).toBeGreaterThan(10);
  });

  it("ends in the middle with the signal's own reason, and tells of no progress after", async () => {
    const stop = new AbortController();
    const reason = new Error("the reader left");
    const told: RunProgress[] = [];
    const run = runScenario(LONG, {
      signal: stop.signal,
      onProgress: (progress) => {
        told.push(progress);
        if (told.length === 3) stop.abort(reason);
      },
    });
    await expect(run).rejects.toBe(reason);
    expect(told.length).toBeLessThanOrEqual(4);
    expect(told.at(-1)!.share).toBeLessThan(1);
  });

  it("does nothing at all where the signal was aborted before", async () => {
    const read: string[] = [];
    const program = async (file: string) => {
      read.push(file);
      return nodeFiles().program(file);
    };
    const files = { ...nodeFiles(), program };
    const signal = AbortSignal.abort("never");
    await expect(runScenario(SHORT, { files, signal })).rejects.toBe("never");
    await expect(finishRun(await openSimulation(SHORT), { signal })).rejects.toBe("never");
    expect(read).toEqual([]);
  });

  it("ends where it is aborted while the guest's files are read", async () => {
    const stop = new AbortController();
    const program = async (file: string) => {
      stop.abort("while reading");
      return nodeFiles().program(file);
    };
    const run = runScenario(SHORT, { files: { ...nodeFiles(), program }, signal: stop.signal });
    await expect(run).rejects.toBe("while reading");
  });

  it("tells of progress that never falls, and is 1 once, at the end", async () => {
    const told: RunProgress[] = [];
    const input: ScenarioInput = { ...LONG, untilMs: 5000 };
    const { report } = await runScenario(input, { onProgress: (progress) => told.push(progress) });
    const shares = told.map(({ share }) => share);
    expect(report.outcome).not.toBe("lost");
    expect(shares.length).toBeGreaterThan(2);
    expect(shares).toEqual([...shares].sort((one, other) => one - other));
    expect(shares.filter((share) => share === 1)).toHaveLength(1);
    expect(shares.at(-1)).toBe(1);
    expect(told.at(-1)!.nowMs).toBe(5000);
    for (const { share, nowMs } of told.slice(0, -1)) expect(share).toBeCloseTo(nowMs / 5000, 12);
  });

  it("ends with a progress of 1 also where a run is over early, or has no time at all", async () => {
    const crashes = ["crashSource", "crashDestination"].map((kind) => ({ kind, at: { ms: 50 } }));
    for (const changes of [{ faults: crashes }, { untilMs: 0 }]) {
      const told: number[] = [];
      await runScenario({ ...SHORT, ...changes }, { onProgress: ({ share }) => told.push(share) });
      expect(told.at(-1)).toBe(1);
      expect(told.filter((share) => !(share >= 0 && share <= 1))).toEqual([]);
    }
  });

  it("rejects with what a listener throws", async () => {
    const onProgress = () => {
      throw new Error("no ear");
    };
    await expect(runScenario(SHORT, { onProgress })).rejects.toThrow("no ear");
  });

  it("lets two runs at once not disturb each other", async () => {
    const [one, other] = [SHORT, { ...SHORT, seed: 77, link: { bandwidthMiBps: 3, jitterMs: 2 } }];
    const alone = [await runScenario(one), await runScenario(other)];
    const together = await Promise.all([runScenario(one), runScenario(other), runScenario(one)]);
    const textOf = ({ report, trace }: (typeof alone)[number]) => JSON.stringify(report) + trace.toNdjson();
    expect(together.map(textOf)).toEqual([alone[0]!, alone[1]!, alone[0]!].map(textOf));
    expect(textOf(alone[0]!)).not.toBe(textOf(alone[1]!));
  });

  it("names the field of a bad scenario, its value and what is allowed", async () => {
    const bad = { ...SHORT, guest: { ramMiB: 1.5 } };
    for (const refused of [runScenario(bad), openSimulation(bad)]) {
      await expect(refused).rejects.toThrow(BadScenarioError);
      await expect(refused).rejects.toThrow("guest.ramMiB is 1.5; allowed is a whole number from 1 to 1024.");
    }
    expect(() => parseScenario(bad)).toThrow("guest.ramMiB");
  });

  it("reads no file of a scenario's own unless it is given files", async () => {
    const own: ScenarioInput = { version: 1, guest: { image: "dirty.elf", ramMiB: 1 }, untilMs: 1 };
    await expect(runScenario(own)).rejects.toThrow(/guest\.image is "dirty\.elf".*given no files/);
    const { report } = await runScenario(own, { files: nodeFiles("public/guests") });
    expect(report.guest.instructions).toBeGreaterThan(0);
    const damaged = { ...nodeFiles(), named: async () => Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 9) };
    await expect(runScenario(own, { files: damaged })).rejects.toThrow(BadImageError);
  });

  it("opens a lab that its caller drives, up to a frame", async () => {
    const simulation = await openSimulation(SHORT, { startsItself: false });
    await simulation.advance(5_000_000);
    expect((await frameOf(simulation.run, "memory", false)).now).toBe(5_000_000);
    await simulation.act("migrate");
    const { report } = await finishRun(simulation);
    expect(report.identical).toBe(true);
  });
});
