/** The conditions of a lesson as its teacher reads them. */
import { allOf, exact } from "../../language/numbers.ts";
import { t } from "../../language/words.ts";
import type { Befalls, OtherRun } from "../../lessons/class/conditions.ts";
import type { Drawn } from "../../lessons/lesson.ts";
import { turned, WEST_TO_EAST } from "../../place/place.ts";
import type { Fault } from "../../scenario/fault.ts";
import type { Field } from "../../scenario/fields/field.ts";
import { fieldAt } from "../../scenario/fields/table.ts";
import { shownNumber, wordsFor } from "../../scenario/fields/text.ts";
import type { Value } from "../../scenario/fields/values.ts";
import { DEED_WORDS } from "../design/deeds.ts";
import { momentWords } from "../inside/event-words.ts";

/** How a field is drawn for another one like a lesson: "0.75 to 3 MiB/s, by 0.25". */
export function drawnWords(field: Field, drawn: Drawn): string {
  if ("of" in drawn) return allOf([...new Set(drawn.of.map((each) => wordsFor(field, each as Value)))]);
  const [from, to, step] = [drawn.from, drawn.to, drawn.step].map((each) => exact(shownNumber(field, each)));
  return t`${from!} to ${`${to!} ${field.unit}`.trim()}, by ${step!}`;
}

/** How the moment of a fault is drawn. */
export function drawnMoment(drawn: Drawn): string {
  if ("of" in drawn) return t`${allOf(drawn.of.map(String))} ms`;
  return t`${exact(drawn.from)} to ${`${exact(drawn.to)} ms`}, by ${exact(drawn.step)}`;
}

/** What befalls a run and when, in a line. */
export function faultWords(fault: Fault): string {
  return `${deedWords(fault)}: ${whenWords(fault)}`;
}

function deedWords({ kind, at }: Fault): string {
  const move = "migration" in at && at.migration !== undefined ? at.migration : 1;
  // Each move leads back where the one before it came from.
  const { source, destination } = move % 2 === 1 ? WEST_TO_EAST : turned(WEST_TO_EAST);
  if (kind === "crashSource") return t`${source} crashes`;
  if (kind === "crashDestination") return t`${destination} crashes`;
  return DEED_WORDS[kind];
}

function whenWords({ at }: Fault): string {
  const moment = momentWords(at);
  return "migration" in at && at.migration !== undefined ? t`${moment} of move ${at.migration}` : moment;
}

/** What befalls the lesson's own run, with how its moment is drawn. */
export function befallsWords({ fault, drawn }: Befalls): { readonly now: string; readonly drawn: string } {
  return { now: whenWords(fault), drawn: drawn === null ? "" : drawnMoment(drawn) };
}

/** What stands in the first column for a fault. */
export function befallsName({ fault }: Befalls): string {
  return deedWords(fault);
}

/** In what a further run is another one; how it is called in the lesson's data says nothing to a reader. */
export function otherWords({ fields, faults }: OtherRun): string {
  const changed = fields.map(
    ({ path, value }) => `${fieldAt(path).label}: ${wordsFor(fieldAt(path), value)}`,
  );
  const befalls =
    faults === null ? [] : faults.length === 0 ? [t`nothing befalls it`] : faults.map(faultWords);
  const all = [...changed, ...befalls];
  return all.length === 0 ? t`as the lesson's own run begins` : all.join("; ");
}
