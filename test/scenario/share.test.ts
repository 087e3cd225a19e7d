import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomScenario } from "../../src/fuzz/random-scenario.ts";
import { ACTION_NAMES } from "../../src/scenario/frame.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import {
  type Experiment,
  experimentOf,
  isLink,
  LinkError,
  LONGEST_LINK,
  linkOf,
} from "../../src/scenario/share.ts";

const steps = fc.array(
  fc.record({ action: fc.constantFrom(...ACTION_NAMES), at: fc.nat({ max: 2 ** 40 }) }),
  { maxLength: 12 },
);

/** Experiments on the scenarios of the fuzzer, with actions in their order and a moment after the last one. */
const experiments: fc.Arbitrary<Experiment> = fc
  .record({ seed: fc.nat(), steps, later: fc.option(fc.nat({ max: 2 ** 30 })) })
  .map(({ seed, steps, later }) => {
    const actions = [...steps].sort((one, other) => one.at - other.at);
    const last = actions.at(-1)?.at ?? 0;
    return {
      scenario: parseScenario(randomScenario(seed)),
      actions,
      moment: later === null ? null : last + later,
    };
  });

/** The link of an experiment, or null where it would be too long. */
function linkOrNull(experiment: Experiment): string | null {
  try {
    return linkOf(experiment);
  } catch (error) {
    expect((error as Error).message).toMatch(
      /^A link to this run would have \d+ characters.*as a file instead/,
    );
    return null;
  }
}

function refusal(link: string): string {
  try {
    experimentOf(link);
    return "";
  } catch (error) {
    expect(error).toBeInstanceOf(LinkError);
    return (error as Error).message;
  }
}

const SIMPLE: Experiment = {
  scenario: parseScenario({ version: 1, seed: 7, link: { bandwidthMiBps: 4 } }),
  actions: [
    { action: "migrate", at: 500_000_000 },
    { action: "cutLink", at: 2_380_000_000 },
  ],
  moment: 3_000_000_000,
};

describe("a link", () => {
  test("gives back the very experiment", () => {
    fc.assert(
      fc.property(experiments, (experiment) => {
        const link = linkOrNull(experiment);
        fc.pre(link !== null);
        expect(link!.length).toBeLessThanOrEqual(LONGEST_LINK);
        expect(link).toMatch(/^#v1\.[\w-]+$/);
        expect(isLink(link!)).toBe(true);
        expect(experimentOf(link!)).toEqual(experiment);
      }),
      { numRuns: 200 },
    );
  });

  test("is short where little differs from the defaults", () => {
    expect(linkOf(SIMPLE).length).toBeLessThan(180);
  });

  test("that was cut off anywhere is refused", () => {
    const link = linkOf(SIMPLE);
    for (let length = 4; length < link.length; length++)
      expect(refusal(link.slice(0, length))).toMatch(/^This link is damaged/);
  });

  test("in which any bit of any character flipped is refused, or says the same", () => {
    const link = linkOf(SIMPLE);
    for (let at = 4; at < link.length; at++)
      for (let bit = 0; bit < 7; bit++) {
        const flipped = String.fromCharCode(link.charCodeAt(at) ^ (1 << bit));
        const other = link.slice(0, at) + flipped + link.slice(at + 1);
        const reason = refusal(other);
        if (reason === "") expect(experimentOf(other)).toEqual(SIMPLE);
        else expect(reason).toMatch(/^This link is damaged/);
      }
  });

  test("of a newer lab says so", () => {
    expect(refusal(linkOf(SIMPLE).replace("#v1.", "#v2."))).toMatch(/newer version of the lab \(format 2/);
  });

  test("that would be too long is refused with its length, and with what to do", () => {
    const text = Array.from({ length: 1000 }, (_, i) =>
      String.fromCharCode(33 + ((i * i * 31 + i * 7) % 90)),
    );
    const input = [0, 1, 2].map((atMs) => ({
      atMs,
      text: [...text.slice(atMs * 97), ...text].join("").slice(0, 1000),
    }));
    const actions = Array.from({ length: 400 }, (_, i) => ({
      action: ACTION_NAMES[(i * 5) % 8]!,
      at: i * 12_345_677 + ((i * i * 7919) % 1_000_003),
    }));
    const scenario = parseScenario({ version: 1, guest: { input } });
    expect(() => linkOf({ scenario, actions, moment: null })).toThrow(/Save it as a file instead/);
  });

  test("that names files elsewhere is refused: opening a link asks no other server", () => {
    for (const kernel of ["https://elsewhere.example/kernel", "//elsewhere.example/kernel", "/etc/kernel"]) {
      const scenario = parseScenario({ version: 1, guest: { kernel } });
      expect(refusal(linkOf({ ...SIMPLE, scenario }))).toContain("is not beside the page");
    }
  });

  test("whose scenario is not allowed says which field", () => {
    const scenario = { ...SIMPLE.scenario, untilMs: -1 };
    expect(refusal(linkOf({ ...SIMPLE, scenario }))).toMatch(/cannot be run: untilMs is -1/);
  });
});

test("only an address with an experiment is a link", () => {
  expect(["", "#", "#matrix", "#v", "#v1", "#version."].filter(isLink)).toEqual([]);
  expect(isLink("#v12.abc")).toBe(true);
});
