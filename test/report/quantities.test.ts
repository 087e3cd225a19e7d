import { describe, expect, test } from "vitest";
import type { Frame } from "../../src/report/frame.ts";
import { sampleOf } from "../../src/timeline/sample.ts";
import { contradictionsIn } from "../../tools/fuzz/contradictions.ts";
import { atEveryEvent } from "../support/every-event.ts";
import { HOSTILE_RUNS } from "../support/hostile-runs.ts";
import { saidOtherwise } from "../support/said.ts";

describe("one number has one value at every event", () => {
  test.each(HOSTILE_RUNS)("$name", { timeout: 120_000 }, async (run) => {
    const found: string[] = [];
    let outcome = "";
    let before: Frame | null = null;
    await atEveryEvent(run, async (frame, simulation) => {
      outcome = frame.report.outcome;
      const { owed } = await sampleOf(simulation);
      const wrong = [...contradictionsIn(frame), ...saidOtherwise(before, frame)];
      before = frame;
      if (owed !== frame.sum.owed) wrong.push(`left to send: ${owed} and ${frame.sum.owed}`);
      if (wrong.length > 0 && found.length < 5)
        found.push(`${frame.now} ${frame.phase}: ${wrong.join("; ")}`);
    });
    expect(found).toEqual([]);
    expect(outcome).toBe(run.outcome);
  });
});
