import { t } from "../../language/words.ts";
import { BadScenarioError } from "../../scenario/bad-scenario.ts";
import { differencesOf, valueAt, withValueAt } from "../../scenario/fields/values.ts";
import { parseScenario, type Scenario } from "../../scenario/scenario.ts";

/**
 * A scenario as the text of a file: what is as the schema has it by default is left out, as in the lab's own files. Read
 * again it is the same scenario.
 */
export function scenarioText(scenario: Scenario): string {
  const defaults = parseScenario({ version: 1 });
  const differences = differencesOf(defaults, scenario).filter(
    (path) => valueAt(scenario, path) !== undefined,
  );
  const written = ["version", ...differences].reduce(
    (text, path) => withValueAt(text, path, valueAt(scenario, path)),
    {} as Scenario,
  );
  return `${JSON.stringify(written, null, 2)}\n`;
}

/** Data from a text. Throws a {@link BadScenarioError} that says where the text stops being JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadScenarioError(t`This is no JSON: ${placeIn(text, (error as Error).message)}.`);
  }
}

/** Browsers name the place in different ways, or not at all; a line is what a person looks for. */
function placeIn(text: string, message: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return message.replace(/^JSON\.parse: /, "").replace(/\.$/, "");
  const before = text.slice(0, Number(position)).split("\n");
  return t`it stops making sense in line ${before.length}, at its character ${before.at(-1)!.length + 1}`;
}
