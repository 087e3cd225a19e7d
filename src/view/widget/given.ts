import type { Action } from "../../scenario/action.ts";
import { actionSchema } from "../../scenario/action-schema.ts";
import { check } from "../../scenario/schema.ts";

export { parseScenario } from "../../scenario/scenario.ts";

const ACTION = actionSchema([]);

/** An action that somebody's script gave. Throws an error that names what is allowed. */
export function givenAction(action: unknown): Action {
  return check(ACTION, action);
}
