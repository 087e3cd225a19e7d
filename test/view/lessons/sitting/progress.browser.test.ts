import { expect, test } from "vitest";
import type { ProgressStore } from "../../../../src/browser/progress-store.ts";
import { emptyRecord, type LessonRecord } from "../../../../src/lessons/progress.ts";
import { Progress } from "../../../../src/view/lessons/sitting/progress.svelte.ts";

const ATTEMPT = {
  number: null,
  answer: "longer",
  truth: "shorter",
  right: false,
  observed: "some",
  sawRight: true,
  at: 1,
};

/** A storage that answers by hand, however many ask it. */
function slowStore() {
  const answers: ((records: LessonRecord[]) => void)[] = [];
  const store: ProgressStore = {
    isKept: true,
    merge: () => new Promise((resolve) => answers.push(resolve)),
  };
  return { store, answers };
}

test("a prediction counts at once, however long the storage takes, and what that finds comes to it", async () => {
  const { store, answers } = slowStore();
  const progress = new Progress(Promise.resolve(store));
  const added = progress.add("mine", ATTEMPT);
  expect(progress.of("mine").attempts).toEqual([ATTEMPT]);
  await expect.poll(() => answers.length).toBe(2);
  // It was asked before anything was done.
  answers[0]!([{ ...emptyRecord("other"), metAt: 7 }]);
  await expect.poll(() => progress.of("other").metAt).toBe(7);
  expect(progress.of("mine").attempts).toEqual([ATTEMPT]);
  answers[1]!([{ ...emptyRecord("mine"), attempts: [ATTEMPT] }]);
  await added;
  expect(progress.of("mine").attempts).toEqual([ATTEMPT]);
  expect(progress.isKept).toBe(true);
});
