import {
  fromMebibytesPerSecond,
  fromMilliseconds,
  MILLISECOND,
  type Tick,
  ticksOfBytes,
} from "../clock/tick.ts";
import { RECORD_BYTES } from "../migration/store.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type Chance, latestOf } from "./loss-delay.ts";

/** What a reservation conflict costs before the next try (`store-scheduler.ts`). */
const CONFLICT_PAUSE = 10 * MILLISECOND;

/** Which way a message goes. */
type Way = "there" | "back";

/** Messages that went before in the same channel: a message arrives behind all of them. */
export interface Before {
  readonly count: number;
  /** Ticks between two of them. */
  readonly every: Tick;
}

/** How long messages and records take, on average where loss, jitter or conflicts are drawn. Ticks and bytes. */
export interface Delays {
  readonly bytesPerSecond: number;
  /** A message of so many bytes, from its first byte's leaving to its arrival. */
  hop(way: Way, bytes: number, before?: Before): Tick;
  /** A small record that is read or written on the datastore; no time under QEMU's rule. */
  readonly record: Tick;
  readonly fileCreated: Tick;
}

const NOTHING_BEFORE: Before = { count: 0, every: 0 };

export function delaysOf({ link, datastore, migration }: Scenario): Delays {
  const bytesPerSecond = fromMebibytesPerSecond(link.bandwidthMiBps);
  const back = fromMebibytesPerSecond(link.backBandwidthMiBps ?? link.bandwidthMiBps);
  const latency = fromMilliseconds(link.latencyMs);
  const chance = chanceOf(link);
  const operation = operationTakes(datastore);
  return {
    bytesPerSecond,
    hop: (way, bytes, before = NOTHING_BEFORE) =>
      ticksOfBytes(bytes, way === "there" ? bytesPerSecond : back) + latency + latestOf(chance, before),
    record: migration.stopRule === "qemu" ? 0 : operation,
    fileCreated: operation,
  };
}

function operationTakes({ bandwidthMiBps, latencyMs, reservationConflicts }: Scenario["datastore"]): Tick {
  const plain =
    ticksOfBytes(RECORD_BYTES, fromMebibytesPerSecond(bandwidthMiBps)) + fromMilliseconds(latencyMs);
  return plain + Math.round((CONFLICT_PAUSE * reservationConflicts) / (1 - reservationConflicts));
}

/** A message that is lost comes again after 2 x latency + 10 ms (`wire.ts`). */
function chanceOf({ loss, latencyMs, jitterMs }: Scenario["link"]): Chance {
  const again = 2 * fromMilliseconds(latencyMs) + 10 * MILLISECOND;
  return { loss, again, jitter: fromMilliseconds(jitterMs) };
}
