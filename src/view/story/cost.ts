import { MILLISECOND } from "../../clock/tick.ts";
import type { Frame } from "../../report/frame.ts";
import type { MilestoneKind } from "../../trace/milestone.ts";
import { ofPresentMigration } from "../../trace/milestones.ts";

/** What happens to a run beside cuts that costs time of its own. */
const OTHER_TROUBLE: ReadonlySet<MilestoneKind> = new Set<MilestoneKind>([
  "slowLink",
  "loseMessages",
  "slowDatastore",
  "setDirtyRate",
  "cancel",
  "stopDatastore",
  "healDatastore",
  "crashSource",
  "crashDestination",
  "restart",
]);

/**
 * So far, in milliseconds, may the forecast be off from when the guest resumed. The painter's and the dirtier's are off by
 * less than three where nothing fails, the game's by seven.
 */
const OFF_MS = 10;

/**
 * What the cut of a migration's link has cost in time, in milliseconds: its total time less that of the same migration left
 * alone. That is not run: until the guest resumed it is this very run, and for the rest the forecast says how long the
 * pages would have taken over the link. Null where no honest number is known: the guest's writes follow no formula, chance or a
 * second path makes the forecast an estimate, something else failed or changed, the cut came before the resume, or the
 * run had left the course of the forecast by then.
 */
export function costOfCut(frame: Frame): number | null {
  const { prospect, report, milestones, milestonesLeftOut } = frame;
  if (!prospect || prospect.isAbout || prospect.resumeMs === null || prospect.totalMs === null) return null;
  if (milestonesLeftOut > 0 || milestones.some(({ kind }) => OTHER_TROUBLE.has(kind))) return null;
  const course = ofPresentMigration(milestones);
  const resume = course.find(({ kind }) => kind === "resume");
  const cut = course.find(({ kind }) => kind === "cutLink");
  if (!resume || !cut || cut.at < resume.at) return null;
  const resumeMs = (resume.at - course[0]!.at) / MILLISECOND;
  if (Math.abs(resumeMs - prospect.resumeMs) > OFF_MS) return null;
  return report["total-time"] - resumeMs - (prospect.totalMs - prospect.resumeMs);
}
