import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { LESSON_MINUTES, LESSON_ORDER, minutesOf } from "../../src/lessons/order.ts";

it("says how long every lesson takes that there is, and no other", () => {
  const folders = readdirSync("lessons", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual([...LESSON_ORDER].sort());
  expect(Object.keys(LESSON_MINUTES)).toEqual([...LESSON_ORDER]);
  expect(minutesOf("own-thing")).toBeNull();
});
