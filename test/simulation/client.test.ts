import { describe, expect, it } from "vitest";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { frameOf } from "../../src/report/frame-builder.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { openLab } from "../support/lab.ts";

/** A server of 1 MiB under load, on a link that needs two seconds for it. */
const SERVER = {
  version: 1,
  guest: { program: "keyvalue", ramMiB: 1, instructionsPerSecond: 5_000_000 },
  link: { bandwidthMiBps: 0.5 },
  datastore: { bandwidthMiBps: 20, latencyMs: 2 },
  file: { chunkKiB: 16, chunks: 4, pollMs: 2 },
  client: { requestsPerSecond: 200, latencyMs: 2, lateMs: 100 },
  migration: { startMs: 1000, switchoverGoalMs: 50, heartbeatMs: 100 },
  untilMs: 9000,
};

type Changes = { readonly [part: string]: unknown };

/** The scenario with some parts changed field by field. */
function serverWith(changes: Changes): Record<string, unknown> {
  const parts = Object.entries(changes).map(([name, value]) => {
    const base = (SERVER as Record<string, unknown>)[name];
    const isRecord = typeof value === "object" && !Array.isArray(value);
    return [name, isRecord ? { ...(base as object), ...(value as object) } : value];
  });
  return { ...SERVER, ...Object.fromEntries(parts) };
}

async function run(changes: Changes) {
  const lab = await openLab(serverWith(changes));
  return { lab, report: await runToEnd(lab) };
}

const cut = (afterMs: number) => [
  { kind: "cutLink", at: { phase: "pageIn", afterMs } },
  { kind: "healLink", at: { ms: 6000 } },
];

describe("a key-value server under load", () => {
  it.each<[string, Changes, string]>([
    ["stop and copy", { migration: { strategy: "stopAndCopy" } }, "completed"],
    [
      "pre-copy",
      { migration: { strategy: "preCopy", switchoverGoalMs: 500 }, link: { bandwidthMiBps: 2 } },
      "completed",
    ],
    ["post-copy", { migration: { strategy: "postCopy" } }, "completed"],
    ["Quick Resume", { migration: { strategy: "quickResume" } }, "completed"],
    ["Quick Resume and a cut", { faults: cut(20) }, "recovered"],
    [
      "both paths at once and a cut",
      { migration: { strategy: "quickResumeConcurrent" }, faults: cut(20) },
      "recovered",
    ],
  ])("is the same guest after %s, and all its answers are right", async (_, changes, outcome) => {
    const { lab, report } = await run(changes);
    expect(report).toMatchObject({ outcome, identical: true, invariants: [] });
    const { client } = report;
    expect(client.answered + client.lost).toBe(client.sent);
    expect(client.answered).toBeGreaterThan(1000);
    expect(lab.run.trace.events.some(({ kind, who }) => kind === "answered" && who === "East")).toBe(true);
  });

  it("is served without a gap where nothing moves", async () => {
    const { report } = await run({ migration: { startMs: 8900 } });
    expect(report.client).toMatchObject({ late: 0, lost: 0 });
    expect(report.client["longest-gap"]).toBeLessThan(10);
  });

  it("is missed the longer the longer its stun is", async () => {
    const { report: long } = await run({ migration: { strategy: "stopAndCopy" } });
    const { report: short } = await run({
      migration: { strategy: "stopAndCopy" },
      link: { bandwidthMiBps: 2 },
    });
    for (const { client, downtime } of [long, short]) {
      expect(client["longest-gap"]).toBeGreaterThan(downtime);
      expect(client["longest-gap"]).toBeLessThan(downtime + 20);
      expect(client.lost / 200).toBeCloseTo(downtime / 1000, 1);
    }
    expect(long.downtime).toBeGreaterThan(3 * short.downtime);
  });

  it("answers late, but answers, what comes while it waits for pages", async () => {
    const { report } = await run({});
    expect(report.client.late).toBeGreaterThan(100);
    expect(report.client.lost).toBeLessThan(10);
    expect(report.client["longest-gap"]).toBeGreaterThan(10 * report.downtime);
  });

  it("is not found again without RARP", async () => {
    const { lab, report } = await run({ client: { rarp: false } });
    expect(report).toMatchObject({ outcome: "completed", identical: true, invariants: [] });
    expect(report.client["longest-gap"]).toBeGreaterThan(4000);
    expect(report.client.lost).toBeGreaterThan(900);
    expect((await frameOf(lab.run, "memory", false)).client).toMatchObject({ port: "West" });
  });

  it("does and says the same twice, however finely it is advanced", async () => {
    const scenario = serverWith({ faults: cut(20), untilMs: 4000 });
    const [one, other] = [await openLab(scenario), await openLab(scenario)];
    await one.advance(fromMilliseconds(4000));
    for (let ms = 0; ms <= 4000; ms += 7) await other.advance(fromMilliseconds(ms));
    await other.advance(fromMilliseconds(4000));
    expect(other.run.trace.toNdjson()).toBe(one.run.trace.toNdjson());
    expect(await runToEnd(other)).toEqual(await runToEnd(one));
  });

  it("shows the last requests in the frame, and null without a client", async () => {
    const { lab } = await run({ untilMs: 3000 });
    const { client } = await frameOf(lab.run, "memory", false);
    expect(client!.recent).toHaveLength(256);
    expect(client!.recent.at(-1)!.id).toBe(client!.sent);
    const { lab: quiet } = await run({ client: { requestsPerSecond: 0 }, untilMs: 500 });
    expect((await frameOf(quiet.run, "memory", false)).client).toBeNull();
  });

  it("goes on with the client where a kept moment left off", async () => {
    const lab = await openLab(serverWith({ untilMs: 3000, migration: { startMs: 2900 } }));
    await lab.advance(fromMilliseconds(1500));
    const before = lab.run.client.countersAt(lab.run.now);
    const { snapshot } = await lab.run.remember(1);
    await lab.advance(fromMilliseconds(2500));
    const later = lab.run.client.countersAt(lab.run.now);
    await lab.run.recall(1, snapshot!, 1);
    expect(lab.run.client.countersAt(lab.run.now)).toEqual(before);
    await lab.advance(fromMilliseconds(2500));
    expect(lab.run.client.countersAt(lab.run.now)).toEqual(later);
    expect(await runToEnd(lab)).toMatchObject({ identical: true, invariants: [], client: { lost: 0 } });
  });
});

it("a guest that takes no requests loses them all, and the message says so", async () => {
  const { report } = await run({ guest: { program: "dirty" }, untilMs: 4000 });
  expect(report.client).toMatchObject({ answered: 0, late: 0 });
  expect(report.client.lost).toBe(report.client.sent);
  expect(report.message).toContain("answered none of the client's requests");
});

it("a crash of the server's host ends its answers, and an HA restart brings first values back", async () => {
  const lab = await openLab(
    serverWith({ migration: { startMs: 8000 }, faults: [{ kind: "crashSource", at: { ms: 2000 } }] }),
  );
  await lab.advance(fromMilliseconds(2500));
  const { answered } = lab.run.client.countersAt(lab.run.now);
  await lab.act("restart");
  await lab.advance(fromMilliseconds(6000));
  expect(lab.run.client.countersAt(lab.run.now).answered).toBeGreaterThan(answered + 500);
  expect(lab.run.invariants.violations).toEqual([]);
});

describe("breakout", () => {
  it("played while its pages come is the same game as one that never moved", async () => {
    const keys = [3000, 4380, 4400, 4500, 4700, 5500].map((atMs, index) => ({
      atMs,
      text: "d aD ad"[index]!,
    }));
    const { lab, report } = await run({
      guest: {
        program: "breakout",
        input: keys,
        settings: { workingSetPages: 150, dirtyPagesPerSecond: 400 },
      },
      client: { requestsPerSecond: 0 },
      faults: cut(100),
    });
    expect(report).toMatchObject({ outcome: "recovered", identical: true, invariants: [] });
    const typed = lab.run.trace.events.filter(({ kind }) => kind === "delivered");
    expect(typed).toHaveLength(keys.length);
    expect(typed.some(({ who }) => who === "East")).toBe(true);
  });
});
