/** Under which conditions a lesson's runs are made, read off its data and the scenario that it begins with. */

import type { Fault } from "../../scenario/fault.ts";
import { heldAt } from "../../scenario/fields/limits.ts";
import { FIELDS } from "../../scenario/fields/table.ts";
import { differencesOf, type Value, valueAt } from "../../scenario/fields/values.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { instanceAt } from "../another.ts";
import type { Drawn, LessonData } from "../lesson.ts";

/** One condition that the lesson sets, leaves to the learner, or draws. */
export interface Condition {
  /** The place of its field in a scenario. */
  readonly path: string;
  readonly value: Value;
  /** What the scenario has there that the lesson begins with. */
  readonly before: Value;
  readonly isOpen: boolean;
  /** How it is drawn for another one like this; null where it stays. */
  readonly drawn: Drawn | null;
}

/** What befalls the run, and how its moment is drawn for another one like this: in milliseconds after that which it names. */
export interface Befalls {
  readonly fault: Fault;
  readonly drawn: Drawn | null;
}

/** A further run, and in what it is another. */
export interface OtherRun {
  readonly name: string;
  readonly fields: readonly { readonly path: string; readonly value: Value }[];
  /** What befalls it instead; null where that is the same. */
  readonly faults: readonly Fault[] | null;
}

export interface Conditions {
  readonly conditions: readonly Condition[];
  readonly faults: readonly Befalls[];
  /** Further migrations of the same run, each so many milliseconds after the one before it. */
  readonly again: readonly number[];
  readonly others: readonly OtherRun[];
}

const FAULTS = "faults";
const PATHS = FIELDS.map(({ path }) => path);

/** The conditions of a lesson's own runs, in the order of the fields; `base` is the scenario that its data names. */
export function conditionsOf(data: LessonData, base: Scenario): Conditions {
  const { main, others } = instanceAt(data, base, null);
  const named = new Set([...Object.keys(data.set), ...data.unlock, ...Object.keys(data.draw)]);
  const conditions = PATHS.filter((path) => named.has(path)).map((path) => ({
    path,
    value: heldAt(path, main),
    before: heldAt(path, base),
    isOpen: data.unlock.includes(path),
    drawn: data.draw[path] ?? null,
  }));
  const faults = main.faults.map((fault, index) => ({
    fault,
    drawn: data.draw[`${FAULTS}.${index}.at.afterMs`] ?? null,
  }));
  const runs = Object.entries(others).map(([name, other]) => otherRun(name, main, other));
  return { conditions, faults, again: main.again.map(({ afterMs }) => afterMs), others: runs };
}

function otherRun(name: string, main: Scenario, other: Scenario): OtherRun {
  const paths = differencesOf(main, other);
  return {
    name,
    fields: PATHS.filter((path) => paths.includes(path)).map((path) => ({
      path,
      value: valueAt(other, path),
    })),
    faults: paths.includes(FAULTS) ? other.faults : null,
  };
}
