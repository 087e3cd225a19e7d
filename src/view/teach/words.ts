import { exact } from "../../language/numbers.ts";
import { t } from "../../language/words.ts";
import type { Plan, SlideKind } from "../../lessons/plans.ts";

/** What each kind of slide is called. */
export const SLIDE_WORDS: Readonly<Record<SlideKind, string>> = {
  question: t`Question`,
  predict: t`Prediction`,
  run: t`While it runs`,
  beats: t`Moments`,
  outcome: t`Outcome`,
  explain: t`Explanation`,
};

/** What a plan is called, and whom it is for. */
export const PLAN_WORDS: Readonly<Record<Plan["id"], { readonly title: string; readonly about: string }>> = {
  "fifty-minutes": {
    title: t`Fifty minutes`,
    about: t`For a class that has met none of it: from what a guest is to what holds when the cable is cut.`,
  },
  "twenty-minutes": {
    title: t`Twenty minutes`,
    about: t`For a class that has heard that a running machine can be moved: why rounds may never end, and the two answers to that.`,
  },
};

/** Minutes as a plan has them: "1.5 min". */
export function minutesText(minutes: number): string {
  return t`${exact(minutes)} min`;
}
