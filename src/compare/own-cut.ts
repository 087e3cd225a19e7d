import { fromMilliseconds, type Tick } from "../clock/tick.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { OpenScenario } from "./comparison.ts";
import { CourseMeter } from "./course.ts";
import { type CutPoint, placeOf } from "./cut-point.ts";

/** The cut of the learner's own run. */
export interface OwnCut {
  /** Where in its own course the run was. */
  readonly point: CutPoint;
  /** How long the cable stayed cut; null where it was not healed. */
  readonly healsAfter: Tick | null;
}

/**
 * The first cut of a run that comes while it moves; null where none does.
 *
 * @param scenario the learner's own run, with all that was done in it as faults
 */
export async function ownCutOf(open: OpenScenario, scenario: Scenario): Promise<OwnCut | null> {
  const simulation = await open(scenario);
  const meter = new CourseMeter(simulation);
  const end = fromMilliseconds(scenario.untilMs);
  await simulation.advance(end, () => {
    // What a cut lets fall out is not looked at any more: the course stands as it was just before.
    if (simulation.run.cutAt !== null) return true;
    meter.look();
    return false;
  });
  const { cutAt, statistics } = simulation.run;
  if (cutAt === null || statistics.startedAt === null) return null;
  const point = placeOf(meter.course());
  const healed = () => statistics.milestones.find(({ kind, at }) => kind === "healLink" && at >= cutAt.at);
  if (scenario.faults.some(({ kind }) => kind === "healLink"))
    await simulation.advance(end, () => healed() !== undefined);
  const heal = healed();
  return { point, healsAfter: heal ? heal.at - cutAt.at : null };
}
