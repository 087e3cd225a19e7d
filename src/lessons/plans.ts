/**
 * Plans of an hour in front of a class: which lessons, and how long each kind of their slides stands on the wall. It is pure data; what
 * a plan is called is said where it is shown.
 */

/** The kinds of slides of a lesson, in the order in which they come. */
export const SLIDE_KINDS = ["question", "predict", "run", "beats", "outcome", "explain"] as const;
export type SlideKind = (typeof SLIDE_KINDS)[number];

/** A lesson in a plan. */
export interface PlanPart {
  readonly lesson: string;
  readonly minutes: number;
  /** Minutes for the slides of each kind; together they are the part's minutes. */
  readonly slides: Readonly<Record<SlideKind, number>>;
}

export interface Plan {
  readonly id: "fifty-minutes" | "twenty-minutes";
  readonly minutes: number;
  readonly parts: readonly PlanPart[];
}

function part(lesson: string, ...minutes: readonly number[]): PlanPart {
  const slides = Object.fromEntries(SLIDE_KINDS.map((kind, index) => [kind, minutes[index]!]));
  return {
    lesson,
    minutes: minutes.reduce((sum, each) => sum + each, 0),
    slides: slides as Record<SlideKind, number>,
  };
}

/**
 * Fifty minutes, the class of the list of lessons, build everything up: what moves, rounds, why they may never end, and what is done then. Twenty begin with the trouble,
 * whose run shows rounds by itself, and have two answers only: go on before all is there, and what holds when the cable is cut. A
 * curve takes longest to predict, for it has to be drawn.
 */
export const PLANS: readonly [Plan, ...Plan[]] = [
  {
    id: "fifty-minutes",
    minutes: 50,
    parts: [
      part("what-moves", 1, 2, 1.5, 1, 1, 1.5),
      part("copy-while-it-runs", 1, 2, 1.5, 1, 1, 1.5),
      part("never-ends", 1, 3, 2, 1.5, 1.5, 2),
      part("quick-resume", 1.5, 2.5, 2, 2, 2, 2),
      part("cut-the-link", 1, 2.5, 2, 2, 1.5, 2),
    ],
  },
  {
    id: "twenty-minutes",
    minutes: 20,
    parts: [
      part("never-ends", 1, 2, 1.5, 0.5, 1, 1),
      part("quick-resume", 0.5, 1.5, 1, 1, 1, 1),
      part("cut-the-link", 0.5, 1.5, 1, 1.5, 1, 1.5),
    ],
  },
];

/** A plan by its name; null where there is none. */
export function planOf(id: string): Plan | null {
  return PLANS.find((plan) => plan.id === id) ?? null;
}

/** The lesson after another one in a plan, or before it; null at the plan's end, and for a lesson that is not in it. */
export function neighbour({ parts }: Plan, lesson: string, step: 1 | -1): string | null {
  const at = parts.findIndex((each) => each.lesson === lesson);
  return at < 0 ? null : (parts[at + step]?.lesson ?? null);
}
