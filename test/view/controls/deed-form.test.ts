import * as v from "valibot";
import { expect, test } from "vitest";
import { actionSchema } from "../../../src/scenario/action-schema.ts";
import { FAULT_KINDS } from "../../../src/scenario/fault.ts";
import {
  armedTimeWords,
  complaintOf,
  deedChoices,
  deedOf,
  fieldsOf,
  momentsOf,
} from "../../../src/view/controls/deed-form.ts";
import { frameWith } from "../../support/frame.ts";

const CONDITIONS = {
  link: { bandwidthMiBps: 4, backBandwidthMiBps: 4, latencyMs: 2, loss: 0 },
  datastore: { bandwidthMiBps: 100, latencyMs: 5 },
  dirtyPagesPerSecond: 920,
};
const FRAME = frameWith({ phase: "preCopy", round: 2, conditions: CONDITIONS });

test("every kind of fault can be done, now and armed, with what is proposed for it", () => {
  expect(deedChoices(FRAME).map(({ kind }) => kind)).toEqual(FAULT_KINDS);
  for (const { kind } of deedChoices(FRAME))
    for (const { at } of momentsOf(FRAME)) {
      const values = fieldsOf(kind, FRAME).map((field) => {
        expect(complaintOf(field, field.proposed), field.name).toBe("");
        return [field, field.proposed] as const;
      });
      const deed = deedOf(kind, values, at);
      expect(v.parse(actionSchema([]), deed)).toEqual(deed);
    }
});

test("numbers come from how the world is now, and a loss is typed in percent", () => {
  const fields = fieldsOf("slowLink", FRAME);
  expect(fields.map(({ unit, proposed }) => `${proposed} ${unit}`)).toEqual(["1 MiB/s", "2 ms", "5 % lost"]);
  expect(
    deedOf(
      "slowLink",
      fields.map((field) => [field, field.proposed] as const),
      null,
    ),
  ).toEqual({
    kind: "slowLink",
    bandwidthMiBps: 1,
    latencyMs: 2,
    loss: 0.05,
  });
  expect(fieldsOf("slowDatastore", FRAME).map(({ proposed }) => proposed)).toEqual([25, 5]);
  expect(fieldsOf("setDirtyRate", FRAME)[0]!.proposed).toBe(1840);
  expect(fieldsOf("cutLink", FRAME)).toEqual([]);
});

test("a number beyond its limits, or none, is said to be so", () => {
  const [rate] = fieldsOf("setDirtyRate", FRAME);
  expect(complaintOf(rate!, 1.5)).toBe("a whole number from 0 to 1000000");
  expect(complaintOf(rate!, null)).not.toBe("");
  const loss = fieldsOf("slowLink", FRAME)[2]!;
  expect([complaintOf(loss, 90), complaintOf(loss, 91)]).toEqual(["", "a number from 0 to 90"]);
});

test("only moments that may still come are offered", () => {
  const labels = (changes: object) => momentsOf(frameWith(changes)).map(({ label }) => label);
  expect(labels({ phase: null })).toHaveLength(1 + 6 + 3);
  expect(labels({ phase: "preCopy", round: 2 })).toEqual([
    "now",
    "as stun begins",
    "as switchover begins",
    "as page-in begins",
    "as finish begins",
    "as round 3 begins",
    "as round 4 begins",
    "as round 5 begins",
  ]);
  expect(labels({ phase: "pageIn", round: 2 })).toEqual(["now", "as finish begins"]);
  expect(labels({ phase: "finish", ended: true })).toEqual(["now"]);
});

test("a dirty rate is offered only where the guest has one, and a crash by the machine's name", () => {
  const kinds = deedChoices(frameWith({ conditions: { ...CONDITIONS, dirtyPagesPerSecond: null } }));
  expect(kinds.map(({ kind }) => kind)).not.toContain("setDirtyRate");
  expect(kinds.find(({ kind }) => kind === "crashSource")?.label).toBe("West crashes");
});

test("what is armed names its migration only where that is not the one on screen", () => {
  const armed = { at: { phase: "pageIn", afterMs: 0, migration: 1 } } as const;
  expect(armedTimeWords(armed, { migration: 1 })).toBe("when page-in begins");
  expect(armedTimeWords(armed, { migration: 2 })).toBe("when page-in of migration 1 begins");
  expect(armedTimeWords({ at: { ms: 5 } }, { migration: 1 })).toBe("at 5 ms");
});
