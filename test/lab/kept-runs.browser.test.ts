import { expect, test } from "vitest";
import { worthKeeping } from "../../src/lab/kept-runs.svelte.ts";
import type { Opening } from "../../src/lab/opening.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";

const scenario = parseScenario({ version: 1, guest: { program: "canvas", ramMiB: 4 } });
const begun: Opening = { scenario, actions: [], moment: null, hash: "" };
const moved: Opening = { ...begun, actions: [{ action: "migrate", at: 500_000_000 }], moment: 600_000_000 };

test("a run in which something was done is kept, and one in which nothing was is not", () => {
  expect(worthKeeping(moved, begun, begun, 0)).toBe(moved);
  expect(worthKeeping(begun, begun, begun, Number.POSITIVE_INFINITY)).toBeNull();
});

test("a run that was brought back is kept again, for what was done in it lies nowhere else", () => {
  expect(worthKeeping(moved, { ...moved, isResumed: true }, begun, 0)).toBe(moved);
});

test("a run that a link opened lies behind its address", () => {
  const link = { ...moved, hash: "#v1.abc" };
  expect(worthKeeping(link, link, { ...begun, hash: "" }, Number.POSITIVE_INFINITY)).toBeNull();
});
