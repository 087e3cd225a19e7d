import { fromMilliseconds, type Tick, toMilliseconds } from "../../clock/tick.ts";
import type { Comparison } from "../../compare/comparison.ts";
import type { Fault } from "../../scenario/scenario.ts";
import type { Experiment } from "../../scenario/share.ts";

/** The cut of the lab's own story: a quarter of a second after the guest has moved with Quick Resume. */
const CUT: Fault = { kind: "cutLink", at: { phase: "pageIn", afterMs: 250 } };

/**
 * What is compared: the lab's present experiment. Where nothing was done in it yet, it is what the lab is for: the
 * guest moves with Quick Resume, and the cable is cut while its last pages are still on their way.
 */
export function comparisonOf({ scenario, actions }: Experiment): Comparison {
  const isUntouched = actions.length === 0 && scenario.faults.length === 0;
  if (!isUntouched) return { scenario: lastingTo(scenario, actions), actions };
  const migration = { ...scenario.migration, strategy: "quickResume" as const };
  return { scenario: { ...scenario, migration, faults: [CUT] }, actions: [] };
}

/** How long every run goes on after the last thing that was done to it, in milliseconds. */
const AFTERMATH = 6000;

/** The scenario ends when it says, but not before what the learner did had its effect. */
function lastingTo(scenario: Comparison["scenario"], actions: Comparison["actions"]): Comparison["scenario"] {
  const last = toMilliseconds(actions.at(-1)?.at ?? 0);
  return { ...scenario, untilMs: Math.max(scenario.untilMs, Math.ceil(last + AFTERMATH)) };
}

/** When every strategy starts. */
export function startOf({ scenario, actions }: Comparison): Tick {
  return (
    actions.find(({ action }) => action === "migrate")?.at ?? fromMilliseconds(scenario.migration.startMs)
  );
}

/** When the cable is cut first, or null where it stays whole or that is not known yet. */
export function cutOf({ scenario, actions }: Comparison): Tick | null {
  const cuts = scenario.faults.flatMap(({ kind, at }) =>
    kind === "cutLink" && "ms" in at ? [fromMilliseconds(at.ms)] : [],
  );
  const done = actions.filter(({ action }) => action === "cutLink").map(({ at }) => at);
  const all = [...cuts, ...done];
  return all.length > 0 ? Math.min(...all) : null;
}

/** The same comparison with its first cut at another moment, or with none at all. */
export function withCut(comparison: Comparison, to: Tick | null): Comparison {
  const { scenario, actions } = comparison;
  const faults = scenario.faults.filter((fault) => !isLinkFault(fault.kind));
  const others = actions.filter(({ action }) => !isLinkFault(action));
  const cut: Fault[] = to === null ? [] : [{ kind: "cutLink", at: { ms: toMilliseconds(to) } }];
  return { scenario: { ...scenario, faults: [...faults, ...cut] }, actions: others };
}

function isLinkFault(kind: string): boolean {
  return kind === "cutLink" || kind === "healLink";
}
