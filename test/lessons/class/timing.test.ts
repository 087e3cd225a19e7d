import { expect, test } from "vitest";
import { slidesOf } from "../../../src/lessons/class/slides.ts";
import { minutesBefore, minutesOf } from "../../../src/lessons/class/timing.ts";
import { PLANS } from "../../../src/lessons/plans.ts";

const slides = slidesOf({
  beats: [
    { at: "1.0", lit: [] },
    { at: "2.0", lit: [] },
  ],
});

test.each(PLANS)("$id is over with the last slide of its last lesson", ({ id, minutes, parts }) => {
  expect(minutesOf(parts[0]!.lesson, id)).toBe(minutes);
  expect(minutesBefore(parts[0]!.lesson, id, slides, 0)).toBe(0);
  expect(minutesBefore(parts.at(-1)!.lesson, id, slides, slides.length)).toBeCloseTo(minutes, 9);
});

test("a lesson of a plan begins when those before it are over", () => {
  const [{ id, parts }] = PLANS;
  const [first, second] = parts;
  expect(minutesBefore(second!.lesson, id, slides, 0)).toBe(first!.minutes);
  expect(minutesBefore(first!.lesson, id, slides, slides.length)).toBeCloseTo(first!.minutes, 9);
});

test("a lesson that is presented alone takes the minutes that it takes alone", () => {
  expect(minutesBefore("cut-the-link", null, slides, slides.length)).toBeCloseTo(
    minutesOf("cut-the-link", null),
    9,
  );
  expect(minutesBefore("own-lesson", null, slides, slides.length)).toBeCloseTo(10, 9);
});
