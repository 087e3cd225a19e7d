import { expect, test } from "vitest";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { type Sample, sampleOf } from "../../src/timeline/sample.ts";
import { bytesOf } from "../../src/view/tape/charts.ts";
import { openLab } from "../support/lab.ts";
import { SMALL } from "../support/small.ts";

const MEBIBYTE = 2 ** 20;
const at = (kind: string, afterMs: number, more: object = {}) => {
  return { kind, at: { phase: "pageIn", afterMs }, ...more };
};
const SLOW = { bandwidthMiBps: 0.4, latencyMs: 2 };

/** Runs in which the file is used, and the most that its datastore ever carries, in MiB/s. */
const RUNS: [what: string, strategy: string, datastore: object, faults: object[], most: number][] = [
  ["alone", "quickResume", SLOW, [at("cutLink", 5)], 0.4],
  ["beside the link", "quickResumeConcurrent", SLOW, [], 0.4],
  [
    "with a datastore that slows down and heals",
    "quickResume",
    { bandwidthMiBps: 2, latencyMs: 2 },
    [at("cutLink", 5), at("slowDatastore", 250, SLOW), at("healDatastore", 600)],
    2,
  ],
  [
    "with a datastore that stops and starts",
    "quickResume",
    { bandwidthMiBps: 1, latencyMs: 2 },
    [at("cutLink", 5), at("stopDatastore", 300), at("healDatastore", 500)],
    1,
  ],
];

test.each(RUNS)(
  "no bar of the file is higher than its bandwidth: %s",
  async (_, strategy, datastore, faults, most) => {
    const migration = { ...SMALL.migration, strategy };
    const lab = await openLab({ ...SMALL, datastore, migration, faults });
    const samples: Sample[] = [];
    for (let ms = 0; ms <= SMALL.untilMs; ms += 7) {
      await lab.advance(fromMilliseconds(ms));
      samples.push(await sampleOf(lab));
    }
    for (const [path, limit] of [
      ["file", most],
      ["link", SMALL.link.bandwidthMiBps],
    ] as const) {
      const rates = bytesOf(samples, path).map(({ value }) => value!);
      // Bytes are whole: one more may have passed in the shortest stretch that a rate is taken over.
      expect(Math.max(...rates)).toBeLessThanOrEqual(limit * MEBIBYTE + 1000 / 7);
      expect(Math.max(...rates)).toBeGreaterThan(0.5 * limit * MEBIBYTE);
    }
    expect(samples.at(-1)!.fileBytes).toBeGreaterThanOrEqual(lab.run.statistics.paths.file.bytes);
  },
);
