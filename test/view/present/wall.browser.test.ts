import { expect, test } from "vitest";
import { Lab } from "../../../src/lab/lab.svelte.ts";
import type { Lecture } from "../../../src/view/present/course/lecture.svelte.ts";
import { Wall } from "../../../src/view/present/wall.svelte.ts";
import { frameWith } from "../../support/frame.ts";
import { EXPERIMENT, sessionOf } from "../../support/shown-lab.ts";

test("a run that fails while it is led on ends that, and the page lives", async () => {
  const session = Object.create(sessionOf(frameWith()), {
    seek: { value: () => Promise.reject(new Error("gone")) },
    close: { value: () => {} },
  });
  const lab = new Lab({ load: async () => EXPERIMENT, open: async () => session, startsPlaying: false });
  await lab.reset();
  const slides = [{ kind: "question" }] as const;
  const lecture = { slides, main: EXPERIMENT.scenario, momentOf: async () => lab.frame.now };
  const wall = new Wall(lab, lecture as unknown as Lecture);
  await wall.show(0);
  await wall.prepare();
  expect(lab.error).toContain("gone");
  wall.close();
  lab.close();
});

/** Resolves when all that is done at once is done: a timer that waits, however short, comes later. */
function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });
}

test("a slide asks for its moment once, and is there in the task in which the moment's picture comes", async () => {
  const shown = sessionOf(frameWith());
  let come = () => {};
  const asked = { seek: 0, frame: 0 };
  const session = Object.create(shown, {
    seek: {
      value: (to: number) => {
        asked.seek++;
        return shown.seek(to);
      },
    },
    frame: {
      value: async () => {
        if (asked.seek === 0) return shown.frame();
        asked.frame++;
        await new Promise<void>((resolve) => {
          come = resolve;
        });
        return shown.frame();
      },
    },
    close: { value: () => {} },
  });
  const lab = new Lab({ load: async () => EXPERIMENT, open: async () => session, startsPlaying: false });
  await lab.reset();
  const slides = [{ kind: "question" }, { kind: "outcome" }] as const;
  const moments = { question: lab.frame.now, outcome: lab.frame.now + 1000 };
  const momentOf = async ({ kind }: (typeof slides)[number]) => moments[kind];
  const lecture = { slides, main: { ...EXPERIMENT.scenario, migration: { startMs: 1e6 } }, momentOf };
  const wall = new Wall(lab, lecture as unknown as Lecture);
  await wall.show(0);
  void wall.show(1);
  while (asked.frame === 0) await nextTask();
  expect(wall.place).toBe(0);
  come();
  await nextTask();
  expect(lab.frame.now).toBe(moments.outcome);
  expect(wall.place).toBe(1);
  expect(wall.isBusy).toBe(false);
  expect(asked).toEqual({ seek: 1, frame: 1 });
  wall.close();
  lab.close();
});
