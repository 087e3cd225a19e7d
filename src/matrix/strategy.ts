/**
 * The scenario behind every cell. It is small so that the whole matrix runs in a test, and its guest dirties pages
 * faster than the link carries them, so that strategies differ.
 */

import type { Strategy } from "../migration/strategy.ts";

/** Silence after which a path is declared down in these runs. Virtual milliseconds. */
export const HEARTBEAT_MS = 100;

/** One guest for every strategy: 1 MiB, dirtied twice as fast as the link carries it, so that a cell takes a moment. */
const SCENARIO = {
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
};

/** Milliseconds. The goal of 50 ms is a tenth of ESXi's, as the guest is small. */
const MIGRATION = { startMs: 200, switchoverGoalMs: 50, heartbeatMs: HEARTBEAT_MS };

/** What some strategies need so that the same guest passes through all phases that the strategy has. */
const OWN_SETTINGS: Partial<Record<Strategy, object>> = {
  /** Copied by rule the guest would never converge: two rounds, then stop and copy. */
  preCopy: { afterRounds: 2 },
  preCopySdps: { switchoverGoalMs: 100 },
  /** One round first, as QEMU's post-copy begins, so that it has a pre-copy phase too. */
  postCopy: { afterRounds: 1 },
};

/**
 * The scenario of a cell: faults come at the given moments, and the run is watched until then. Where `againMs` is given, the
 * guest is moved once more, so long after the end.
 */
export function scenarioOf(
  strategy: Strategy,
  faults: readonly object[],
  untilMs: number,
  againMs?: number,
): object {
  const migration = { ...MIGRATION, strategy, ...OWN_SETTINGS[strategy] };
  const again = againMs === undefined ? [] : [{ afterMs: againMs }];
  return { ...SCENARIO, migration, again, faults, untilMs };
}
