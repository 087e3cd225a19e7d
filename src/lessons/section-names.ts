import type { LessonData } from "./lesson.ts";

/** Grades of hints: a nudge, a pointer, and nearly all of it. */
export const HINTS = ["hint.1", "hint.2", "hint.3"] as const;

/** More words than this an explanation may not have: what is longer is not read. */
export const MOST_EXPLAINED = 120;

/** More words than this are not read while a moment of the run is shown again. */
export const MOST_REFUTED = 45;

/** More words than this nobody reads before doing something. */
export const MOST_BEFORE_ACTION = 250;

/** The sections that the words of a lesson must have, in the order in which a learner meets them. */
export function sectionsOf({ ask, observe, challenge }: LessonData): string[] {
  return [
    "question",
    "play",
    "ask",
    ...askedNames(ask).map((id) => `ask.${id}`),
    ...wrongNames(ask).map((id) => `idea.${id}`),
    "observe",
    ...observe.options.map(({ id }) => `observe.${id}`),
    ...observe.options.filter(({ misconception }) => misconception).map(({ id }) => `idea.${id}`),
    "explain",
    "challenge",
    ...challenge.goals.map(({ id }) => `goal.${id}`),
    ...HINTS,
  ];
}

/** The word behind a number that is asked for, and its forms where a language has others for some numbers. */
export const UNIT = "unit";
const UNIT_FORMS = ["zero", "one", "two", "few", "many"].map((category) => `${UNIT}.${category}`);

/** Sections that a lesson may have besides. */
export const OPTIONAL_SECTIONS: readonly string[] = [UNIT, ...UNIT_FORMS, "show", "par"];

/** The step in which a section is read, from 1 on. */
export function stepOfSection(section: string): number {
  const [kind] = section.split(".", 1);
  const at = STEPS_OF.findIndex((kinds) => kinds.includes(kind!));
  return at < 0 ? 1 : at + 1;
}

/** Kinds of sections by the steps of a lesson: play, predict, run, observe, explain, challenge. */
const STEPS_OF: readonly (readonly string[])[] = [
  ["question", "play"],
  ["ask", "unit"],
  [],
  ["observe", "idea"],
  ["explain"],
  ["challenge", "goal", "par", "hint", "show"],
];

/** The sections that are read before the run: they can say nothing of it. */
export function sectionsBefore({ ask }: LessonData): string[] {
  return ["question", "play", "ask", UNIT, ...askedNames(ask).map((id) => `ask.${id}`)];
}

/** All that has a name in a question. */
export function askedNames(ask: LessonData["ask"]): string[] {
  switch (ask.kind) {
    case "number":
      return [];
    case "choice":
    case "rank":
      return ask.options.map(({ id }) => id);
    case "matrix":
      return [...ask.rows, ...ask.columns, ...ask.values].map(({ id }) => id);
    case "curve":
      return ask.shapes.map(({ id }) => id);
  }
}

/** The wrong answers that show a misconception, by the names under which its words stand. */
function wrongNames(ask: LessonData["ask"]): string[] {
  if (ask.kind !== "choice") return ask.wrong.map(({ id }) => id);
  return ask.options.filter(({ misconception }) => misconception).map(({ id }) => id);
}
