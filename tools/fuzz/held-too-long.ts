import { fromMilliseconds } from "../../src/clock/tick.ts";
import type { TraceEvent } from "../../src/trace/event.ts";
import type { LabRun } from "./lab-run.ts";
import { number, type ScenarioData } from "./scenario/scenario-data.ts";

const LONGEST_SWITCHOVER_MS = 100_000;

/**
 * A stunned guest goes on somewhere within the longest switchover, or by then the source asks for the record that says
 * where. Null, or since when it was held.
 */
export function heldTooLong(
  { events }: Pick<LabRun, "events">,
  { migration = {} }: ScenarioData,
): string | null {
  const stun = events.find(({ kind }) => kind === "stun");
  if (!stun) return null;
  const limit = stun.tick + fromMilliseconds(number(migration, "maxSwitchoverMs", LONGEST_SWITCHOVER_MS));
  const isOverThen = events.some(({ tick }) => tick > limit);
  const isDecided = events.some((event) => event.tick >= stun.tick && event.tick <= limit && decides(event));
  return isOverThen && !isDecided ? `nobody had decided by tick ${limit} where the guest goes on` : null;
}

function decides(event: TraceEvent): boolean {
  const { kind, who } = event;
  if (event.kind === "store") return who === "source" && event.what === "compareAndSetOwner";
  return kind === "resume" || kind === "ended" || kind === "crashSource";
}
