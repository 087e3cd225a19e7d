/**
 * What is done to a run by telling the guest or a role of it, rather than by breaking a part: the guest's dirty rate
 * changes through its device block, and a migration is cancelled through its source. Where nothing comes of it, the trace
 * says why.
 */

import type { ActionKind } from "../scenario/action.ts";
import { dirtyRateWordOf } from "../scenario/dirty-rate.ts";
import type { Deed, Fault } from "../scenario/fault.ts";
import type { NoEffect } from "../trace/event-fields.ts";
import type { HostDriver } from "./host-driver.ts";
import { isOff } from "./parts/run-state.ts";
import type { Run } from "./run.ts";

/** The guest has the new rate from its next look on: at once where it runs, else as soon as it does. */
export async function setDirtyRate(run: Run, driver: HostDriver, pagesPerSecond: number): Promise<void> {
  const index = dirtyRateWordOf(run.scenario.guest);
  if (index === null) return noEffect(run, "setDirtyRate", "noDirtyRate");
  if (isOff(run.known) || (run.lossReason !== null && run.restart?.at == null))
    return noEffect(run, "setDirtyRate", "guestGone");
  const was = run.state.conditions.dirtyPagesPerSecond!;
  run.state.conditions = { ...run.state.conditions, dirtyPagesPerSecond: pagesPerSecond };
  run.statistics.reach({ kind: "setDirtyRate", was, is: pagesPerSecond }, run.now);
  run.state.settingWhileHeld = { index, word: pagesPerSecond };
  await driver.giveSetting();
}

/** vSphere's Cancel. Once the owner record has changed the guest has gone, and nobody can call it back. */
export async function cancelMigration(run: Run, driver: HostDriver): Promise<void> {
  const { startedAt, how } = run.statistics;
  if (startedAt === null || how !== null) return noEffect(run, "cancel", "notMigrating");
  if (run.recoverability.crashed.has("source")) return noEffect(run, "cancel", "hostCrashed");
  if (run.recoverability.owner.owner === "destination") return noEffect(run, "cancel", "committed");
  run.statistics.reach({ kind: "cancel" }, run.now);
  await driver.grant("source", run.now, [{ kind: "cancel" }]);
}

/**
 * The learner arms a fault for a moment of a migration that has not come: of the present one, or of the next where none
 * is under way. The schedule has begun with the next one's number as soon as that begins.
 */
export function arm(run: Run, { at, ...rest }: Fault): void {
  const next = run.state.migration + (run.nextSource === null ? 0 : 1);
  const fault = { ...rest, at: "ms" in at ? at : { migration: next, ...at } } as Fault;
  if ("ms" in fault.at) throw new RangeError("A fault that is armed by hand names a phase or a round.");
  if (!run.faults.arm(fault, run.state.migration)) return noEffect(run, fault.kind, "momentPassed");
  run.note("lab", { kind: "armed", what: fault.kind, moment: fault.at });
}

/** The learner takes back what was armed and has not come. */
export function disarm(run: Run, deed: Deed): void {
  const { at } = deed;
  if (at === undefined) throw new RangeError("What was not armed cannot be taken back.");
  if (!run.faults.disarm(deed as Fault)) return noEffect(run, "disarm", "momentPassed");
  run.note("lab", { kind: "disarmed", what: deed.kind, moment: at });
}

/** Something is done now: the trace gets it before its consequences. */
export function noteDeed(run: Run, deed: Fault | Deed, cause: "scenario" | "learner"): void {
  const told = { ...deed, cause };
  const { source, destination } = run.places;
  if (told.kind === "crashSource") run.note("lab", { ...told, place: source });
  else if (told.kind === "crashDestination") run.note("lab", { ...told, place: destination });
  else run.note("lab", told);
}

function noEffect(run: Run, what: ActionKind, why: NoEffect): void {
  run.note("lab", { kind: "noEffect", what, why });
}
