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
