import { expect, it } from "vitest";
import { LESSON_ORDER } from "../../src/lessons/order.ts";
import { neighbour, PLANS, planOf, SLIDE_KINDS } from "../../src/lessons/plans.ts";

const sum = (minutes: readonly number[]) => minutes.reduce((all, each) => all + each, 0);

it("fills the minutes of each plan with its parts, and those of each part with its slides", () => {
  for (const { minutes, parts } of PLANS) {
    expect(sum(parts.map((part) => part.minutes))).toBe(minutes);
    for (const part of parts) {
      expect(Object.keys(part.slides)).toEqual([...SLIDE_KINDS]);
      expect(sum(Object.values(part.slides))).toBe(part.minutes);
    }
  }
});

it("has lessons that there are, each once and after those that it builds on", () => {
  for (const { parts } of PLANS) {
    const places = parts.map(({ lesson }) => (LESSON_ORDER as readonly string[]).indexOf(lesson));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...new Set(places)].sort((one, other) => one - other));
  }
});

it("takes the lessons 1, 2, 4, 6 and 8 in fifty minutes", () => {
  const lessons = planOf("fifty-minutes")?.parts.map(({ lesson }) => lesson);
  expect(lessons).toEqual([1, 2, 4, 6, 8].map((number) => LESSON_ORDER[number - 1]));
  expect(planOf("an-hour")).toBeNull();
});

it("goes from each lesson of a plan to the next and back", () => {
  const plan = planOf("twenty-minutes")!;
  const [first, second, third] = plan.parts.map(({ lesson }) => lesson) as [string, string, string];
  expect([neighbour(plan, first, 1), neighbour(plan, second, 1)]).toEqual([second, third]);
  expect([neighbour(plan, third, -1), neighbour(plan, second, -1)]).toEqual([second, first]);
  expect([neighbour(plan, third, 1), neighbour(plan, first, -1)]).toEqual([null, null]);
  expect(neighbour(plan, "what-moves", 1)).toBeNull();
});
