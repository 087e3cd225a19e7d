import { DEFAULT_PROGRAM, type NumberSetting, PROGRAMS, type Setting } from "../../guests/programs.ts";
import { t } from "../../language/words.ts";
import { pagesOf } from "../derived.ts";
import { KNOBS, parseScenario, type Scenario } from "../scenario.ts";
import type { Limits } from "../schema.ts";
import { type Value, valueAt } from "./values.ts";

const SETTINGS = "guest.settings.";

/** What a field may hold in a scenario, and what it holds where nobody says. */
export interface Allowed {
  readonly limits: Limits;
  /** Undefined where nothing stands for it, null where that is a value of its own. */
  readonly standard: Value;
  /** Where the upper limit comes from, for messages; empty where it is the schema's. */
  readonly maxIs: string;
}

const KNOB_AT = new Map(KNOBS.map((knob) => [knob.path, knob]));
const STANDARD = parseScenario({ version: 1 });

/** What the guest's program can be told; nothing where the guest is the learner's own. */
export function settingsOf({ guest }: Scenario): readonly Setting[] {
  if (guest.image !== undefined || guest.kernel !== undefined) return [];
  return PROGRAMS[guest.program ?? DEFAULT_PROGRAM].settings;
}

/** What a field may hold; null where the scenario's guest has no such setting. Throws for a path that no field has. */
export function allowedAt(path: string, scenario: Scenario): Allowed | null {
  if (path.startsWith(SETTINGS)) return settingAllowed(path.slice(SETTINGS.length), scenario);
  const knob = KNOB_AT.get(path);
  if (!knob) throw new Error(t`No field of a scenario is called ${path}.`);
  return { limits: knob.limits, standard: valueAt(STANDARD, path), maxIs: "" };
}

function settingAllowed(name: string, scenario: Scenario): Allowed | null {
  const settings = settingsOf(scenario);
  const setting = settings.find((each) => each.name === name);
  if (!setting) return null;
  if (setting.kind === "choice")
    return { limits: { kind: "word", words: setting.choices }, standard: setting.choices[0], maxIs: "" };
  const ramPages = pagesOf(scenario);
  const words = wordsBefore(setting, settings, scenario);
  const max = setting.max(ramPages, words);
  return {
    limits: { kind: "number", min: setting.min, max, step: 1 },
    standard: setting.default(ramPages, words),
    maxIs: setting.maxIs,
  };
}

/** The numbers of the settings before one, which its limit may depend on. */
function wordsBefore(setting: NumberSetting, settings: readonly Setting[], scenario: Scenario): number[] {
  const words: number[] = [];
  for (const each of settings) {
    if (each === setting) break;
    const given = valueAt(scenario, SETTINGS + each.name);
    if (each.kind === "choice") words.push(0);
    else words.push(typeof given === "number" ? given : each.default(pagesOf(scenario), words));
  }
  return words;
}

/** What a field holds in a scenario: what stands there, or what is meant where nothing does. */
export function heldAt(path: string, scenario: Scenario): Value {
  return valueAt(scenario, path) ?? allowedAt(path, scenario)?.standard;
}
