import { PROGRAMS } from "../../guests/programs.ts";
import { wordsOf } from "../guest-files.ts";
import { parseScenario, type Scenario } from "../scenario.ts";
import { allowedAt, settingsOf } from "./limits.ts";
import { type Value, valueAt, withValueAt } from "./values.ts";

const SETTINGS = "guest.settings.";
/** A guest is one of these, so naming one leaves out the others. */
const GUESTS = ["guest.program", "guest.image", "guest.kernel"];

/**
 * A scenario in which one field was changed, and what cannot stay beside it: another guest has other settings, and a
 * smaller memory a smaller working set. Throws a {@link BadScenarioError} for a value that is not allowed.
 */
export function changed(scenario: Scenario, path: string, value: Value): Scenario {
  let next = withValueAt(scenario, path, value);
  if (GUESTS.includes(path) && value !== undefined) next = withOneGuest(next, path);
  if (next.guest.kernel === undefined) next = withValueAt(next, "guest.initrd", undefined);
  // What is not allowed by itself is told of before anything is fitted to it.
  const checked = parseScenario(path === "guest.initrd" ? withValueAt(scenario, path, value) : next);
  return checkedScenario(withFittingSettings(checked, path));
}

/** The scenario in data from outside, its guest's settings checked too. Throws a {@link BadScenarioError}. */
export function checkedScenario(given: unknown): Scenario {
  const scenario = parseScenario(given);
  const { program } = scenario.guest;
  if (program !== undefined) wordsOf(PROGRAMS[program], scenario.guest);
  return scenario;
}

function withOneGuest(scenario: Scenario, path: string): Scenario {
  return GUESTS.filter((each) => each !== path).reduce(
    (rest, other) => withValueAt(rest, other, undefined),
    scenario,
  );
}

/** Settings that the guest does not have go, and those beyond their limit come back to it; the one just set does not. */
function withFittingSettings(scenario: Scenario, path: string): Scenario {
  const known = new Set(settingsOf(scenario).map(({ name }) => name));
  let next = scenario;
  for (const name of Object.keys(scenario.guest.settings))
    if (!known.has(name)) next = withValueAt(next, SETTINGS + name, undefined);
  for (const { name } of settingsOf(next)) {
    const limits = path === SETTINGS + name ? undefined : allowedAt(SETTINGS + name, next)?.limits;
    const value = valueAt(next, SETTINGS + name);
    if (limits?.kind === "number" && typeof value === "number" && value > limits.max)
      next = withValueAt(next, SETTINGS + name, limits.max);
    if (limits?.kind === "word" && value !== undefined && !limits.words.includes(value as string))
      next = withValueAt(next, SETTINGS + name, undefined);
  }
  return next;
}
