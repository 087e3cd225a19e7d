import { expect, test } from "vitest";
import { crashSwitch, storeSwitch } from "../../../src/view/controls/switches.ts";
import { frameWith } from "../../support/frame.ts";

const STOPPED = { reachable: false };

test("a machine can crash while the guest moves, once, and says when it did", () => {
  expect(crashSwitch(frameWith({ phase: "pageIn" }), "source")).toMatchObject({
    action: "crashSource",
    label: "Crash West",
    enabled: true,
  });
  const crashed = frameWith({
    phase: "pageIn",
    destination: { status: "crashed" },
    pressed: { crashDestination: 3_030_000_000 },
  });
  expect(crashSwitch(crashed, "destination")).toMatchObject({ enabled: false, reason: "crashed at 3.030 s" });
  expect(crashSwitch(crashed, "source").enabled).toBe(true);
});

test("a crash that no learner caused says that it happened", () => {
  const crashed = frameWith({ phase: "pageIn", source: { status: "crashed" } });
  expect(crashSwitch(crashed, "source").reason).toBe("it has crashed");
});

test("nothing fails once the move is over, and the reason is said", () => {
  const over = frameWith({ phase: "finish", ended: true });
  for (const { enabled, reason } of [crashSwitch(over, "source"), storeSwitch(over)]) {
    expect(enabled).toBe(false);
    expect(reason).toBe("the move is over");
  }
});

test("the datastore is stopped and started by one switch, which is proposed where only it is missing", () => {
  expect(storeSwitch(frameWith({ phase: "pageIn" }))).toMatchObject({
    action: "stopDatastore",
    word: "Stop",
  });
  const stopped = storeSwitch(frameWith({ phase: "switchover", datastore: STOPPED }));
  expect(stopped).toMatchObject({ action: "healDatastore", word: "Start", enabled: true, primary: true });
  const both = frameWith({ phase: "pageIn", datastore: STOPPED, link: { whole: false } });
  expect(storeSwitch(both).primary).toBe(false);
});

test("no switch works in a lab that has failed", () => {
  const frame = frameWith({ phase: "pageIn" });
  expect(crashSwitch(frame, "source", false).enabled).toBe(false);
  expect(storeSwitch(frame, false).enabled).toBe(false);
});
