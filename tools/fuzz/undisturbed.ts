import type { LabRun } from "./lab-run.ts";

/** Faults that take nothing away: what is on its way arrives, only later. */
const HARMLESS: readonly string[] = ["healLink", "slowLink", "healDatastore", "slowDatastore"];

/** What may happen only where something failed, by its kind in the trace. */
const DISTURBANCES: readonly string[] = ["path", "owedAgain", "refused"];

/**
 * A run in which nothing was taken away changes no path, owes no page again and sends nothing twice, however slow, lossy
 * or far away its link and its datastore are. Null, or what happened all the same.
 */
export function disturbedByItself({ events, disturbed }: LabRun): string | null {
  const failed = events.some(({ who, kind, at }) => who === "lab" && at !== undefined && isHarmful(kind));
  if (failed) return null;
  const event = events.find(({ kind }) => DISTURBANCES.includes(kind));
  if (event) return `"${event.kind}" at the ${event.who} at tick ${event.tick}, though nothing had failed`;
  return disturbed ? "something was sent again, though nothing had failed" : null;
}

function isHarmful(kind: string): boolean {
  return kind !== "requestLost" && !HARMLESS.includes(kind);
}
