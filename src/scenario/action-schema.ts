import * as v from "valibot";
import { ACTION_NAMES, type Action } from "./action.ts";
import { deed } from "./fault.ts";
import { choice, record } from "./schema.ts";

const disarm = record({ kind: v.literal("disarm"), deed });

/** An action as links and files have it. `others` are words beside those of actions. */
export function actionSchema<const Word extends string>(
  others: readonly Word[],
): v.GenericSchema<unknown, Action | Word> {
  const word = choice([...ACTION_NAMES, ...others]);
  return v.lazy((input) => {
    if (typeof input !== "object" || input === null) return word;
    return (input as { kind?: unknown }).kind === "disarm" ? disarm : deed;
  }) as v.GenericSchema<unknown, Action | Word>;
}
