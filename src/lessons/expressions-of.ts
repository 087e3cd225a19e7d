import type { LessonData } from "./lesson.ts";

/** An expression of a lesson: its place in the data, and the type that its value must have. */
export interface Placed {
  readonly path: readonly (string | number)[];
  readonly text: string;
  readonly type: string;
}

const NUMBERS = "list<double>";

/** All expressions in the data of a lesson but the named ones, which are of whatever type they are. */
export function expressionsOf({ keep, ask, observe, challenge, beats }: LessonData): Placed[] {
  const { goals, par } = challenge;
  return [
    { path: ["keep"], text: keep, type: "bool" },
    ...asked(ask),
    ...optionTexts(["observe", "options"], observe.options),
    ...goals.flatMap(({ value, most, least, is }, index) =>
      texts(["challenge", "goals", index], { value, most, least, is }, is === undefined ? "double" : "any"),
    ),
    ...(par ? texts(["challenge", "par"], par, "double") : []),
    ...beats.flatMap(({ at }, index) => texts(["beats", index], { at }, "double")),
  ];
}

function asked(ask: LessonData["ask"]): Placed[] {
  switch (ask.kind) {
    case "choice":
      return optionTexts(["ask", "options"], ask.options);
    case "number":
      return [
        ...texts(["ask"], { answer: ask.answer, at: ask.at }, "double"),
        ...texts(["ask", "lasts"], { from: ask.lasts?.from }, "double"),
        ...wrongTexts(ask.wrong, "double"),
      ];
    case "rank":
      return [
        ...texts(["ask"], { costs: ask.costs }, "map<string, double>"),
        ...wrongTexts(ask.wrong, "list<string>"),
      ];
    case "matrix":
      return [
        ...texts(["ask"], { answer: ask.answer }, "map<string, string>"),
        ...wrongTexts(ask.wrong, "map<string, string>"),
      ];
    case "curve":
      return [
        ...texts(["ask"], { answer: ask.answer, at: ask.at }, NUMBERS),
        ...texts(["ask"], { max: ask.max }, "double"),
        ...ask.shapes.flatMap(({ values }, index) => texts(["ask", "shapes", index], { values }, NUMBERS)),
        ...wrongTexts(ask.wrong, NUMBERS),
      ];
  }
}

function optionTexts(path: readonly string[], options: LessonData["observe"]["options"]): Placed[] {
  return options.flatMap(({ right, refutedAt }, index) => [
    ...texts([...path, index], { right }, "bool"),
    ...texts([...path, index], { refutedAt }, "double"),
  ]);
}

function wrongTexts(
  wrong: readonly { when: string; example: string; refutedAt: string }[],
  answer: string,
): Placed[] {
  return wrong.flatMap(({ when, example, refutedAt }, index) => [
    ...texts(["ask", "wrong", index], { when }, "bool"),
    ...texts(["ask", "wrong", index], { example }, answer),
    ...texts(["ask", "wrong", index], { refutedAt }, "double"),
  ]);
}

function texts(
  path: readonly (string | number)[],
  fields: Readonly<Record<string, string | undefined>>,
  type: string,
): Placed[] {
  return Object.entries(fields).flatMap(([name, text]) =>
    text === undefined ? [] : [{ path: [...path, name], text, type }],
  );
}
