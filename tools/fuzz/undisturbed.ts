import { faultTimeOf, type TraceKind } from "../../src/trace/event.ts";
import type { LabRun } from "./lab-run.ts";

/** Faults that take nothing away: what is on its way arrives, only later. */
const HARMLESS: readonly TraceKind[] = ["healLink", "slowLink", "healDatastore", "slowDatastore"];

/** What may happen only where something failed, by its kind in the trace. */
const DISTURBANCES: readonly TraceKind[] = ["path", "owedAgain", "refused"];

/**
 * A run in which nothing was taken away changes no path, owes no page again and sends nothing twice, however slow, lossy
 * or far away its link and its datastore are. Null, or what happened all the same.
 */
export function disturbedByItself({ events, disturbed }: LabRun): string | null {
  const failed = events.some((event) => faultTimeOf(event) !== undefined && !HARMLESS.includes(event.kind));
  if (failed) return null;
  const event = events.find(({ kind }) => DISTURBANCES.includes(kind));
  if (event) return `"${event.kind}" at the ${event.who} at tick ${event.tick}, though nothing had failed`;
  return disturbed ? "something was sent again, though nothing had failed" : null;
}
