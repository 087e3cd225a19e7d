/** A small Quick Resume run: 1 MiB of guest memory that is dirtied faster than the link carries it. */
export const SMALL = {
  version: 1,
  guest: {
    program: "dirty",
    ramMiB: 1,
    instructionsPerSecond: 2_000_000,
    settings: { workingSetPages: 200, dirtyPagesPerSecond: 1000 },
  },
  link: { bandwidthMiBps: 2 },
  datastore: { bandwidthMiBps: 20, latencyMs: 2 },
  file: { chunkKiB: 16, chunks: 4, pollMs: 2 },
  migration: { startMs: 200, switchoverGoalMs: 50, heartbeatMs: 100 },
  untilMs: 3000,
};
