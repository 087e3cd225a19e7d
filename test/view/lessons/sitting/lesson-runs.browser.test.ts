import { afterEach, expect, test } from "vitest";
import type { Scenario } from "../../../../src/scenario/scenario.ts";
import { LessonRuns } from "../../../../src/view/lessons/sitting/lesson-runs.svelte.ts";
import { testEnvironment } from "../../../support/environment.ts";
import { SCENARIO } from "./small-lesson.ts";

let runs: LessonRuns | undefined;
afterEach(() => runs?.close());

const { base, workers } = testEnvironment();
const withSeed = (seed: number): Scenario => ({ ...SCENARIO, seed });

/** Runs whose workers are counted, and of which some may fail. */
function countedRuns(prepare: (started: Worker[]) => void = () => {}) {
  const started: Worker[] = [];
  runs = new LessonRuns(base, async () => {
    const start = await workers.lesson();
    return () => {
      const worker = start();
      started.push(worker);
      prepare(started);
      return worker;
    };
  });
  return { runs, started };
}

test("runs are made one after the other by one worker, and the same one is made once", async () => {
  const { runs, started } = countedRuns();
  const asked = [runs.factsOf(SCENARIO), runs.factsOf(withSeed(7)), runs.factsOf({ ...SCENARIO })];
  expect(asked[2]).toBe(asked[0]);
  const [one, other] = await Promise.all(asked);
  expect(one!.report.outcome).toBe("completed");
  expect(other!.scenario.seed).toBe(7);
  expect(started).toHaveLength(1);
  expect(runs.share).toBeNull();
  expect(await runs.factsOf({ ...SCENARIO })).toBe(one);
  expect(started).toHaveLength(1);
});

test("it is told how far a run is", async () => {
  const { runs } = countedRuns();
  const shares: (number | null)[] = [];
  const made = runs.factsOf(SCENARIO);
  const look = setInterval(() => shares.push(runs.share), 5);
  await made;
  clearInterval(look);
  const seen = shares.filter((share) => share !== null);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(runs.share).toBeNull();
});

test("a worker that fails fails all that wait for it, and another call tries again", async () => {
  const { runs, started } = countedRuns((all) => {
    if (all.length === 1)
      queueMicrotask(() => all[0]!.onerror?.(new ErrorEvent("error", { message: "gone" })));
  });
  const asked = [runs.factsOf(SCENARIO), runs.factsOf(withSeed(7))];
  const ends = await Promise.allSettled(asked);
  expect(ends.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(runs.share).toBeNull();
  expect((await runs.factsOf(withSeed(7))).report.outcome).toBe("completed");
  expect(started).toHaveLength(2);
});

test("a scenario that cannot run says why, and those after it are made", async () => {
  const { runs } = countedRuns();
  const broken = { ...SCENARIO, guest: { ...SCENARIO.guest, image: "../nowhere.img" } };
  await expect(runs.factsOf(broken)).rejects.toThrow(/nowhere/);
  expect((await runs.factsOf(SCENARIO)).report.outcome).toBe("completed");
});
