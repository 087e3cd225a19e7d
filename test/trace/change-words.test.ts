import { expect, test } from "vitest";
import { changeWords } from "../../src/trace/change-words.ts";

const LINK = { bandwidthMiBps: 4, backBandwidthMiBps: 4, latencyMs: 1, loss: 0 };

test("a change says what was and what is, and leaves out what stayed", () => {
  const change = (is: Partial<typeof LINK>) =>
    changeWords({ kind: "slowLink", was: LINK, is: { ...LINK, ...is } });
  expect(change({ bandwidthMiBps: 2, backBandwidthMiBps: 2 })).toBe("link 4 → 2 MiB/s");
  expect(change({ latencyMs: 20, loss: 0.055 })).toBe("link 1 → 20 ms, 0 → 5.5 % lost");
  expect(change({ backBandwidthMiBps: 1 })).toBe("link 4 → 1 MiB/s back");
  expect(change({})).toBe("link as before");
  const [was, is] = [
    { bandwidthMiBps: 100, latencyMs: 5 },
    { bandwidthMiBps: 1, latencyMs: 5 },
  ];
  expect(changeWords({ kind: "slowDatastore", was, is })).toBe("datastore 100 → 1 MiB/s");
  expect(changeWords({ kind: "setDirtyRate", was: 920, is: 4000 })).toBe("920 → 4000 pages/s");
});
