import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isFile } from "../../../src/lab/address.ts";
import { parseScenario } from "../../../src/scenario/scenario.ts";
import { describeRarp, GUESTS, guestOf } from "../../../src/view/guests/guests.ts";
import { runOf, scenarioFile } from "../../../src/view/page/route.ts";

for (const { program, file, route } of GUESTS)
  test(`${route} opens a scenario that runs ${program}`, () => {
    const scenario = parseScenario(JSON.parse(readFileSync(`public/${file}`, "utf8")));
    expect(scenario.guest.program).toBe(program);
    expect(scenario.guest.ramMiB).toBe(4);
    expect(scenarioFile(route)).toBe(file);
    expect(guestOf(scenario)).toMatchObject({ program });
  });

test("an address without a guest opens the first one", () => {
  for (const hash of ["", "#", "#lab", "#painter"]) expect(runOf(hash)).toBe(GUESTS[0].file);
});

test("links and opened files are runs of their own", () => {
  expect(runOf("#v1.abc")).toBe("#v1.abc");
  expect(runOf("#file-2")).toBe("#file-2");
  expect(isFile("#file-")).toBe(false);
});

test("a guest of one's own has its file's name", () => {
  expect(guestOf(parseScenario({ version: 1, guest: { image: "counter.elf" } })).name).toBe("counter.elf");
  expect(guestOf(parseScenario({ version: 1 })).name).toBe("Dirtier");
  expect(guestOf(null).name).toBe("Painter");
});

test("what becomes of requests without RARP is said", () => {
  expect(describeRarp(false)).toContain("nobody answers");
  expect(describeRarp(true)).toContain("at once");
});
