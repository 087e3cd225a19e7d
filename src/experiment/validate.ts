/**
 * The one check for runs from outside, whether by link or by file. What passes is a run that the lab itself could
 * have saved; nothing behind it needs to look again.
 */

import * as v from "valibot";
import type { Tick } from "../clock/tick.ts";
import { t } from "../language/words.ts";
import { actionSchema } from "../scenario/action-schema.ts";
import { BadScenarioError } from "../scenario/bad-scenario.ts";
import { parseScenario, type Scenario } from "../scenario/scenario.ts";
import { check, choice, list, record, whole } from "../scenario/schema.ts";
import { quote } from "../text/quote.ts";
import { LATEST_TICK, MOST_ACTIONS, MOST_KEYS } from "./bounds.ts";
import type { ActionStep, Experiment } from "./experiment.ts";
import { isInOwnFolder } from "./own-folder.ts";

const tick = whole(0, LATEST_TICK);
/** Half of a character that takes two words has no bytes in UTF-8. */
const HALF = /\p{Cs}/u;

const keys = v.custom<string>(
  (value) => typeof value === "string" && value !== "" && value.length <= MOST_KEYS && !HALF.test(value),
  t`1 to ${MOST_KEYS} whole characters`,
);
const done = record({ action: actionSchema(["type"]), at: tick });
const typed = record({ action: choice(["type"]), keys, at: tick });

/** The action's name says whether keys belong to it. */
const step = v.lazy((input) =>
  (input as { action?: unknown } | null)?.action === "type" ? typed : done,
) as unknown as v.GenericSchema<unknown, ActionStep>;

const steps = v.object({ actions: list(step, MOST_ACTIONS), moment: v.nullable(tick) });

/** What a stranger gave as an experiment, before anything of it is believed. */
export interface GivenExperiment {
  readonly scenario: unknown;
  readonly actions: unknown;
  readonly moment: unknown;
}

/**
 * The experiment in what a link or a file holds, whole or not at all. `own` are the names of files that came with it;
 * others must lie in the lab's own folder. Throws a {@link BadScenarioError} that names the field, its value and what
 * is allowed.
 */
export function validate(given: GivenExperiment, own: readonly string[] = []): Experiment {
  const scenario = parseScenario(given.scenario);
  requireFiles(scenario, own);
  const { actions, moment } = check(steps, { actions: given.actions, moment: given.moment }, t`the run`);
  requireOrder(actions, moment);
  return { scenario, actions, moment };
}

/** The files that a scenario names, each with its field. */
export function filesOf({ guest }: Scenario): readonly { readonly field: string; readonly name: string }[] {
  const fields = ["image", "kernel", "initrd"] as const;
  return fields.flatMap((field) => {
    const name = guest[field];
    return name === undefined ? [] : [{ field: `guest.${field}`, name }];
  });
}

/** A stranger's run may name no file elsewhere: opening it would fetch an address of the stranger's choice. */
function requireFiles(scenario: Scenario, own: readonly string[]): void {
  const named = filesOf(scenario);
  for (const { field, name } of named)
    if (!own.includes(name) && !isInOwnFolder(name))
      throw new BadScenarioError(t`${field} is ${quote(name)}; allowed is a file in the lab's own folder.`);
  const strange = own.find((name) => named.every((file) => file.name !== name));
  if (strange !== undefined)
    throw new BadScenarioError(
      t`files has ${quote(strange)}; allowed are the files that the scenario's guest names.`,
    );
}

/** Actions lie in the order in which they were done, and the moment is not before them. */
function requireOrder(actions: readonly ActionStep[], moment: Tick | null): void {
  const late = actions.findIndex(({ at }, index) => index > 0 && at < actions[index - 1]!.at);
  const last = actions[late < 0 ? actions.length - 1 : late - 1]?.at ?? 0;
  if (late >= 0)
    throw new BadScenarioError(
      t`actions.${late}.at is ${actions[late]!.at}; allowed is a tick from ${last} on, when the action before it was done.`,
    );
  if (moment !== null && moment < last)
    throw new BadScenarioError(
      t`moment is ${moment}; allowed is a tick from ${last} on, when the last action was done.`,
    );
}
