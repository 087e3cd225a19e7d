import { toMilliseconds } from "../clock/tick.ts";
import type { ActionStep, Experiment } from "../experiment/experiment.ts";
import { deedOf, isArmed, isDisarm, isSameDeed } from "../scenario/action.ts";
import type { Deed, Fault } from "../scenario/fault.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Comparison } from "./comparison.ts";

/** What a learner's experiment gives to a comparison. */
export interface Subject {
  readonly comparison: Comparison;
  /** The learner's own run where it was cut, all that was done in it as faults; null where it was not. */
  readonly own: Scenario | null;
  /** What failed in it beside the first cut and its heal: it is left out, because it came at a time of the clock. */
  readonly leftOut: number;
}

/** How long the learner's own run goes on after the last thing that was done to it, in milliseconds. */
const AFTERMATH = 6000;

/** Takes an experiment: what it is made of is compared, and what failed in it is not. */
export function subjectOf({ scenario, actions }: Experiment): Subject {
  const started = actions.find(({ action }) => action === "migrate");
  const startMs = started ? toMilliseconds(started.at) : scenario.migration.startMs;
  const guest = { ...scenario.guest, input: [...scenario.guest.input, ...actions.flatMap(inputOf)] };
  const quiet = { ...scenario, guest, migration: { ...scenario.migration, startMs }, faults: [] };
  const faults = [...scenario.faults, ...withoutTakenBack(actions).flatMap(faultOf)];
  const count = (kind: Fault["kind"]) => faults.filter((fault) => fault.kind === kind).length;
  const taken = Math.min(1, count("cutLink")) + Math.min(1, count("cutLink"), count("healLink"));
  const lastMs = toMilliseconds(actions.at(-1)?.at ?? 0);
  const untilMs = Math.max(scenario.untilMs, Math.ceil(lastMs + AFTERMATH));
  const own = count("cutLink") > 0 ? { ...quiet, faults, untilMs } : null;
  return { comparison: { scenario: quiet, healsAfter: null }, own, leftOut: faults.length - taken };
}

function inputOf(step: ActionStep): Scenario["guest"]["input"] {
  return step.action === "type" ? [{ atMs: toMilliseconds(step.at), text: step.keys }] : [];
}

/** The actions without what was armed and then taken back. */
function withoutTakenBack(actions: readonly ActionStep[]): readonly ActionStep[] {
  const left: ActionStep[] = [];
  for (const step of actions) {
    const { action } = step;
    if (action === "type" || !isDisarm(action)) left.push(step);
    else
      left.splice(
        left.findLastIndex((each) => isArmedAs(each, action.deed)),
        1,
      );
  }
  return left;
}

function isArmedAs({ action }: ActionStep, deed: Deed): boolean {
  return action !== "type" && isArmed(action) && isSameDeed(action, deed);
}

/** What is done at once has the time at which it was; what was armed keeps its moment. */
function faultOf({ action, at: tick }: ActionStep): Fault[] {
  if (action === "migrate" || action === "restart" || action === "type" || isDisarm(action)) return [];
  const at = { ms: toMilliseconds(tick) };
  const deed = deedOf(action);
  return [{ ...deed, at: deed.at ?? at }];
}
