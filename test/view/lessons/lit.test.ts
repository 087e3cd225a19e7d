import { expect, it } from "vitest";
import { IDEAS } from "../../../src/lessons/misconceptions.ts";
import { litBy } from "../../../src/view/lessons/sitting/lit.ts";

it("leaves something lit and something dimmed for every idea, at the machines that have the roles", () => {
  for (const idea of Object.keys(IDEAS)) {
    const lit = litBy(idea, { source: "West", destination: "East" });
    expect(lit.length, idea).toBeGreaterThan(0);
    expect(lit.length, idea).toBeLessThan(4);
    const back = litBy(idea, { source: "East", destination: "West" });
    const turned = lit.map((part) => (part === "West" ? "East" : part === "East" ? "West" : part));
    expect(back).toEqual(turned);
  }
});
