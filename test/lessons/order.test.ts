import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { CLASS_MINUTES, LESSON_ORDER, LESSON_PLAN, planOf } from "../../src/lessons/order.ts";

it("has a plan for every lesson that there is, and for no other", () => {
  const folders = readdirSync("lessons", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual([...LESSON_ORDER].sort());
  expect(Object.keys(LESSON_PLAN)).toEqual([...LESSON_ORDER]);
  expect(planOf("own-thing")).toBeNull();
});

it("fills a class with those that are marked for it", () => {
  const minutes = Object.values(LESSON_PLAN).map((plan) => (plan.inClass ? plan.minutes : 0));
  const sum = minutes.reduce((all, each) => all + each);
  expect(sum).toBeLessThanOrEqual(CLASS_MINUTES);
  expect(sum).toBeGreaterThan(0.8 * CLASS_MINUTES);
});
