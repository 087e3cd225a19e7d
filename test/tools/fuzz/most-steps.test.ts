import { expect, it } from "vitest";
import { mostSteps } from "../../../tools/fuzz/most-steps.ts";

it("lets a long run have the steps that its heartbeats take", () => {
  const data = { version: 1, migration: { heartbeatMs: 100 }, untilMs: 10_000 } as const;
  expect(mostSteps(data)).toBe(1_000_000);
  // Ten a second, each with at least a message and an answer of either host.
  const hours = 10 * 3600;
  expect(mostSteps({ ...data, untilMs: 1000 * hours })).toBeGreaterThan(4 * 10 * hours);
});
