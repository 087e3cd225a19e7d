import fc from "fast-check";
import { deflateSync, strToU8 } from "fflate";
import { describe, expect, test } from "vitest";
import { crc32c } from "../../src/datastore/checksum.ts";
import { toBase64 } from "../../src/experiment/base64.ts";
import type { Experiment } from "../../src/experiment/experiment.ts";
import { experimentOf, isLink, LinkError, LONGEST_LINK, linkOf } from "../../src/experiment/link.ts";
import { ACTION_NAMES, type Action } from "../../src/scenario/action.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { randomScenario } from "../../tools/fuzz/scenario/random-scenario.ts";

const DEEDS: readonly Action[] = [
  ...ACTION_NAMES,
  { kind: "slowLink", bandwidthMiBps: 0.5, latencyMs: 20 },
  { kind: "slowLink", bandwidthMiBps: 2, latencyMs: 1, loss: 0.05, backBandwidthMiBps: 8 },
  { kind: "loseMessages", count: 3 },
  { kind: "slowDatastore", bandwidthMiBps: 1, latencyMs: 40 },
  { kind: "setDirtyRate", pagesPerSecond: 4000 },
  { kind: "cutLink", at: { phase: "pageIn", afterMs: 50 } },
  { kind: "cancel", at: { round: 2 } },
  { kind: "disarm", deed: { kind: "cutLink", at: { phase: "pageIn", afterMs: 50, migration: 2 } } },
];

const steps = fc.array(fc.record({ action: fc.constantFrom(...DEEDS), at: fc.nat({ max: 2 ** 40 }) }), {
  maxLength: 12,
});

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

/** A link as the lab made it before actions had fields. */
const OLD_LINK =
  "#v1.PP8oRl2PTQ6CMBCF7_LWXRCQqCyNSzkBYTFChQYohLYSQri7UwVj7KLp-5mv7QKDhDcpSyRHgcpJY70zjH01UocEBeknGQiwTNUFyWEVaJVufO1OupxUaWtOBkb57EGutXzOFjRKMxem7aebnxCgN33snQ9Cbv8TQoaTlbqYU1bxmnOHGJahU_wiKyHiYFu5yGDnga3zbgmUV3i_cPZzZRidfuq1pHbzvzN5LsA_jXYdrC8";

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

  test("that was made when actions were words still opens, as what it was", () => {
    const scenario = parseScenario({
      version: 1,
      seed: 7,
      guest: { program: "canvas", ramMiB: 4 },
      link: { bandwidthMiBps: 4 },
      faults: [{ kind: "slowLink", at: { round: 2 }, bandwidthMiBps: 2, latencyMs: 5 }],
    });
    const actions = [
      { action: "migrate", at: 500_000_000 },
      { action: "type", keys: "dD", at: 900_000_000 },
      { action: "cutLink", at: 2_380_000_000 },
      { action: "healLink", at: 2_900_000_000 },
    ];
    expect(experimentOf(OLD_LINK)).toEqual({ scenario, actions, moment: 3_000_000_000 });
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
      expect(refusal(linkOf({ ...SIMPLE, scenario }))).toContain("allowed is a file in the lab's own folder");
    }
  });

  test("of long ago opens the run that it was made of, whatever the page opens with today", () => {
    const old =
      "#v1.nk3mkW2QMY_CMAyF_4vnDKHqIch46x0SEmPFYBJTopakSlwQQv3vOJFgIpPfy_cs20_IYJ7Qz5S5FFOKfcIrGLAYbphBgcid_wXTKsjE7ENfI_eYBqkPxHvsSaz1RitwPvGjGntKB7IxODDbRi-LgtGHoSRPGNzdO75I20mCrfw5ZMwcE30FJItMwT52olZa-LMfK2ovcxj-ynirtYIpjuMHmQP7qjZaF41gug6uXvZjAvUjbn1H1YGd-b9Mp5p2-7aPCuQObfPmlhc";
    const { scenario, actions, moment } = experimentOf(old);
    expect(scenario.guest.settings).toEqual({ workingSetPages: 680, dirtyPagesPerSecond: 920 });
    expect(scenario.link.bandwidthMiBps).toBe(4);
    expect(scenario.datastore).toMatchObject({ bandwidthMiBps: 4, latencyMs: 10 });
    expect(scenario.migration.maxRounds).toBe(30);
    expect(actions.map(({ action }) => action)).toEqual(["migrate", "cutLink"]);
    expect(moment).toBe(4_200_000_000);
  });

  test("whose scenario is not allowed says which field", () => {
    const scenario = { ...SIMPLE.scenario, untilMs: -1 };
    expect(refusal(linkOf({ ...SIMPLE, scenario }))).toMatch(/cannot be opened: untilMs is -1/);
  });
});

/** A link as nobody but a stranger would make it: its checksum is right, its content is not. */
function forged(content: unknown): string {
  const body = deflateSync(strToU8(JSON.stringify(content)), { level: 9 });
  const bytes = new Uint8Array(4 + body.length);
  new DataView(bytes.buffer).setUint32(0, crc32c(body));
  bytes.set(body, 4);
  return `#v1.${toBase64(bytes)}`;
}

describe("a link that was made to harm", () => {
  test.each<[string, unknown, RegExp]>([
    [
      "a name of 100 kB",
      { s: { guest: { program: "A".repeat(100_000) } }, a: [], m: null },
      /cannot be opened: it holds more than 65,536 bytes/,
    ],
    [
      "a long name",
      { s: { guest: { program: "A".repeat(60_000) } }, a: [], m: null },
      /guest\.program is "A{78}…; allowed is one of/,
    ],
    [
      "a field with a long name",
      { s: { ["B".repeat(60_000)]: 1 }, a: [], m: null },
      /B{79}… is not a field of the contract/,
    ],
    [
      "a moment after years",
      { s: {}, a: [], m: 2 ** 53 - 1 },
      /moment is 9007199254740991; allowed is a whole number/,
    ],
    [
      "an action after years",
      { s: {}, a: [["migrate", 2 ** 53 - 1]], m: null },
      /actions\.0\.at is 9007199254740991; allowed/,
    ],
    [
      "a way out of the folder",
      { s: { guest: { image: "a/../../../secret" } }, a: [], m: null },
      /guest\.image is "a\/\.\.\/\.\.\/\.\.\/secret"; allowed is a file in the lab's own folder/,
    ],
    [
      "a deed with a field too many",
      { s: {}, a: [[{ kind: "cutLink", force: 1 }, 1]], m: null },
      /actions\.0\.action\.force is not a field/,
    ],
    [
      "a deed beyond its limits",
      { s: {}, a: [[{ kind: "setDirtyRate", pagesPerSecond: 1e9 }, 1]], m: null },
      /actions\.0\.action\.pagesPerSecond is 1000000000; allowed is a whole number from 0 to 1000000/,
    ],
    [
      "a deed at a time of the clock",
      { s: {}, a: [[{ kind: "cutLink", at: { ms: 3 } }, 1]], m: null },
      /actions\.0\.action\.at/,
    ],
    [
      "a deed of no kind",
      { s: {}, a: [[{ kind: "constructor" }, 1]], m: null },
      /actions\.0\.action\.kind is "constructor"; allowed is one of cutLink/,
    ],
    ["an action that is none", { s: {}, a: [["format", 1]], m: null }, /actions\.0\.action is "format"/],
    ["a step that is none", { s: {}, a: [7], m: null }, /actions\.0 is 7; allowed is an object/],
    ["no list of actions", { s: {}, a: 3, m: null }, /damaged/],
  ])("by %s is refused in few words", (_, content, words) => {
    const reason = refusal(forged(content));
    expect(reason).toMatch(words);
    expect(reason.length).toBeLessThan(400);
  });

  test("by its length is refused before it is looked at", () => {
    const reason = refusal(`#v${"9".repeat(1_000_000)}.AAAA`);
    expect(reason).toMatch(/^This link is damaged: it has 1000007 characters/);
  });
});

test("only an address with an experiment is a link", () => {
  expect(["", "#", "#matrix", "#v", "#v1", "#version."].filter(isLink)).toEqual([]);
  expect(isLink("#v12.abc")).toBe(true);
});
