import { expect, test } from "vitest";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { quantitiesOf } from "../../src/report/quantities.ts";
import { reportOf } from "../../src/report/report-builder.ts";
import type { Simulation } from "../../src/simulation/simulation.ts";
import { transcriptOf } from "../../src/trace/transcript.ts";
import { addi, assemble, jal, lui, sw, to } from "../support/assembler.ts";
import { countCalls } from "../support/host-calls.ts";
import { openLab } from "../support/lab.ts";

/** Answers one request after the other, whether it was asked or not: three instructions an answer. */
const ANSWERS = assemble(
  lui("a1", 0x10000),
  "loop",
  sw("a0", 0x3c, "a1"),
  addi("a0", "a0", 1),
  to("loop", (offset) => jal(0, offset)),
);

const SCENARIO = {
  version: 1,
  guest: { image: "answers", ramMiB: 1, instructionsPerSecond: 300_000 },
  migration: { startMs: 300 },
  untilMs: 2000,
};

const open = (scenario: object = SCENARIO) => openLab(scenario, true, undefined, async () => ANSWERS);

test("answers that nobody asked for leave the host as a count and not one by one", async () => {
  const lab = await open();
  const calls = countCalls(...Object.values(lab.run.hosts));
  await lab.advance(fromMilliseconds(200));
  const unasked = (await report(lab)).guest["unasked-answers"];
  expect(unasked).toBe(20_000);
  expect(lab.run.trace.events).toMatchObject(
    [1, 10, 100, 1000, 10_000].map((count) => ({ kind: "unasked", count })),
  );
  expect(calls()).toBeLessThan(10);
  expect(transcriptOf(lab.run.trace.events)).toContain("has given 10000 answers that nobody asked for");
});

test("a run with answers that nobody asked for is the same however finely it is run, through a migration", async () => {
  const [whole, cut] = [await open(), await open()];
  await whole.advance(fromMilliseconds(1500));
  for (let at = 1; at <= 1500; at += 3.7) await cut.advance(fromMilliseconds(at));
  await cut.advance(fromMilliseconds(1500));
  expect(cut.run.trace.toNdjson()).toBe(whole.run.trace.toNdjson());
  expect(await report(cut)).toEqual(await report(whole));
  expect(whole.run.verdict?.identical).toBe(true);
  expect(whole.run.known.destination.unasked).toBeGreaterThan(0);
});

async function report(lab: Simulation) {
  return reportOf(lab.run, await quantitiesOf(lab.run));
}

test("a request that the guest took before it moved is answered after it", async () => {
  const scenario = {
    version: 1,
    guest: { program: "keyvalue", ramMiB: 2, instructionsPerSecond: 100_000 },
    client: { requestsPerSecond: 400 },
    migration: { startMs: 1000, strategy: "stopAndCopy" },
    untilMs: 4000,
  };
  const lab = await openLab(scenario);
  await lab.advance(fromMilliseconds(4000));
  const kinds = lab.run.trace.events.map(({ kind }) => kind);
  const held = kinds.slice(0, kinds.indexOf("stun"));
  const count = (kind: string) => held.filter((each) => each === kind).length;
  expect(count("asked")).toBeGreaterThan(count("answered"));
  expect(kinds).toContain("whole");
  expect((await report(lab)).guest["unasked-answers"]).toBe(0);
});
