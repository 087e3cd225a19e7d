/**
 * What a migration will be like, computed from a scenario without running it: whether pre-copy ends and after how many
 * rounds, how long the guest will stand still, how long all of it takes, and the line that a chart draws. The course is
 * of a world in which nothing fails and nothing changes. Every rule is the engine's own; `docs/model.md` says what the
 * formulas leave out.
 */

import { fromMebibytesPerSecond, toMilliseconds } from "../clock/tick.ts";
import type { MigrationSettings } from "../migration/settings.ts";
import { isConcurrent, slowsGuest } from "../migration/strategy.ts";
import { migrationSettingsOf } from "../scenario/derived.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type CurvePoint, curveOf } from "./curve.ts";
import { delaysOf } from "./delays.ts";
import { moveTimes, readyAfter } from "./move-times.ts";
import { qemuCourse } from "./qemu-rounds.ts";
import { type AlwaysRewritten, type Dirtying, mostDirty, sentPerSecond, writesOf } from "./rates.ts";
import { type Course, type RoundsEnd, vsphereCourse, withoutRounds } from "./rounds.ts";

/** A round of pre-copy as it will be. */
export interface ForecastRound {
  /** From 1. */
  readonly round: number;
  /** Milliseconds after the migration's beginning. */
  readonly beganMs: number;
  readonly endsMs: number;
  /** Pages that it has to send. */
  readonly pages: number;
}

/** A migration whose rounds can be computed from the guest's program. Times are milliseconds from the migration's beginning. */
export interface FormulaForecast {
  readonly basis: "formula";
  /** Loss, jitter or a rule that goes by its own measurements make it an estimate: to be shown with "about". */
  readonly isAbout: boolean;
  /** Pages a second that the link carries, and pages a second that the guest's program writes. */
  readonly sentPerSecond: number;
  readonly dirtiedPerSecond: number;
  /** Dirtied to sent: at 1 and more no round leaves less than it had, unless the working set is small. */
  readonly ratio: number;
  /** The most pages that a round, however long, finds written: the working set and what the guest always rewrites. */
  readonly mostDirtyPages: number;
  /** After how many rounds pre-copy, under the stop rule in force, can send the rest within its goal; null is never. */
  readonly rounds: number | null;
  /** Whether rounds without a limit to their number would come to where the rest can be sent within the goal. */
  readonly catchesUp: boolean;
  /** The rounds of the scenario's own strategy, and why none follows the last; no rounds where it has none. */
  readonly course: readonly ForecastRound[];
  readonly ends: RoundsEnd;
  /** Pages that the destination does not have when the guest stands still; 0 where it never does. */
  readonly pagesAtStun: number;
  /** How long the guest stands still; null where it never does. */
  readonly stunMs: number | null;
  /** When the guest runs at the destination; null where it never does. */
  readonly resumeMs: number | null;
  /** How long all of it takes; null where the guest stays where it is. */
  readonly totalMs: number | null;
  /** When the source gives up; null where it does not. */
  readonly givesUpMs: number | null;
  /** Pages left to send over time, in order: straight lines between the points. */
  readonly points: readonly CurvePoint[];
}

/**
 * A guest whose writes follow no formula, such as Linux, a server or a guest of one's own: the ratio must be measured,
 * and nothing is said beyond the next round (`next-round.ts`).
 */
export interface MeasuredForecast {
  readonly basis: "measured ratio and next round only";
  readonly sentPerSecond: number;
}

export type Forecast = FormulaForecast | MeasuredForecast;

/**
 * The forecast of a scenario. `alwaysRewritten` is what `rewritten.ts` says of its guest; null where nobody has measured
 * it, or where its writes follow no formula.
 */
export function forecastOf(scenario: Scenario, alwaysRewritten: AlwaysRewritten | null): Forecast {
  const writes = writesOf(scenario);
  if (writes === null || alwaysRewritten === null)
    return { basis: "measured ratio and next round only", sentPerSecond: sentPerSecond(scenario) };
  return formulaOf(scenario, { writes, always: alwaysRewritten });
}

function formulaOf(scenario: Scenario, dirtying: Dirtying): FormulaForecast {
  const settings = migrationSettingsOf(scenario);
  const ready = readyAfter(delaysOf(scenario));
  const course = courseOf(scenario, settings, dirtying);
  const times = isEndless(course.ends) ? null : moveTimes(scenario, settings, course, dirtying);
  const rate = sentPerSecond(scenario);
  const lastEnds = ready + (course.rounds.at(-1)?.ends ?? 0);
  return {
    basis: "formula",
    isAbout: isAbout(scenario, settings, course),
    sentPerSecond: rate,
    dirtiedPerSecond: dirtying.writes.perSecond,
    ratio: dirtying.writes.perSecond / rate,
    mostDirtyPages: mostDirty(dirtying),
    rounds: preCopyRounds(scenario, settings, dirtying),
    catchesUp: catchesUp(scenario, settings, dirtying),
    course: course.rounds.map((round, index) => ({
      round: index + 1,
      beganMs: toMilliseconds(ready + round.begins),
      endsMs: toMilliseconds(ready + round.ends),
      pages: round.pages,
    })),
    ends: course.ends,
    pagesAtStun: times?.pages ?? 0,
    stunMs: times && toMilliseconds(times.resume - times.stun),
    resumeMs: times && toMilliseconds(times.resume),
    totalMs: times && toMilliseconds(times.end),
    givesUpMs: course.ends === "givesUp" ? toMilliseconds(lastEnds) : null,
    points: curveOf({ pages: settings.pages, ready, course, dirtying, times }),
  };
}

/** After how many rounds pre-copy would end by itself, whatever the scenario's strategy; null where it would not. */
function preCopyRounds(scenario: Scenario, settings: MigrationSettings, dirtying: Dirtying): number | null {
  const plain = { ...settings, strategy: "preCopy", afterRounds: scenario.migration.afterRounds } as const;
  const { rounds, ends } = courseOf(scenario, plain, dirtying);
  return isEndless(ends) ? null : rounds.length;
}

/** More rounds than any guest needs that gains by each of them. */
const ROUNDS_WITHOUT_LIMIT = 1000;

function catchesUp(scenario: Scenario, settings: MigrationSettings, dirtying: Dirtying): boolean {
  const bounds = { afterRounds: null, maxRounds: ROUNDS_WITHOUT_LIMIT } as const;
  const plain = { ...settings, ...bounds, strategy: "preCopy", stopRule: "vsphere" } as const;
  return !isEndless(courseOf(scenario, plain, dirtying).ends);
}

function courseOf({ link }: Scenario, settings: MigrationSettings, dirtying: Dirtying): Course {
  const conditions = { settings, bytesPerSecond: fromMebibytesPerSecond(link.bandwidthMiBps), dirtying };
  return (
    withoutRounds(settings) ??
    (settings.stopRule === "qemu" ? qemuCourse(conditions) : vsphereCourse(conditions))
  );
}

function isEndless(ends: RoundsEnd): boolean {
  return ends === "givesUp" || ends === "goesOn";
}

/** Whether anything is drawn by chance, measured by the source, or shared between two paths. */
function isAbout({ link, datastore }: Scenario, settings: MigrationSettings, { rounds }: Course): boolean {
  const isDrawn = link.loss > 0 || link.jitterMs > 0 || datastore.reservationConflicts > 0;
  const isMeasured = rounds.length > 0 && (settings.stopRule === "qemu" || slowsGuest(settings));
  return isDrawn || isMeasured || isConcurrent(settings);
}
