import { describe, expect, it } from "vitest";
import { SECOND } from "../../src/clock/tick.ts";
import { EXAMPLES } from "../../src/examples/examples.ts";
import {
  exampleIn,
  lessonIn,
  momentIn,
  routeOfExample,
  routeOfLesson,
  routeOfMoment,
} from "../../src/lab/address.ts";
import { LESSON_ORDER } from "../../src/lessons/order.ts";

/** What a link on the wall may have, less an address of a course's site that is long. */
const MOST = 300 - 150;
/** No run of a lesson is longer. */
const LATE = 36_000 * SECOND + 1;

describe("what pupils type or photograph", () => {
  it.each(LESSON_ORDER)("leads to any moment of %s and stays short", (id) => {
    const moment = routeOfMoment(id, LATE);
    expect(momentIn(moment)).toEqual({ id, tick: LATE });
    expect(moment.length).toBeLessThan(MOST);
    expect(lessonIn(routeOfLesson(id))?.id).toBe(id);
    expect(routeOfLesson(id).length).toBeLessThan(MOST);
  });

  it.each(EXAMPLES.map(({ name }) => name))("leads to the example %s and stays short", (name) => {
    expect(exampleIn(routeOfExample(name))).toBe(name);
    expect(routeOfExample(name).length).toBeLessThan(MOST);
  });
});
