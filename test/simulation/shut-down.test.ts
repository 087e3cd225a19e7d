import { describe, expect, it } from "vitest";
import { SECOND } from "../../src/clock/tick.ts";
import { frameOf } from "../../src/report/frame-builder.ts";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { addi, assemble, bge, ecall, jal, to } from "../support/assembler.ts";
import { openLab } from "../support/lab.ts";

/** A guest that shuts itself down when something is typed. */
const OFF_AT_A_KEY = assemble(
  ...["loop", addi("a7", 0, 2), ecall(), to("off", (offset) => bge("a0", 0, offset))],
  ...[to("loop", (offset) => jal(0, offset)), "off", addi("a7", 0, 8), ecall()],
);

const scenarioOf = (keyAtMs: number, migration: object = {}, untilMs = 3000) => ({
  version: 1,
  guest: {
    image: "off",
    ramMiB: 1,
    instructionsPerSecond: 1_000_000,
    input: [{ atMs: keyAtMs, text: "x" }],
  },
  link: { bandwidthMiBps: 1 },
  migration: { startMs: 1000, heartbeatMs: 100, ...migration },
  untilMs,
});

async function run(scenario: object) {
  const lab = await openLab(scenario, true, undefined, async () => OFF_AT_A_KEY);
  const report = await runToEnd(lab);
  return { lab, report, frame: await frameOf(lab.run, "memory", false) };
}

describe("a guest that shuts itself down", () => {
  it("is said in the report and stands in the frame: before a migration", async () => {
    const { lab, report, frame } = await run(scenarioOf(500));
    expect(lab.run.isOver).toBe(true);
    expect(frame.shutDown).toMatchObject({ host: "source" });
    expect(frame.shutDown!.at / SECOND).toBeCloseTo(0.5, 3);
    expect(report.message).toMatch(
      /^The run ended before .* The guest shut itself down at the source after 500\.\d{3} ms\. The source was West, the destination East\.$/,
    );
  });

  it("is said after its migration, with the host at which it ran then", async () => {
    const { report, frame } = await run(scenarioOf(2500));
    expect(report).toMatchObject({ outcome: "completed", identical: true, invariants: [] });
    expect(frame.shutDown).toMatchObject({ host: "destination" });
    expect(report.message).toMatch(
      /^The guest shut itself down at the destination after 2500\.\d{3} ms\. The source was West, the destination East\.$/,
    );
  });

  it.each(["stopAndCopy", "preCopy", "postCopy", "quickResume", "quickResumeConcurrent"])(
    "is moved all the same where it does so while it moves: %s",
    async (strategy) => {
      const migration = { strategy, switchoverGoalMs: 0 };
      for (const keyAtMs of [1000, 1010, 1100, 1400]) {
        const { report, frame } = await run(scenarioOf(keyAtMs, migration));
        expect(report).toMatchObject({ outcome: "completed", identical: true, invariants: [] });
        expect(frame.shutDown).not.toBeNull();
        expect(report.message).toContain("The guest shut itself down at the ");
      }
    },
  );

  it("does not go on where the run ends before the stun", async () => {
    const slow = { ...scenarioOf(1500, {}, 2000), link: { bandwidthMiBps: 0.001 } };
    const { report } = await run({ ...slow, migration: { startMs: 1000 } });
    expect(report.message).not.toContain("goes on");
  });

  it("is null while the guest runs", async () => {
    const lab = await openLab();
    await lab.advance(SECOND);
    expect((await frameOf(lab.run, "memory", false)).shutDown).toBeNull();
  });
});
