import { Random } from "../../../src/clock/random.ts";
import type { ProgramName } from "../../../src/guests/programs.ts";
import { LONGEST_MS } from "../../../src/scenario/bounds.ts";
import { dirtyRateWordOf } from "../../../src/scenario/dirty-rate.ts";
import type { Knob } from "../../../src/scenario/knobs.ts";
import { KNOBS } from "../../../src/scenario/scenario.ts";
import { afford } from "./afford.ts";
import { allAtOnce, everywhere, flapping } from "./crowded-faults.ts";
import { Draw } from "./draw.ts";
import {
  drawAny,
  drawValue,
  listKnobs,
  numberAt,
  sectionKnobs,
  settingKnobs,
  withKnob,
} from "./knob-values.ts";
import { nearlyEqual } from "./near.ts";
import { movedAgain, ordinaryScenario } from "./ordinary-scenario.ts";
import { anyFault, detailOf, fault } from "./random-faults.ts";
import type { FaultData, Fields, MomentData, ScenarioData } from "./scenario-data.ts";

/** What a class of seeds makes of an ordinary scenario, and the knobs that must stay as it set them. */
interface Made {
  readonly data: ScenarioData;
  readonly kept: readonly string[];
}

interface SeedClass {
  readonly weight: number;
  readonly name: string;
  make(draw: Draw, data: ScenarioData): Made;
}

const withFaults = (data: ScenarioData, faults: FaultData[]): Made => ({
  data: { ...data, faults },
  kept: [],
});

/** Ordinary scenarios find what most users would meet; the others go where nobody looks. */
const CLASSES: readonly SeedClass[] = [
  { weight: 30, name: "ordinary", make: (_, data) => ({ data, kept: [] }) },
  { weight: 30, name: "one knob", make: oneKnob },
  { weight: 12, name: "all knobs", make: allKnobs },
  { weight: 14, name: "nearly equal", make: (draw, data) => nearlyEqual(draw, data, clamped) },
  { weight: 6, name: "flapping", make: (draw, data) => withFaults(data, flapping(draw, data)) },
  { weight: 4, name: "all at once", make: (draw, data) => withFaults(data, allAtOnce(draw, data)) },
  { weight: 4, name: "everywhere", make: (draw, data) => withFaults(data, everywhere(draw, data)) },
];

/** A scenario and the class of seeds that it belongs to. */
export interface RandomScenario {
  readonly data: ScenarioData;
  readonly className: string;
}

/**
 * A scenario that the seed alone decides. All that the schema allows is drawn by some seed, and each of them is
 * affordable: what costs too many steps is made cheaper where the class of the seed does not need it.
 */
export function randomScenarioOf(seed: number): RandomScenario {
  const draw = new Draw(Random.seeded(seed));
  const { name, make } = draw.fork("class").weighted(CLASSES);
  const ordinary = movedAgain(draw.fork("again"), ordinaryScenario(draw, seed));
  const { data, kept } = make(draw.fork("corner"), ordinary);
  const cheap = afford(draw.fork("afford"), withPossibleSettings(data), kept);
  return { data: withPossibleFaults(withPossibleSettings(cheap)), className: name };
}

/** The scenario of a seed. */
export function randomScenario(seed: number): ScenarioData {
  return randomScenarioOf(seed).data;
}

/** One knob of the schema has any value that it may have; all others are ordinary. */
function oneKnob(draw: Draw, data: ScenarioData): Made {
  const knob = draw.pick([...sectionKnobs(), ...listKnobs(), ...settingKnobs(data)]);
  return { data: withAnyValue(draw, data, knob), kept: [knob.path] };
}

/** All knobs have any value that they may have, and so have those of the faults and the input. */
function allKnobs(draw: Draw, data: ScenarioData): Made {
  const untilMs = data.untilMs ?? 5000;
  let wild = data;
  for (const knob of sectionKnobs())
    if (knob.path !== "untilMs") wild = withKnob(wild, knob.path, drawValue(draw.fork(knob.path), knob));
  const program = wild.guest?.program;
  if (program !== data.guest?.program) wild = withKnob(wild, "guest.settings", {});
  for (const knob of settingKnobs(wild)) wild = withKnob(wild, knob.path, drawValue(draw, knob));
  const startMs = draw.chance(0.9) ? draw.tenths(0, 500) : numberAt(wild, "migration.startMs", 0);
  wild = withKnob(wild, "migration.startMs", startMs);
  const extra = draw.pick([0, 0, 1, 3]);
  for (let count = 0; count < extra; count++) wild = withAnyValue(draw, wild, draw.pick(listKnobs()));
  const longer = Math.max(untilMs, startMs + 4000);
  return { data: { ...wild, untilMs: longer }, kept: [] };
}

/** A knob with any value. A fault's or an input's comes with one fault or input more. */
function withAnyValue(draw: Draw, data: ScenarioData, knob: Knob): ScenarioData {
  const value = drawAny(draw, knob);
  const [first, second, third, last] = knob.path.split(".");
  if (first === "faults") {
    const fields = { [last ?? third!]: value };
    const added =
      second === "at"
        ? anyFault(draw, momentWith(draw, third!, fields))
        : {
            ...fault(second!, { phase: "pageIn", afterMs: draw.tenths(0, 300) }, detailOf(draw, second!)),
            ...fields,
          };
    return { ...data, faults: [...(data.faults ?? []), added] };
  }
  if (first === "again") {
    const entry = { afterMs: draw.tenths(0, 300), [second!]: value };
    return { ...data, again: [...(data.again ?? []), entry] };
  }
  if (second === "input") {
    const input = { atMs: draw.tenths(0, data.untilMs ?? 1000), text: draw.word(), [third!]: value };
    return withKnob(data, "guest.input", [...((data.guest?.input as unknown[]) ?? []), input]);
  }
  const changed = withKnob(data, knob.path, value);
  return knob.path === "migration.startMs" || knob.path === "untilMs" ? quiet(draw, changed) : changed;
}

function momentWith(draw: Draw, kind: string, fields: object): MomentData {
  const phase = { phase: draw.pick(["setup", "preCopy", "pageIn"]), afterMs: 0 };
  const round = { round: draw.between(1, 3) };
  return { ...(kind === "phase" ? phase : kind === "round" ? round : {}), ...fields } as MomentData;
}

/** A day may pass before the migration, or after it, in a guest that does nothing and is not asked for anything. */
function quiet(draw: Draw, data: ScenarioData): ScenarioData {
  const startMs = numberAt(data, "migration.startMs", 1000);
  const still = withKnob({ ...data, client: {} }, "guest", {
    ...data.guest,
    program: "dirty",
    settings: { dirtyPagesPerSecond: 0, workingSetPages: 8 },
  });
  const isShort = Math.max(startMs, data.untilMs ?? 0) < 10_000;
  if (isShort) return data;
  return draw.chance(0.5)
    ? { ...still, untilMs: Math.min(LONGEST_MS, Math.max(still.untilMs ?? 0, startMs + 3000)) }
    : still;
}

/** Settings belong to a program and to its RAM: those that are not possible any more go to what is. */
function withPossibleSettings(data: ScenarioData): ScenarioData {
  const given = (data.guest?.settings ?? {}) as Fields;
  let possible = withKnob(data, "guest.settings", {});
  for (const { path, limits } of settingKnobs(data)) {
    const value = given[path.split(".").at(-1)!];
    if (value === undefined) continue;
    const isWrong = limits.kind === "number" ? typeof value !== "number" : !isOneOf(limits, value);
    if (isWrong) continue;
    const fits = limits.kind === "number" ? clamp(limits, value as number) : value;
    possible = withKnob(possible, path, fits);
  }
  return possible;
}

/** The dirty rate of some guests cannot be set: with these it stays. */
function withPossibleFaults(data: ScenarioData): ScenarioData {
  const canBeSet = dirtyRateWordOf((data.guest ?? {}) as { program?: ProgramName }) !== null;
  if (canBeSet || !data.faults) return data;
  return { ...data, faults: data.faults.filter(({ kind }) => kind !== "setDirtyRate") };
}

function isOneOf(limits: Knob["limits"], value: unknown): boolean {
  return limits.kind === "word" && limits.words.includes(value as string);
}

function clamp({ min, max, step }: { min: number; max: number; step: number | null }, value: number): number {
  return Math.max(min, Math.min(max, step ? step * Math.round(value / step) : value));
}

/** The value that a knob can have near to this one, or null where the scenario has no such knob. */
function clamped(data: ScenarioData, path: string, value: number): number | null {
  const knob = [...KNOBS, ...settingKnobs(data)].find((each) => each.path === path);
  return knob?.limits.kind === "number" && Number.isFinite(value) ? clamp(knob.limits, value) : null;
}
