import { fromMilliseconds } from "../../src/clock/tick.ts";
import type { TraceEvent } from "../../src/trace/event.ts";
import type { LabRun } from "./lab-run.ts";
import { number as numberOf, type ScenarioData } from "./scenario/scenario-data.ts";

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

/** Of the migration of that number, which has what the one before it had where it does not say. */
function longestSwitchoverMs({ migration = {}, again = [] }: ScenarioData, number: number): number {
  const given = [migration, ...again.slice(0, number - 1)].filter((each) => "maxSwitchoverMs" in each);
  return numberOf(given.at(-1) ?? {}, "maxSwitchoverMs", LONGEST_SWITCHOVER_MS);
}

function decides(event: TraceEvent, source: TraceEvent["who"]): boolean {
  const { kind, who } = event;
  if (event.kind === "store") return event.what === "compareAndSetOwner" && who === source;
  return kind === "resume" || kind === "ended" || kind === "crashSource";
}
