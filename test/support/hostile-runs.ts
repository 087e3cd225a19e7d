import type { Played } from "./every-event.ts";
import { SMALL } from "./small.ts";

/** A run with a name and the outcome that it comes to. */
export interface HostileRun extends Played {
  readonly name: string;
  readonly outcome: string;
}

type Where = { phase: string; afterMs: number } | { ms: number } | { round: number };
const fault = (kind: string, at: Where, more: object = {}) => ({ kind, at, ...more });
const cut = (phase: string, afterMs: number) => fault("cutLink", { phase, afterMs });
const heal = (phase: string, afterMs: number) => fault("healLink", { phase, afterMs });
const stop = (phase: string, afterMs: number) => fault("stopDatastore", { phase, afterMs });
const start = (phase: string, afterMs: number) => fault("healDatastore", { phase, afterMs });

interface Variation {
  readonly seed?: number;
  readonly strategy?: string;
  readonly faults?: object[];
  readonly link?: object;
  readonly datastore?: object;
  readonly file?: object;
  readonly migration?: object;
  readonly guest?: object;
  readonly client?: object;
  readonly untilMs?: number;
}

function runOf(change: Variation): object {
  const { strategy = "quickResume", seed = 1, faults = [], untilMs = 2400 } = change;
  return {
    ...SMALL,
    seed,
    guest: { ...SMALL.guest, ...change.guest },
    link: { ...SMALL.link, ...change.link },
    datastore: { ...SMALL.datastore, ...change.datastore },
    file: { ...SMALL.file, ...change.file },
    migration: { ...SMALL.migration, strategy, ...change.migration },
    ...(change.client ? { client: change.client } : {}),
    faults,
    untilMs,
  };
}

const run = (name: string, outcome: string, change: Variation, acts?: Played["acts"]): HostileRun => ({
  name,
  outcome,
  input: runOf(change),
  ...(acts ? { acts } : {}),
});

const MOVED = "completed";
const RECOVERED = "recovered";
const STAYED = "continued-on-source";

/** Runs of every strategy, with what can go wrong where numbers would part: cuts, stops, crashes, losses, slow paths. */
export const HOSTILE_RUNS: readonly HostileRun[] = [
  run("stop-and-copy", MOVED, { strategy: "stopAndCopy" }),
  run("pre-copy that never fits", STAYED, { strategy: "preCopy", migration: { maxRounds: 4 } }),
  run("pre-copy, stopped after two rounds", MOVED, { strategy: "preCopy", migration: { afterRounds: 2 } }),
  run("pre-copy with SDPS", MOVED, { strategy: "preCopySdps", untilMs: 4000 }),
  run("post-copy", MOVED, { strategy: "postCopy" }),
  run("Quick Resume", MOVED, {}),
  run("Concurrent", MOVED, { strategy: "quickResumeConcurrent" }),
  run("cut in pre-copy, healed", RECOVERED, {
    faults: [cut("preCopy", 60), heal("preCopy", 460)],
  }),
  run("cut in pre-copy with pages on the wire for long", RECOVERED, {
    link: { latencyMs: 40 },
    faults: [cut("preCopy", 260), heal("preCopy", 460)],
  }),
  run("pre-copy over a jittery link that loses messages", RECOVERED, {
    link: { latencyMs: 5, jitterMs: 20, loss: 0.1 },
    faults: [fault("loseMessages", { phase: "preCopy", afterMs: 80 }, { count: 3 })],
  }),
  run("cut in page-in", RECOVERED, { faults: [cut("pageIn", 20)] }),
  run("cut and healed in page-in", RECOVERED, { faults: [cut("pageIn", 20), heal("pageIn", 200)] }),
  run("a link that flaps in page-in", RECOVERED, {
    faults: [20, 200, 260, 420, 480, 600].map((ms, index) => (index % 2 ? heal : cut)("pageIn", ms)),
    untilMs: 4000,
  }),
  run("cut in page-in, datastore stopped and started", RECOVERED, {
    faults: [cut("pageIn", 20), stop("pageIn", 150), start("pageIn", 420)],
    untilMs: 4000,
  }),
  run("datastore stopped while chunks are in the file, link healed", RECOVERED, {
    datastore: { bandwidthMiBps: 1 },
    faults: [cut("pageIn", 20), stop("pageIn", 180), heal("pageIn", 300)],
    untilMs: 4000,
  }),
  run("Concurrent, cut", RECOVERED, { strategy: "quickResumeConcurrent", faults: [cut("pageIn", 20)] }),
  run("Concurrent, datastore stopped", RECOVERED, {
    strategy: "quickResumeConcurrent",
    datastore: { bandwidthMiBps: 1 },
    faults: [stop("pageIn", 40)],
    untilMs: 4000,
  }),
  run("both paths down in page-in", "held", {
    datastore: { bandwidthMiBps: 1 },
    faults: [cut("pageIn", 20), stop("pageIn", 200)],
  }),
  run("post-copy, cut for good", "held", { strategy: "postCopy", faults: [cut("pageIn", 20)] }),
  run("messages lost in page-in", RECOVERED, {
    faults: [20, 40, 60].map((afterMs) => fault("loseMessages", { phase: "pageIn", afterMs }, { count: 2 })),
  }),
  run("a slow datastore and faults that ask for eight pages", RECOVERED, {
    seed: 7,
    datastore: { bandwidthMiBps: 2, latencyMs: 20 },
    file: { chunks: 8 },
    migration: { pagesPerFault: 8 },
    faults: [cut("pageIn", 10)],
    untilMs: 6000,
  }),
  run("reservation conflicts", RECOVERED, {
    seed: 3,
    datastore: { reservationConflicts: 0.3 },
    faults: [cut("pageIn", 10)],
    untilMs: 6000,
  }),
  run("the source crashes in pre-copy", "lost", {
    faults: [fault("crashSource", { phase: "preCopy", afterMs: 90 })],
  }),
  run("the source crashes in page-in", "lost", {
    client: { requestsPerSecond: 20 },
    faults: [fault("crashSource", { phase: "pageIn", afterMs: 30 })],
  }),
  run("the source crashes in page-in with pages in the file", "lost", {
    datastore: { bandwidthMiBps: 1 },
    faults: [cut("pageIn", 20), fault("crashSource", { phase: "pageIn", afterMs: 190 })],
  }),
  run("the source crashes before it hears that its last page has come", RECOVERED, {
    guest: {
      ramMiB: 2,
      program: "canvas",
      instructionsPerSecond: 3_000_000,
      settings: { workingSetPages: 2, dirtyPagesPerSecond: 0 },
    },
    link: { bandwidthMiBps: 4, latencyMs: 0.1, urgentChannel: false },
    file: { chunkKiB: 4, chunks: 2, pollMs: 20 },
    migration: { startMs: 0.4, switchoverGoalMs: 200, afterRounds: 2, maxRounds: 3, heartbeatMs: 100 },
    faults: [cut("pageIn", 0), fault("crashSource", { phase: "preCopy", afterMs: 163 })],
  }),
  run("the destination crashes in pre-copy", STAYED, {
    faults: [fault("crashDestination", { phase: "preCopy", afterMs: 90 })],
  }),
  run("the destination crashes in the stun", STAYED, {
    strategy: "stopAndCopy",
    faults: [fault("crashDestination", { phase: "stun", afterMs: 60 })],
  }),
  run("the destination crashes in page-in", "lost", {
    faults: [fault("crashDestination", { phase: "pageIn", afterMs: 30 })],
  }),
  run("the destination crashes after the move", "lost", {
    faults: [fault("crashDestination", { phase: "finish", afterMs: 30 })],
  }),
  run("both crash in page-in", "lost", {
    faults: [
      fault("crashSource", { phase: "pageIn", afterMs: 30 }),
      fault("crashDestination", { phase: "pageIn", afterMs: 60 }),
    ],
  }),
  run(
    "an HA restart after a loss",
    "lost",
    { faults: [fault("crashSource", { phase: "pageIn", afterMs: 30 })] },
    [[1200, "restart"]],
  ),
  run("cut in the stun", STAYED, { strategy: "stopAndCopy", faults: [cut("stun", 60)] }),
  run("datastore stopped in the switchover", "held", { faults: [stop("switchover", 0)] }),
];
