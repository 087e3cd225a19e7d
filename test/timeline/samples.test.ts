import { expect, test } from "vitest";
import type { Sample } from "../../src/timeline/sample.ts";
import { addSample } from "../../src/timeline/samples.ts";

/** The migration is under way from 1000 to 1400; before and after it only the guest works. */
function sampleAt(index: number): Sample {
  const sent = Math.min(400, Math.max(0, index - 1000));
  return {
    at: index * 20,
    owed: 400 - sent,
    dirtied: null,
    pageBytes: 4104,
    linkBytes: sent * 4096,
    fileBytes: 0,
    retired: index * 1000,
    chunks: 0,
    stands: false,
  };
}

test("samples stay few however long a run is, and what happened keeps all of them", () => {
  const samples: Sample[] = [];
  for (let index = 0; index < 200_000; index++) addSample(samples, sampleAt(index), 2000);
  expect(samples.length).toBeLessThanOrEqual(2000);
  expect(samples[0]!.at).toBe(0);
  expect(samples.at(-1)!.at).toBe(199_999 * 20);
  expect(samples.filter(({ at }) => at > 1000 * 20 && at < 1400 * 20)).toHaveLength(399);
  const ticks = samples.map(({ at }) => at);
  expect(ticks).toEqual(ticks.toSorted((one, other) => one - other));
});

test("where something happens all the time, all of the run is thinned alike", () => {
  const samples: Sample[] = [];
  for (let index = 0; index < 50_000; index++)
    addSample(samples, { ...sampleAt(index), linkBytes: index }, 1000);
  expect(samples.length).toBeLessThanOrEqual(1000);
  const half = samples.filter(({ at }) => at < 25_000 * 20).length;
  expect(half).toBeGreaterThan(samples.length / 5);
});
