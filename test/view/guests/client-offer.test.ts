import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PROGRAM_NAMES, PROGRAMS } from "../../../src/guests/programs.ts";
import { parseScenario, type ScenarioInput } from "../../../src/scenario/scenario.ts";
import { OFFERED_PER_SECOND, offersClient, withClient } from "../../../src/view/guests/client-offer.ts";
import { frameWith } from "../../support/frame.ts";
import { openLab } from "../../support/lab.ts";

const scenarioOf = (guest: ScenarioInput["guest"]) => parseScenario({ version: 1, guest });
const CLIENT = {
  sent: 0,
  answered: 0,
  late: 0,
  lost: 0,
  "longest-gap": 0,
  port: null,
  recent: [],
} as const;

test("a client is offered beside a guest that takes requests, or may", () => {
  const isOffered = (guest: ScenarioInput["guest"]) => offersClient(frameWith(), scenarioOf(guest));
  expect(isOffered({ program: "keyvalue" })).toBe(true);
  expect(isOffered({ image: "mine.elf" })).toBe(true);
  expect(isOffered({ program: "canvas" })).toBe(false);
  expect(isOffered({})).toBe(false);
});

test("none is offered where there is one, or no more guest to start again", () => {
  const scenario = scenarioOf({ program: "keyvalue" });
  expect(offersClient(frameWith({ client: CLIENT }), scenario)).toBe(false);
  expect(offersClient(frameWith({ phase: "preCopy" }), scenario)).toBe(false);
  expect(offersClient(frameWith(), null)).toBe(false);
  expect(offersClient(frameWith(), withClient(scenario))).toBe(false);
});

test("the client that is offered is that of the lab's own server", () => {
  const file = JSON.parse(readFileSync("public/scenarios/keyvalue.json", "utf8"));
  expect(OFFERED_PER_SECOND).toBe(file.client.requestsPerSecond);
  const { client } = withClient(parseScenario({ ...file, client: {} }));
  expect(client.requestsPerSecond).toBe(OFFERED_PER_SECOND);
});

test.each(PROGRAM_NAMES)("%s takes requests as its table says", async (program) => {
  const simulation = await openLab({
    version: 1,
    guest: { program, ramMiB: 1 },
    client: { requestsPerSecond: 100 },
    migration: { startMs: 5000 },
    untilMs: 1000,
  });
  await simulation.advance(1_000_000_000);
  const { answered } = simulation.run.client.countersAt(simulation.run.now);
  expect(answered > 0).toBe(PROGRAMS[program].takesRequests);
});
