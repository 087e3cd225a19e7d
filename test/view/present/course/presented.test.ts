import { expect, test } from "vitest";
import { MOST_HANDS } from "../../../../src/lessons/class/hands.ts";
import { PLANS } from "../../../../src/lessons/plans.ts";
import {
  after,
  type Command,
  handsOf,
  numberOf,
  type Presented,
  presentedAt,
} from "../../../../src/view/present/course/presented.ts";

const SLIDES = 7;
const start = presentedAt("cut-the-link");
const did = (from: Presented, ...commands: Command[]) =>
  commands.reduce((presented, command) => after(presented, command, SLIDES, 1000), from);
const next: Command = { kind: "next" };
const back: Command = { kind: "back" };

test("a presentation goes on and back, slide by slide, and stays at its ends", () => {
  expect(did(start, next, next).slide).toBe(3);
  expect(did(start, next, next, back).slide).toBe(2);
  expect(did(start, back).slide).toBe(1);
  expect(did(presentedAt("cut-the-link", SLIDES), next).slide).toBe(SLIDES);
});

test("a digit leads to a slide, and one for which there is none leads nowhere", () => {
  expect(did(start, { kind: "to", slide: 5 }).slide).toBe(5);
  expect(did(start, { kind: "to", slide: 9 }).slide).toBe(1);
});

test("in a plan the way leads on through all of its lessons, and back to the very beginning", () => {
  const [{ id: plan, parts }] = PLANS;
  let presented = presentedAt(parts[0]!.lesson, 1, plan);
  const seen = [`${presented.id} ${presented.slide}`];
  for (let count = 1; count < parts.length * SLIDES; count++) {
    presented = did(presented, next);
    seen.push(`${presented.id} ${presented.slide}`);
  }
  expect(new Set(seen).size).toBe(parts.length * SLIDES);
  expect(did(presented, next)).toEqual(presented);
  for (const place of seen.toReversed().slice(1)) {
    presented = did(presented, back);
    expect(`${presented.id} ${numberOf(presented, SLIDES)}`).toBe(place);
  }
});

test("what took the slide's place goes with the slide, and with its own key", () => {
  const shown = did(start, { kind: "show", what: "guest" });
  expect(shown.shows).toBe("guest");
  expect(did(shown, { kind: "show", what: "guest" }).shows).toBe("slide");
  expect(did(shown, { kind: "show", what: "key" }).shows).toBe("key");
  expect(did(shown, next).shows).toBe("slide");
});

test("a dark wall is light again by the same key, and by going on", () => {
  const dark = did(start, { kind: "blank" });
  expect(dark.isBlank).toBe(true);
  expect(did(dark, { kind: "blank" })).toEqual(start);
  expect(did(dark, next).isBlank).toBe(false);
});

test("hands are counted for each lesson by itself, and never less than none", () => {
  const raised = did(start, { kind: "hands", option: 2, count: 13 });
  expect(handsOf(raised, 4)).toEqual([0, 0, 13, 0]);
  expect(handsOf({ ...raised, id: "what-moves" }, 4)).toEqual([0, 0, 0, 0]);
  expect(handsOf(did(raised, { kind: "hands", option: 2, count: -1 }), 3)).toEqual([0, 0, 0]);
  expect(handsOf(did(raised, { kind: "hands", option: 0, count: Number.NaN }), 3)).toEqual([0, 0, 13]);
  expect(handsOf(did(raised, { kind: "hands", option: 0, count: 1e9 }), 1)).toEqual([MOST_HANDS]);
});

test("Reset needs a second press, and forgets the hands of this lesson only", () => {
  const other = { "what-moves": [1] };
  const raised = did({ ...start, hands: other }, next, { kind: "hands", option: 0, count: 3 });
  const asked = did(raised, { kind: "reset" });
  expect(asked).toEqual({ ...raised, asksReset: true });
  expect(did(asked, next, { kind: "reset" }).slide).toBe(3);
  const anew = did(asked, { kind: "reset" });
  expect(anew).toEqual({ ...start, hands: other });
});

test("the clock begins with the first Next, and goes on", () => {
  expect(start.since).toBeNull();
  const begun = did(start, next);
  expect(begun.since).toBe(1000);
  expect(after(begun, next, SLIDES, 5000).since).toBe(1000);
});
