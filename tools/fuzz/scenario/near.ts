import { UNTIL_MS } from "../../../src/scenario/scenario.ts";
import type { Draw } from "./draw.ts";
import { numberAt, withKnob } from "./knob-values.ts";
import type { ScenarioData } from "./scenario-data.ts";

const PAGE_MIB = 4104 / 1024 / 1024;

/** Two quantities of a scenario are brought close to each other: one knob is set by another. */
interface Nearness {
  /** The knob that is set. */
  readonly path: string;
  /** What it is to be near to, in its own unit. */
  near(data: ScenarioData): number;
}

const heartbeat = (data: ScenarioData) => numberAt(data, "migration.heartbeatMs", 1000);
const batchPages = (data: ScenarioData) => numberAt(data, "migration.pagesPerSend", 32);
const storeLatency = (data: ScenarioData) => numberAt(data, "datastore.latencyMs", 5);
const chunkKiB = (data: ScenarioData) => numberAt(data, "file.chunkKiB", 128);
const ramMiB = (data: ScenarioData) => numberAt(data, "guest.ramMiB", 64);
const bandwidth = (data: ScenarioData) => numberAt(data, "link.bandwidthMiBps", 32);

/** The bandwidth in MiB/s at which so many MiB take so many milliseconds. */
const rateFor = (mebibytes: number, ms: number) => (mebibytes * 1000) / ms;

/** Where a comparison in the protocol, the link or the datastore tips over. */
const NEARNESSES: readonly Nearness[] = [
  { path: "file.pollMs", near: heartbeat },
  { path: "file.pollMs", near: (data) => heartbeat(data) / 4 },
  { path: "file.pollMs", near: (data) => 2 * heartbeat(data) },
  { path: "file.pollMs", near: storeLatency },
  { path: "link.bandwidthMiBps", near: (data) => rateFor(PAGE_MIB, heartbeat(data)) },
  { path: "link.bandwidthMiBps", near: (data) => rateFor(PAGE_MIB, heartbeat(data) / 4) },
  { path: "link.bandwidthMiBps", near: (data) => rateFor(batchPages(data) * PAGE_MIB, heartbeat(data)) },
  { path: "link.latencyMs", near: heartbeat },
  { path: "link.latencyMs", near: (data) => heartbeat(data) / 2 },
  { path: "link.jitterMs", near: heartbeat },
  { path: "link.queueKiB", near: (data) => batchPages(data) * PAGE_MIB * 1024 },
  { path: "link.queueKiB", near: () => PAGE_MIB * 1024 },
  { path: "datastore.latencyMs", near: heartbeat },
  { path: "datastore.latencyMs", near: (data) => heartbeat(data) / 4 },
  { path: "datastore.latencyMs", near: (data) => 2 * heartbeat(data) },
  { path: "datastore.bandwidthMiBps", near: (data) => rateFor(chunkKiB(data) / 1024, heartbeat(data)) },
  { path: "datastore.bandwidthMiBps", near: (data) => rateFor(chunkKiB(data) / 256, heartbeat(data)) },
  { path: "datastore.bandwidthMiBps", near: bandwidth },
  { path: "file.chunkKiB", near: (data) => batchPages(data) * 4 },
  { path: "file.chunkKiB", near: (data) => ramMiB(data) * 1024 },
  { path: "file.chunks", near: (data) => (ramMiB(data) * 1024) / chunkKiB(data) },
  { path: "migration.heartbeatMs", near: (data) => 2 * numberAt(data, "link.latencyMs", 1) },
  { path: "migration.heartbeatMs", near: (data) => 4 * storeLatency(data) },
  { path: "migration.maxSwitchoverMs", near: heartbeat },
  { path: "migration.maxSwitchoverMs", near: (data) => 4 * storeLatency(data) },
  { path: "migration.switchoverGoalMs", near: (data) => (ramMiB(data) * 1000) / bandwidth(data) },
  { path: "migration.pagesPerFault", near: batchPages },
  { path: "migration.pagesPerSend", near: (data) => ramMiB(data) * 256 },
  { path: "guest.settings.dirtyPagesPerSecond", near: (data) => bandwidth(data) / PAGE_MIB },
  { path: "client.lateMs", near: (data) => 2 * numberAt(data, "client.latencyMs", 1) },
  { path: "migration.startMs", near: (data) => numberAt(data, "untilMs", UNTIL_MS) / 2 },
];

const FACTORS = [0.25, 0.5, 0.9, 0.99, 1, 1, 1, 1.01, 1.1, 2, 4];

/** Up to three quantities are brought near to others. `clamp` keeps a knob within what is allowed. */
export function nearlyEqual(
  draw: Draw,
  data: ScenarioData,
  clamp: (data: ScenarioData, path: string, value: number) => number | null,
): { data: ScenarioData; kept: string[] } {
  let near = data;
  const kept: string[] = [];
  for (let count = draw.between(1, 3); count > 0; count--) {
    const { path, near: target } = draw.pick(NEARNESSES);
    const value = clamp(near, path, target(near) * draw.pick(FACTORS));
    if (value === null) continue;
    near = withKnob(near, path, value);
    kept.push(path);
  }
  return { data: near, kept };
}
