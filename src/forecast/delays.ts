import {
  fromMebibytesPerSecond,
  fromMilliseconds,
  MILLISECOND,
  type Tick,
  ticksOfBytes,
} from "../clock/tick.ts";
import { RECORD_BYTES } from "../migration/store.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** What a reservation conflict costs before the next try (`store-scheduler.ts`). */
const CONFLICT_PAUSE = 10 * MILLISECOND;

/** Which way a message goes. */
type Way = "there" | "back";

/** How long messages and records take, on average where loss, jitter or conflicts are drawn. Ticks and bytes. */
export interface Delays {
  readonly bytesPerSecond: number;
  readonly latency: Tick;
  /** A message of so many bytes, from the first byte's leaving to the arrival; behind `ahead` bytes that go before it. */
  hop(way: Way, bytes: number, ahead?: number): Tick;
  /** A small record that is read or written on the datastore; `always` also where QEMU's rule makes records free. */
  readonly record: Tick;
  readonly fileCreated: Tick;
}

export function delaysOf({ link, datastore, migration }: Scenario): Delays {
  const bytesPerSecond = fromMebibytesPerSecond(link.bandwidthMiBps);
  const back = fromMebibytesPerSecond(link.backBandwidthMiBps ?? link.bandwidthMiBps);
  const latency = fromMilliseconds(link.latencyMs);
  const plain =
    ticksOfBytes(RECORD_BYTES, fromMebibytesPerSecond(datastore.bandwidthMiBps)) +
    fromMilliseconds(datastore.latencyMs);
  const conflicts = datastore.reservationConflicts;
  const operation = plain + Math.round(((plain + CONFLICT_PAUSE) * conflicts) / (1 - conflicts));
  return {
    bytesPerSecond,
    latency,
    hop: (way, bytes, ahead = 0) =>
      ticksOfBytes(bytes + ahead, way === "there" ? bytesPerSecond : back) + latency + drawn(link, latency),
    record: migration.stopRule === "qemu" ? 0 : operation,
    fileCreated: operation,
  };
}

/** What loss and jitter add to a message on average: it comes again after 2 x latency + 10 ms, or again after that. */
function drawn({ loss, jitterMs }: Scenario["link"], latency: Tick): Tick {
  const again = ((2 * latency + 10 * MILLISECOND) * loss) / (1 - loss);
  return Math.round(again + fromMilliseconds(jitterMs) / 2);
}
