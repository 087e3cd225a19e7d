import { beforeAll, describe, expect, it } from "vitest";
import quickResume from "../../public/scenarios/quick-resume.json" with { type: "json" };
import type { ScenarioInput } from "../../src/entries/headless.ts";
import { Expressions, type Sight } from "../../src/lessons/expression.ts";
import type { RunFacts } from "../../src/lessons/facts.ts";
import {
  type Answer,
  judgedAnswer,
  judgedObservation,
  rightCells,
  truthOf,
} from "../../src/lessons/judge.ts";
import type { Ask } from "../../src/lessons/lesson.ts";
import { readExample } from "./example.ts";
import { runFacts } from "./run-facts.ts";

let run: RunFacts;

beforeAll(async () => {
  run = await runFacts(quickResume as unknown as ScenarioInput);
});

const sight = (): Sight => ({ run, others: {}, answer: null, numberWords: String });

function judged(ask: Ask, answer: Answer) {
  const expressions = new Expressions({ others: [], let: {}, ask: ask.kind });
  return judgedAnswer(ask, answer, expressions, sight());
}

/** An idea behind wrong answers. */
const wrong = (id: string, when: string) =>
  ({ id, when, example: "0.0", misconception: "M2", refutedAt: 'at("stun")' }) as const;

describe("an answer that is a number", () => {
  const ask: Ask = {
    kind: "number",
    answer: "report.ramPages",
    within: 0.1,
    min: 0,
    max: 9999,
    step: 1,
    wrong: [wrong("none", "answer < 10"), wrong("few", "answer < 500")],
  };

  it("is right as near to what the run came to as the lesson says, on both sides", () => {
    for (const right of [1024, 922, 1126]) expect(judged(ask, right).right).toBe(true);
    for (const off of [921, 1127, -1024]) expect(judged(ask, off).right).toBe(false);
    expect(judged(ask, 3).truth).toBe(1024);
  });

  it("shows the first idea that fits it, with a moment of this run, or none", () => {
    const atMs = run.milestones.find(({ kind }) => kind === "stun")!.at;
    expect(judged(ask, 3).refuted).toEqual({ id: "none", misconception: "M2", atMs });
    expect(judged(ask, 400).refuted?.id).toBe("few");
    expect(judged(ask, 900).refuted).toBeNull();
    expect(judged(ask, 1024).refuted).toBeNull();
  });
});

describe("an answer that is a choice", () => {
  const ask: Ask = {
    kind: "choice",
    options: [
      { id: "waits", right: "report.faults > 0" },
      { id: "zeros", right: "!report.identical", misconception: "M5", refutedAt: 'at("firstFault")' },
      { id: "other", right: "false" },
    ],
  };

  it("is right where the run says so, and names the idea behind a wrong one", () => {
    expect(judged(ask, "waits")).toEqual({ right: true, truth: "waits", refuted: null });
    expect(judged(ask, "zeros")).toMatchObject({
      right: false,
      truth: "waits",
      refuted: { misconception: "M5" },
    });
    expect(judged(ask, "other")).toEqual({ right: false, truth: "waits", refuted: null });
    expect(judged(ask, "nobody offered this").right).toBe(false);
  });
});

describe("an answer that is an order", () => {
  const ask: Ask = {
    kind: "rank",
    costs:
      "{'a': report.downtime, 'b': report.downtime * 1.04, 'c': report.totalTime, 'd': 2.0 * report.totalTime}",
    within: 0.05,
    options: [{ id: "a" }, { id: "b" }, { id: "c" }, { id: "d" }],
    wrong: [wrong("turned", "answer[0] == 'd'")],
  };

  it("is right from the least to the most, and of near equals either may be the first", () => {
    expect(judged(ask, ["a", "b", "c", "d"]).right).toBe(true);
    expect(judged(ask, ["b", "a", "c", "d"]).right).toBe(true);
    expect(judged(ask, ["a", "c", "b", "d"]).right).toBe(false);
    expect(judged(ask, ["d", "c", "b", "a"])).toMatchObject({ right: false, truth: ["a", "b", "c", "d"] });
    expect(judged(ask, ["d", "c", "b", "a"]).refuted?.id).toBe("turned");
  });

  it("is not right where an option is missing or stands twice", () => {
    expect(judged(ask, ["a", "b", "c"]).right).toBe(false);
    expect(judged(ask, ["a", "a", "b", "c", "d"]).right).toBe(false);
    expect(judged(ask, ["a", "b", "c", "x"]).right).toBe(false);
  });
});

describe("an answer that is a table", () => {
  const ids = (...names: string[]) => names.map((id) => ({ id }));
  const ask: Ask = {
    kind: "matrix",
    rows: ids("cable", "west"),
    columns: ids("before", "after"),
    values: ids("whole", "lost"),
    answer:
      "{'cable before': 'whole', 'cable after': report.identical ? 'whole' : 'lost', 'west before': 'lost', 'west after': 'lost'}",
    enough: 3,
    wrong: [wrong("off", "answer['west after'] == 'whole'")],
  };
  const truth = {
    "cable before": "whole",
    "cable after": "whole",
    "west before": "lost",
    "west after": "lost",
  };

  it("is right where enough cells are, and says which", () => {
    expect(judged(ask, truth)).toEqual({ right: true, truth, refuted: null });
    expect(judged(ask, { ...truth, "cable before": "lost" }).right).toBe(true);
    const two = { ...truth, "cable before": "lost", "west after": "whole" };
    expect(judged(ask, two)).toMatchObject({ right: false, refuted: { id: "off" } });
    expect(rightCells(two, truth)).toEqual(["cable after", "west before"]);
    expect(judged(ask, { "west after": "whole" }).right).toBe(false);
  });
});

describe("an answer that is a curve", () => {
  const ask: Ask = {
    kind: "curve",
    points: 2,
    answer: "[rounds[0].pages, rounds[1].pages]",
    within: 0.1,
    max: "report.ramPages",
    shapes: [{ id: "flat", values: "[1.0, 1.0]" }],
    wrong: [wrong("falls", "answer[1] < 100.0")],
  };

  it("is right where every point is near, measured by the largest", () => {
    const [first, second] = run.rounds.map(({ pages }) => pages) as [number, number];
    expect(judged(ask, [first, second]).right).toBe(true);
    expect(judged(ask, [first - 100, second + 100]).right).toBe(true);
    expect(judged(ask, [first, second + 103]).right).toBe(false);
    expect(judged(ask, [first]).right).toBe(false);
    expect(judged(ask, [first, 0])).toMatchObject({ truth: [first, second], refuted: { id: "falls" } });
  });

  it("has a truth without any answer", () => {
    const expressions = new Expressions({ others: [], let: {}, ask: "curve" });
    expect(truthOf(ask, expressions, sight())).toEqual(run.rounds.slice(0, 2).map(({ pages }) => pages));
  });
});

describe("what was seen", () => {
  it("is judged by the run, too", async () => {
    const { data } = await readExample();
    const expressions = new Expressions({ others: [], let: data.let, ask: "choice" });
    expect(judgedObservation(data, "some", expressions, sight()).right).toBe(true);
    expect(judgedObservation(data, "never", expressions, sight())).toMatchObject({
      right: false,
      truth: "some",
    });
  });
});
