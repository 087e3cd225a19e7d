/** Input that a scenario may not have. The message names the field, its value and what is allowed. */
export class BadScenarioError extends Error {
  override name = "BadScenarioError";
}
