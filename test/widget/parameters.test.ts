import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PARAMETERS, type ParameterName, parametersOf, WIDGET_PARTS } from "../../src/widget/parameters.ts";

const EXAMPLES = ["quick-resume", "never-converges"];

/** The parameters of what an author wrote, and what was warned of. */
function read(written: Partial<Record<ParameterName, string>>) {
  const warnings: string[] = [];
  const parameters = parametersOf(
    (name) => written[name] ?? null,
    EXAMPLES,
    (warning) => warnings.push(warning),
  );
  return { parameters, warnings };
}

describe("the parameters of a widget", () => {
  test("that are left out are the lab's own run, with all its controls, in the reader's colours", () => {
    const { parameters, warnings } = read({});
    expect(parameters).toEqual({
      example: "quick-resume",
      lesson: null,
      strategy: null,
      cut: "none",
      seed: null,
      theme: "auto",
      controls: "full",
      hide: new Set(),
      load: "click",
      accent: null,
      run: null,
    });
    expect(warnings).toEqual([]);
  });

  test("are what was written", () => {
    const { parameters, warnings } = read({
      example: "never-converges",
      lesson: "cut-the-link",
      strategy: "preCopy",
      cut: "pageIn",
      seed: "7",
      theme: "dark",
      controls: "min",
      hide: "sum, tape",
      load: "visible",
      accent: "#6B3fd4",
    });
    expect(parameters).toMatchObject({
      example: "never-converges",
      lesson: "cut-the-link",
      strategy: "preCopy",
      seed: 7,
      accent: "#6B3fd4",
    });
    expect([...parameters.hide]).toEqual(["sum", "tape"]);
    expect(warnings).toEqual([]);
  });

  test("that cannot be are warned of by name, value and what is allowed, and fall back", () => {
    const { parameters, warnings } = read({
      example: "nothing",
      theme: "<b>",
      seed: "-1",
      accent: "red",
      hide: "seal",
    });
    expect(parameters).toEqual(read({}).parameters);
    expect(warnings).toHaveLength(5);
    expect(warnings).toContain(
      'quick-resume-lab: example="nothing" is not known; allowed is quick-resume, never-converges.',
    );
    expect(
      warnings.every((warning) => /^quick-resume-lab: \w+=".*" is not known; allowed is .+\.$/.test(warning)),
    ).toBe(true);
  });

  test("never throw, and are always known ones, whatever was written", () => {
    const written = fc.dictionary(fc.constantFrom(...PARAMETERS), fc.string({ maxLength: 200 }));
    fc.assert(
      fc.property(written, (given) => {
        const { parameters, warnings } = read(given);
        expect(EXAMPLES).toContain(parameters.example);
        for (const part of parameters.hide) expect(WIDGET_PARTS).toContain(part);
        expect(parameters.seed === null || Number.isSafeInteger(parameters.seed)).toBe(true);
        expect(warnings.every((warning) => warning.length < 700)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });
});
