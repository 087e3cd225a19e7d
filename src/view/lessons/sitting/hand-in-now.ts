import { type HandIn, MOST_NAME, MOST_PREDICTIONS } from "../../../handin/hand-in.ts";
import { lessonSum } from "../../../handin/sums.ts";
import type { Lab } from "../../../lab/lab.svelte.ts";
import type { Goals } from "./goals.svelte.ts";
import type { Sitting } from "./sitting.svelte.ts";

/** What the learner has to hand in: the latest predictions, and the lab's run where it was tried for the challenge. */
export function handInNow(lab: Lab, sitting: Sitting, goals: Goals, name: string): HandIn {
  const { experiment, frame } = lab;
  const { id, data } = sitting.lesson;
  const typed = name.trim().slice(0, MOST_NAME);
  // The lines that are shown may be some hundred milliseconds older than the run.
  goals.look();
  const reached = goals.lines.filter(({ met }) => met).map((line) => line.id);
  // Who only does the worked example again has tried nothing.
  const isExample = sitting.exampleShown && sitting.lab.isExample;
  const run = goals.isBegun && goals.isOver && !isExample ? experiment : null;
  return {
    lesson: id,
    sum: lessonSum(data),
    name: typed === "" ? null : typed,
    predictions: sitting.attempts.slice(-MOST_PREDICTIONS),
    challenge: run && {
      number: sitting.number,
      scenario: run.scenario,
      actions: run.actions,
      moment: run.moment ?? 0,
      goals: reached,
      hash: frame.report.guest.hash,
    },
  };
}
