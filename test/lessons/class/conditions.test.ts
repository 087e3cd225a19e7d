import { describe, expect, it } from "vitest";
import { conditionsOf } from "../../../src/lessons/class/conditions.ts";
import { lessonIn } from "../../../tools/lessons/folder.ts";
import { readScenario } from "../example.ts";

async function conditions(id: string) {
  const { data } = await lessonIn("lessons", id, "en", readScenario);
  return conditionsOf(data, await readScenario(data.scenario));
}

describe("the conditions of a lesson", () => {
  it("are what it sets, opens or draws, beside what its scenario has", async () => {
    const { conditions: found, faults, others } = await conditions("cut-the-link");
    const at = (path: string) => found.find((each) => each.path === path);
    expect(at("guest.ramMiB")).toEqual({
      path: "guest.ramMiB",
      value: 2,
      before: 4,
      isOpen: false,
      drawn: null,
    });
    // It is open, and nothing is said of it in the scenario.
    expect(at("migration.heartbeatMs")).toMatchObject({ value: 1000, before: 1000, isOpen: true });
    expect(at("migration.strategy")).toMatchObject({ drawn: { of: ["quickResume", "postCopy"] } });
    expect(at("link.latencyMs")).toBeUndefined();
    expect(faults).toEqual([
      {
        fault: { kind: "cutLink", at: { phase: "pageIn", afterMs: 250 } },
        drawn: { from: 150, to: 400, step: 50 },
      },
    ]);
    expect(others).toEqual([
      { name: "cable", fields: [{ path: "migration.strategy", value: "postCopy" }], faults: null },
    ]);
  });

  it("are told of further moves, and of runs that another fault befalls", async () => {
    expect((await conditions("small-file")).again).toEqual([500]);
    const { others } = await conditions("what-it-cannot-survive");
    expect(others).toHaveLength(20);
    expect(others[0]).toEqual({
      name: "cableFirst",
      fields: [],
      faults: [{ kind: "cutLink", at: { round: 1 } }],
    });
  });
});
