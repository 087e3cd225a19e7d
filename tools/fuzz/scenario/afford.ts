import { KNOBS, UNTIL_MS } from "../../../src/scenario/scenario.ts";
import type { Draw } from "./draw.ts";
import { numberAt, settingKnobs, withKnob } from "./knob-values.ts";
import {
  COST_KNOBS,
  carryingSteps,
  INSTRUCTIONS_PER_PICTURE_MS,
  idleStepsPerMs,
  needMs,
  slowestFaultMs,
  stepsPerMs,
} from "./need.ts";
import type { ScenarioData } from "./scenario-data.ts";

/** Steps that a run may take, and that the whole of its migration may take after every path has come back. */
const RUN_STEPS = 8000;
export const MIGRATION_STEPS = 50_000;

/** What a fault has made slow is waited for on the way there and on the way back. */
const SLOWED_TRIPS = 2;

const MOST_SOFTENINGS = 60;

const KNOBS_BY_PATH = new Map(KNOBS.map((knob) => [knob.path, knob]));

/** A knob is turned by so much at a time, up or down. */
const TURN = 3;

/** Steps of real work in a whole migration, however long it is waited for. */
export function migrationSteps(data: ScenarioData): number {
  return carryingSteps(data) + (needMs(data) + SLOWED_TRIPS * slowestFaultMs(data)) * stepsPerMs(data);
}

/**
 * The scenario, made so cheap that it can be run by the thousand: other knobs than `kept` are turned, in steps drawn
 * among those that help most, until the whole migration takes few enough steps; then the run is cut where it would
 * take too many. `kept` are paths of knobs that stay as they are, while others suffice.
 */
export function afford(draw: Draw, data: ScenarioData, kept: readonly string[]): ScenarioData {
  const cheap = softened(draw, data, kept);
  const isCheap = kept.length === 1 || migrationSteps(cheap) <= 2 * MIGRATION_STEPS;
  return shortened(isCheap ? cheap : softened(draw, cheap, []), kept);
}

function softened(draw: Draw, data: ScenarioData, kept: readonly string[]): ScenarioData {
  let cheap = data;
  for (let turn = 0; turn < MOST_SOFTENINGS; turn++) {
    const before = migrationSteps(cheap);
    if (before <= MIGRATION_STEPS) break;
    const options = turnings(cheap, kept)
      .map((turned) => ({ turned, steps: migrationSteps(turned) }))
      .filter(({ steps }) => steps < before * 0.98)
      .sort((one, other) => one.steps - other.steps);
    if (options.length === 0) break;
    cheap = draw.pick(options.slice(0, 3)).turned;
  }
  return cheap;
}

/** The scenarios with one knob turned one way, as far as it goes. */
function turnings(data: ScenarioData, kept: readonly string[]): ScenarioData[] {
  return COST_KNOBS.filter((path) => !kept.includes(path)).flatMap((path) => {
    const knob = KNOBS_BY_PATH.get(path) ?? settingKnobs(data).find((each) => each.path === path);
    const value = numberAt(data, path, Number.NaN);
    if (knob?.limits.kind !== "number" || Number.isNaN(value)) return [];
    const { min, max, step } = knob.limits;
    return [TURN, 1 / TURN].flatMap((factor) => {
      const turned = usable(path, value) * factor;
      const next = Math.max(min, Math.min(max, step ? step * Math.floor(turned / step) : tidy(turned)));
      return next === value ? [] : [withKnob(data, path, next)];
    });
  });
}

/** A guest that is faster than its pictures need idles, and is no dearer than one that is just fast enough. */
function usable(path: string, value: number): number {
  return path === "guest.instructionsPerSecond" ? Math.min(value, 1000 * INSTRUCTIONS_PER_PICTURE_MS) : value;
}

/** What is as good as nothing is nothing, and what must be read is short. */
function tidy(value: number): number {
  return value < 0.001 ? 0 : Math.round(value * 1000) / 1000;
}

/**
 * The run ends before it takes too many steps; what its migration still has to do is seen when it is settled. One that
 * must be long has no faults: a host that waits for a dead one greets it for as long as the run goes on.
 */
function shortened(data: ScenarioData, kept: readonly string[]): ScenarioData {
  if (kept.includes("untilMs")) {
    const steps = numberAt(data, "untilMs", UNTIL_MS) * stepsPerMs(data);
    return steps <= MIGRATION_STEPS ? data : { ...data, faults: [] };
  }
  const untilMs = numberAt(data, "untilMs", UNTIL_MS);
  const startMs = numberAt(data, "migration.startMs", 1000);
  const before = Math.min(startMs, RUN_STEPS / idleStepsPerMs(data));
  const affordable = before + RUN_STEPS / stepsPerMs(data);
  return untilMs <= affordable ? data : { ...data, untilMs: Math.max(1, Math.floor(affordable)) };
}
