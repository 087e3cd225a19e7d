import { expect, test } from "vitest";
import type { Beat } from "../../src/trace/milestone.ts";
import { addBeat, MOST_BEATS } from "../../src/trace/milestones.ts";

/** Adds beats one after another; returns what is kept, and how many were left out. */
function kept(all: readonly Beat[]): { beats: Beat[]; leftOut: number } {
  const beats: Beat[] = [];
  let leftOut = 0;
  for (const { name, at } of all) leftOut += addBeat(beats, name, at);
  return { beats, leftOut };
}

const FLAP = ["cut", "loss noticed", "heal", "link returns"];

test("what comes again at its very tick is the same beat", () => {
  const { beats } = kept(["cut", "heal", "cut", "heal"].map((name) => ({ name, at: 5 })));
  expect(beats.map(({ name }) => name)).toEqual(["cut", "heal"]);
});

test("a link that comes and goes without end keeps the latest beats and the first of each kind", () => {
  const all = Array.from({ length: 20_000 }, (_, at) => ({ name: FLAP[at % 4]!, at }));
  const { beats, leftOut } = kept([{ name: "Migrate", at: 0 }, ...all]);
  expect(beats.length).toBeLessThanOrEqual(MOST_BEATS);
  expect(beats.length + leftOut).toBe(20_001);
  expect(beats.slice(0, 5).map(({ name, at }) => `${name} ${at}`)).toEqual([
    "Migrate 0",
    "cut 0",
    "loss noticed 1",
    "heal 2",
    "link returns 3",
  ]);
  expect(beats.slice(-300)).toEqual(all.slice(-300));
});

test("rounds without end give way to what failed between them", () => {
  const all = Array.from({ length: 5000 }, (_, at) =>
    at % 100 === 50 ? { name: "cut", at } : { name: `round ${at + 1}`, at },
  );
  const { beats, leftOut } = kept(all);
  expect(beats.filter(({ name }) => name === "cut")).toHaveLength(50);
  expect(beats[0]).toEqual({ name: "round 1", at: 0 });
  expect(beats.at(-1)).toEqual(all.at(-1));
  expect(beats.length + leftOut).toBe(5000);
});

test("a beat costs the same however many came before it", () => {
  let looks = 0;
  const watched = new Proxy([] as Beat[], {
    get: (beats, name, all) => {
      if (typeof name === "string" && /^\d+$/.test(name)) looks++;
      return Reflect.get(beats, name, all);
    },
  });
  for (let at = 0; at < 300; at++) addBeat(watched, `beat ${at}`, at);
  expect(looks).toBeLessThanOrEqual(300);
});
