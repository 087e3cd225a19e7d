import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { frameOf } from "../../src/report/frame-builder.ts";
import { openLab } from "../support/lab.ts";

/** A value from `min` to `max`, each power of ten in between as likely as any other, the ends most of all. */
function anywhere(min: number, max: number): fc.Arbitrary<number> {
  const [low, high] = [Math.log10(Math.max(min, max / 1e8)), Math.log10(max)];
  const between = fc.double({ min: low, max: high, noNaN: true }).map((power) => {
    return Math.min(max, Math.max(min, Number((10 ** power).toPrecision(3))));
  });
  return fc.oneof({ weight: 1, arbitrary: fc.constantFrom(min, max) }, { weight: 4, arbitrary: between });
}

/**
 * Every knob of link, datastore, file and migration over wide ranges. What makes a run of 256 pages take very many events
 * is kept away: bandwidths below 100 KiB/s, delays of many seconds, and a heartbeat that is shorter than a fifth of what
 * a message or an operation takes. Each of these has a case of its own below, and the fuzzer draws them all.
 */
const knobs = fc.record({
  seed: fc.nat(1000),
  link: fc.record({
    bandwidthMiBps: anywhere(0.1, 1_000_000),
    latencyMs: anywhere(0, 1000),
    jitterMs: anywhere(0, 1000),
    loss: fc.constantFrom(0, 0, 0.01, 0.3, 0.9),
    queueKiB: anywhere(8, 1_048_576),
    urgentChannel: fc.boolean(),
  }),
  datastore: fc.record({
    bandwidthMiBps: anywhere(0.1, 1_000_000),
    latencyMs: anywhere(0, 5000),
    reservationConflicts: fc.constantFrom(0, 0, 0.3, 0.9),
  }),
  file: fc.record({
    chunkKiB: fc.constantFrom(4, 16, 128, 2048),
    chunks: fc.constantFrom(2, 3, 40, 1024),
    pollMs: anywhere(0.1, 10_000),
  }),
  migration: fc.record({
    strategy: fc.constantFrom(
      "stopAndCopy",
      "preCopy",
      "preCopySdps",
      "postCopy",
      "quickResume",
      "quickResumeConcurrent",
    ),
    startMs: fc.constant(0),
    afterRounds: fc.constantFrom(0, 1),
    pagesPerSend: fc.constantFrom(1, 32, 1024),
    pagesPerFault: fc.constantFrom(1, 8, 1000),
    pageOrder: fc.constantFrom("ascending", "aroundFault", "restartAtFault"),
    heartbeatMs: anywhere(1, 100_000),
    maxSwitchoverMs: fc.constant(1_000_000),
  }),
});

type Knobs = typeof knobs extends fc.Arbitrary<infer Value> ? Value : never;

function withFewBeats({ migration, ...rest }: Knobs): Knobs {
  const { link, datastore } = rest;
  const least = (link.latencyMs + link.jitterMs + datastore.latencyMs) / 5;
  const heartbeatMs = Math.min(100_000, Math.max(10, least, migration.heartbeatMs));
  return { ...rest, migration: { ...migration, heartbeatMs } };
}

const GUEST = {
  ramMiB: 1,
  instructionsPerSecond: 100_000,
  settings: { workingSetPages: 40, dirtyPagesPerSecond: 1 },
};

/** Half a day. */
const UNTIL_MS = 40_000_000;

/** What a run says of itself when its migration is over, and every change of a path in it. */
async function observe(scenario: object) {
  const lab = await openLab({ version: 1, guest: GUEST, untilMs: UNTIL_MS, ...scenario });
  await lab.advance(fromMilliseconds(UNTIL_MS), () => lab.run.statistics.endedAt !== null);
  await lab.compare();
  const { report } = await frameOf(lab.run, "memory", false);
  const { outcome, identical, invariants, message } = report;
  const changes = lab.run.trace.events.filter(({ kind }) => kind === "path" || kind === "owedAgain");
  return { outcome, identical, invariants, message, changes };
}

const GOOD = { outcome: "completed", identical: true, invariants: [], message: "", changes: [] };

describe("a scenario without a fault", () => {
  it("completes without any change of path, whatever its link, datastore, file and heartbeat are", async () => {
    await fc.assert(
      fc.asyncProperty(knobs.map(withFewBeats), async (scenario) => {
        expect(await observe(scenario)).toEqual(GOOD);
      }),
      { numRuns: 10 },
    );
  }, 300_000);

  const POST_COPY = { strategy: "postCopy", afterRounds: 0, startMs: 0, maxSwitchoverMs: 1_000_000 };
  const THROUGH_THE_FILE = { strategy: "quickResumeConcurrent", afterRounds: 0, startMs: 0 };
  it.each<[string, object]>([
    [
      "a page takes nearly a heartbeat on the wire",
      {
        link: { bandwidthMiBps: 0.02, latencyMs: 0 },
        migration: { ...POST_COPY, pagesPerSend: 1, heartbeatMs: 200 },
      },
    ],
    [
      "a batch of pages takes hundreds of heartbeats",
      { link: { bandwidthMiBps: 0.05 }, migration: { ...POST_COPY, pagesPerSend: 1024, heartbeatMs: 10 } },
    ],
    [
      "signs of life alone would need fifty times the bandwidth",
      { link: { bandwidthMiBps: 0.02 }, migration: { ...POST_COPY, heartbeatMs: 1 } },
    ],
    [
      "one frame takes ten heartbeats, and urgent messages wait behind all others",
      {
        link: { bandwidthMiBps: 0.004, urgentChannel: false },
        migration: { ...POST_COPY, heartbeatMs: 100 },
      },
    ],
    [
      "the latency is a hundred heartbeats",
      { link: { latencyMs: 4000 }, migration: { ...POST_COPY, pagesPerFault: 1000, heartbeatMs: 40 } },
    ],
    [
      "the jitter is two hundred heartbeats",
      { link: { jitterMs: 4000 }, migration: { ...POST_COPY, pagesPerFault: 1000, heartbeatMs: 20 } },
    ],
    [
      "nine of ten messages are sent again",
      { link: { loss: 0.9, latencyMs: 20 }, migration: { ...POST_COPY, heartbeatMs: 10 } },
    ],
    [
      "the datastore's latency is ten heartbeats",
      { datastore: { latencyMs: 10_000 }, migration: { ...THROUGH_THE_FILE, heartbeatMs: 1000 } },
    ],
    [
      "a chunk takes hundreds of heartbeats on the datastore",
      {
        datastore: { bandwidthMiBps: 0.005 },
        link: { bandwidthMiBps: 0.05 },
        migration: { ...THROUGH_THE_FILE, heartbeatMs: 200 },
      },
    ],
    [
      "nine of ten operations meet a reservation",
      { datastore: { reservationConflicts: 0.9 }, migration: { ...THROUGH_THE_FILE, heartbeatMs: 50 } },
    ],
  ])("completes without any change of path where %s", async (_, scenario) => {
    expect(await observe(scenario)).toEqual(GOOD);
  });
});
