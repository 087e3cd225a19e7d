import { describe, expect, it } from "vitest";
import { BadScenarioError } from "../../src/scenario/bad-scenario.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";

const BAD: [string, unknown, string[]][] = [
  ["no version", {}, ["version is missing", "no default"]],
  ["a later version", { version: 2 }, ["version is 2", "allowed is 1"]],
  ["not an object", 7, ["the scenario", "7", "an object"]],
  ["an unknown field", { version: 1, speed: 3 }, ["speed", "not a field", "seed, guest, link"]],
  ["an unknown nested field", { version: 1, link: { mtu: 9000 } }, ["link.mtu", "bandwidthMiBps"]],
  [
    "a negative bandwidth",
    { version: 1, link: { bandwidthMiBps: -1 } },
    ["link.bandwidthMiBps is -1", "0.001"],
  ],
  [
    "half a megabyte",
    { version: 1, guest: { ramMiB: 0.5 } },
    ["guest.ramMiB is 0.5", "whole number from 1 to 1024"],
  ],
  [
    "a strategy nobody knows",
    { version: 1, migration: { strategy: "teleport" } },
    ["teleport", "quickResume"],
  ],
  ["a program nobody knows", { version: 1, guest: { program: "nap" } }, ["program", "keyvalue, breakout"]],
  [
    "a client in a hurry",
    { version: 1, client: { requestsPerSecond: 10_001 } },
    ["requestsPerSecond is 10001", "from 0 to 10000"],
  ],
  [
    "a fault nobody knows",
    { version: 1, faults: [{ kind: "fire", at: { ms: 1 } }] },
    ["faults.0.kind", "fire", "cutLink"],
  ],
  ["a fault without a moment", { version: 1, faults: [{ kind: "cutLink" }] }, ["faults.0.at"]],
  [
    "a phase nobody knows",
    { version: 1, faults: [{ kind: "cutLink", at: { phase: "nap" } }] },
    ["faults.0.at.phase", "pageIn"],
  ],
  [
    "two guests",
    { version: 1, guest: { program: "dirty", image: "a.elf" } },
    ["more than one", "allowed is one"],
  ],
  ["an initrd alone", { version: 1, guest: { initrd: "a" } }, ["guest.initrd", "kernel"]],
];

describe("a scenario", () => {
  it("has every default of the contract", () => {
    const scenario = parseScenario({ version: 1 });
    expect(scenario.guest).toMatchObject({ program: "dirty", ramMiB: 64, instructionsPerSecond: 20_000_000 });
    expect(scenario.link).toMatchObject({
      bandwidthMiBps: 32,
      latencyMs: 1,
      queueKiB: 208,
      urgentChannel: true,
    });
    expect(scenario.file).toEqual({ chunkKiB: 128, chunks: 40, pollMs: 5 });
    expect(scenario.migration).toMatchObject({
      strategy: "quickResume",
      heartbeatMs: 1000,
      pagesPerSend: 32,
    });
    expect(scenario).toMatchObject({ seed: 1, faults: [], untilMs: 60_000 });
  });

  for (const [what, input, words] of BAD)
    it(`with ${what} is refused, naming field, value and what is allowed`, () => {
      const refuse = () => parseScenario(input);
      expect(refuse).toThrow(BadScenarioError);
      for (const word of words) expect(refuse).toThrow(word);
    });
});
