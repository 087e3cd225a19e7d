import { expect, test } from "vitest";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { frameOf } from "../../src/report/frame-builder.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import type { Simulation } from "../../src/simulation/simulation.ts";
import { openLab } from "../support/lab.ts";
import { SMALL } from "../support/small.ts";

/** The destination crashes while pages come in: the guest is lost. */
async function lost(kind: "crashDestination" | "crashSource" = "crashDestination"): Promise<Simulation> {
  const lab = await openLab({ ...SMALL, faults: [{ kind, at: { phase: "pageIn", afterMs: 20 } }] });
  await lab.advance(fromMilliseconds(1500));
  expect(lab.run.outcome).toBe("lost");
  return lab;
}

test("nothing is restarted by itself, and the stale source does not run", async () => {
  const lab = await lost();
  const { restart, source } = await frameOf(lab.run, "memory");
  expect(restart).toEqual({ offeredOn: "source", pending: false, at: null });
  expect(source.status).toBe("serving");
  const retired = lab.run.known.source.retired;
  await lab.advance(fromMilliseconds(2500));
  expect(lab.run.known.source.retired).toBe(retired);
});

test.each(["crashDestination", "crashSource"] as const)(
  "after %s a new guest boots by the learner's action, and the old one stays lost",
  async (kind) => {
    const lab = await lost(kind);
    const host = kind === "crashSource" ? "destination" : "source";
    const epoch = lab.run.recoverability.owner.epoch;
    await lab.act("restart");
    expect((await frameOf(lab.run, "memory")).restart.pending).toBe(true);
    const report = await runToEnd(lab);
    expect(lab.run.restart!.at).toBeGreaterThan(fromMilliseconds(1500));
    expect(lab.run.recoverability.owner).toEqual({ owner: host, epoch: epoch + 1 });
    expect(lab.run.runner).toBe(host);
    expect(lab.run.known[host].retired).toBeGreaterThan(1000);
    expect(report).toMatchObject({ outcome: "lost", identical: null, invariants: [] });
    expect(report.message).toMatch(/HA-style restart/);
  },
);

test("the new guest is a guest of its own: it starts from its image, at its first instruction", async () => {
  const lab = await lost();
  await lab.act("restart");
  await lab.advance(fromMilliseconds(1600));
  const fresh = await openLab({ ...SMALL, migration: { ...SMALL.migration, startMs: 3000 } });
  const passed = 1600 - lab.run.restart!.at! / 1e6;
  await fresh.advance(fromMilliseconds(passed));
  expect(lab.run.known.source.retired).toBe(fresh.run.known.source.retired);
  expect(await lab.run.hosts.source.likeness()).toEqual(await fresh.run.hosts.source.likeness());
});

test("without the datastore there is no image: nothing is offered, and one that was asked for is given up", async () => {
  const lab = await lost();
  await lab.act("restart");
  await lab.act("stopDatastore");
  await lab.advance(fromMilliseconds(1800));
  expect(lab.run.restart).toBeNull();
  expect(lab.run.restartHost).toBeNull();
  await lab.act("healDatastore");
  expect(lab.run.restartHost).toBe("source");
});

test("a guest that lives is not restarted", async () => {
  const lab = await openLab(SMALL);
  await lab.advance(fromMilliseconds(300));
  await lab.act("crashDestination");
  expect(lab.run.restartHost).toBeNull();
  await lab.act("restart");
  await lab.advance(fromMilliseconds(1000));
  expect(lab.run.restart).toBeNull();
  expect(lab.run.outcome).toBe("continued-on-source");
});

test("the new guest writes as its image says, and the frame says so, whatever the old one was told", async () => {
  const lab = await openLab({
    ...SMALL,
    faults: [{ kind: "crashDestination", at: { phase: "pageIn", afterMs: 20 } }],
  });
  await lab.advance(fromMilliseconds(300));
  await lab.act({ kind: "setDirtyRate", pagesPerSecond: 2000 });
  await lab.advance(fromMilliseconds(2000));
  expect(lab.run.outcome).toBe("lost");
  const rate = async () => (await frameOf(lab.run, "memory", false)).conditions.dirtyPagesPerSecond;
  expect(await rate()).toBe(2000);
  await lab.act("restart");
  await lab.advance(fromMilliseconds(2500));
  expect(lab.run.restart?.at).not.toBeNull();
  expect(await rate()).toBe(1000);
});
