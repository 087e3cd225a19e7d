import { describe, expect, it } from "vitest";
import { explore, summaryOf } from "../../../tools/explore/explore.ts";
import type { InstanceChoice } from "../../../tools/explore/instance.ts";
import { ROLES, type Roles } from "../../../tools/explore/roles.ts";

/** A destination that resumes the guest as soon as it asks for the owner record. */
const HASTY: Roles = {
  ...ROLES,
  handleDestination: (destination, input, now) => {
    const outputs = ROLES.handleDestination(destination, input, now);
    const asks = outputs.some(
      (output) => output.kind === "store" && output.what.kind === "compareAndSetOwner",
    );
    return asks ? [...outputs, { kind: "resume" }] : outputs;
  },
};

const LEAST_STATES = 100_000;

/** What is explored on every run; `npm run explore` goes further. */
const EXPLORATIONS: readonly {
  readonly what: string;
  readonly states: number;
  readonly choice: InstanceChoice;
}[] = [
  {
    what: "Quick Resume from the beginning, with a cut",
    states: 50_000,
    choice: { strategy: "quickResume", budget: { cuts: 1 } },
  },
  {
    what: "Quick Resume from the switchover, with a cut and a stop of the datastore",
    states: 30_000,
    choice: {
      strategy: "quickResume",
      from: "committing",
      rounds: 0,
      budget: { cuts: 1, stops: 1, writes: 1 },
    },
  },
  {
    what: "Quick Resume through the file, with lost answers, damage and a stop",
    states: 30_000,
    choice: {
      strategy: "quickResume",
      from: "file",
      rounds: 0,
      budget: { lostAnswers: 1, damages: 1, stops: 1, writes: 1 },
    },
  },
  {
    what: "Quick Resume through the file, with chunks and notes damaged or lost where they lie",
    states: 30_000,
    choice: {
      strategy: "quickResume",
      from: "file",
      rounds: 0,
      pages: 3,
      budget: { spoils: 2, writes: 1, sourceBeats: 0, destinationBeats: 0 },
    },
  },
  {
    what: "a second migration, the other way, with a cut and a stop of the datastore",
    states: 20_000,
    choice: { strategy: "quickResume", from: "again", rounds: 0, budget: { cuts: 1, stops: 1, writes: 1 } },
  },
  {
    what: "a second migration from every end of a first one with a cut",
    states: 20_000,
    choice: {
      strategy: "quickResume",
      from: "serving",
      rounds: 0,
      budget: { cuts: 1, again: 1, writes: 1, sourceBeats: 0, destinationBeats: 0 },
    },
  },
  {
    what: "post-copy with messages lost, doubled and astray",
    states: 30_000,
    choice: { strategy: "postCopy", from: "preCopy", budget: { losses: 1, doubles: 1, strays: 1 } },
  },
  {
    what: "concurrent Quick Resume where the destination notices a cut before the source does",
    states: 5_000,
    choice: { strategy: "quickResumeConcurrent", from: "serving", pages: 3, slots: 1, rounds: 0 },
  },
  {
    what: "concurrent Quick Resume in the page-in, with a cut and any page written next",
    states: 30_000,
    choice: {
      strategy: "quickResumeConcurrent",
      from: "serving",
      rounds: 0,
      anyPage: true,
      budget: { cuts: 1, writes: 1 },
    },
  },
  {
    what: "pre-copy with a stop of the datastore before the stun, and a cut",
    states: 30_000,
    choice: { strategy: "preCopy", from: "preCopy", budget: { stops: 1, cuts: 1, sourceBeats: 2 } },
  },
  {
    what: "stop and copy with a crash of the destination",
    states: 15_000,
    choice: { strategy: "stopAndCopy", crash: "destination", budget: { cuts: 1, writes: 1 } },
  },
];

describe("exploration of tiny migrations", { timeout: 180_000 }, () => {
  let visited = 0;

  for (const { what, states, choice } of EXPLORATIONS)
    it(`finds nothing wrong: ${what}`, () => {
      const start = performance.now();
      const result = explore(choice, { states, runOutEvery: 3 });
      console.log(`${what}: ${summaryOf(result, (performance.now() - start) / 1000)}`);
      expect(result.transcript).toBeNull();
      visited += result.states;
    });

  it(`visits at least ${LEAST_STATES} distinct states`, () => {
    console.log(`${visited} distinct states altogether`);
    expect(visited).toBeGreaterThanOrEqual(LEAST_STATES);
  });

  it("is the same every time", () => {
    const choice: InstanceChoice = { strategy: "quickResume", budget: { cuts: 1 } };
    const [one, other] = [1, 2].map(() => explore(choice, { states: 2_000, runOutEvery: 0 }));
    expect(one).toEqual(other);
  });

  it("visits all there is where the budget is small", () => {
    const choice: InstanceChoice = {
      strategy: "stopAndCopy",
      pages: 1,
      budget: { sourceBeats: 0, destinationBeats: 0, writes: 0 },
    };
    const result = explore(choice, { states: 100_000, runOutEvery: 1 });
    expect(result).toMatchObject({ isExhaustive: true, finding: null });
  });
});

describe("a counter-example", () => {
  it("tells step by step how it came about", () => {
    const choice: InstanceChoice = { from: "committing", rounds: 0 };
    const { transcript } = explore(choice, { states: 1_000, runOutEvery: 0 }, HASTY);
    expect(transcript).toContain("go (g1 background");
    expect(transcript).toContain("RESUME");
    expect(transcript).toMatch(
      /The guest runs at the destination while the source is the owner on record\.$/,
    );
  });
});
