import { afterEach, expect, test } from "vitest";
import { openSession } from "../../../../src/browser/session.ts";
import { LessonRuns } from "../../../../src/view/lessons/sitting/lesson-runs.svelte.ts";
import { BesideRuns } from "../../../../src/view/widget/lesson/beside-runs.ts";
import { testEnvironment } from "../../../support/environment.ts";
import { SCENARIO } from "../../lessons/sitting/small-lesson.ts";

const environment = testEnvironment();
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

function besideRuns() {
  const runs = new BesideRuns((options) => openSession(environment, options));
  ends.push(() => runs.stop());
  return runs;
}

test("a run without a picture comes to what the lessons' own worker makes of it, and is made once", async () => {
  const runs = besideRuns();
  const lessonRuns = new LessonRuns(environment.base, environment.workers.lesson);
  ends.push(() => lessonRuns.close());
  const made = runs.factsOf(SCENARIO);
  expect(runs.factsOf({ ...SCENARIO })).toBe(made);
  expect(await made).toEqual(await lessonRuns.factsOf(SCENARIO));
});

test("who stops them ends all that were asked for, and may ask again", async () => {
  const runs = besideRuns();
  const asked = [runs.factsOf(SCENARIO), runs.factsOf({ ...SCENARIO, seed: 7 })];
  runs.stop();
  const settled = await Promise.allSettled(asked);
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect((await runs.factsOf(SCENARIO)).report.outcome).toBe("completed");
});
