import { fromMilliseconds } from "../../src/clock/tick.ts";
import type { TraceEvent } from "../../src/trace/event.ts";
import type { LabRun } from "./lab-run.ts";
import { dataOf, number, type ScenarioData } from "./scenario/scenario-data.ts";

const LONGEST_SWITCHOVER_MS = 100_000;

/**
 * A stunned guest goes on somewhere within the longest switchover, or by then the source asks for the record that says
 * where. Null, or since when it was held.
 */
export function heldTooLong({ events }: Pick<LabRun, "events">, data: ScenarioData): string | null {
  let migrations = 0;
  for (const event of events) {
    if (event.kind === "migrate") migrations++;
    if (event.kind !== "stun") continue;
    const limit = event.tick + fromMilliseconds(longestSwitchoverMs(data, migrations));
    const isOverThen = events.some(({ tick }) => tick > limit);
    const isDecided = events.some(
      (each) => each.tick >= event.tick && each.tick <= limit && decides(each, event.who),
    );
    if (isOverThen && !isDecided) return `nobody had decided by tick ${limit} where the guest goes on`;
  }
  return null;
}

function longestSwitchoverMs(data: ScenarioData, migration: number): number {
  return number(dataOf(data, migration).migration ?? {}, "maxSwitchoverMs", LONGEST_SWITCHOVER_MS);
}

function decides(event: TraceEvent, source: TraceEvent["who"]): boolean {
  const { kind, who } = event;
  if (event.kind === "store") return event.what === "compareAndSetOwner" && who === source;
  return kind === "resume" || kind === "ended" || kind === "crashSource";
}
