import { DEFAULT_PROGRAM, PROGRAMS, type ProgramName, type Setting } from "../../../src/guests/programs.ts";
import type { Knob } from "../../../src/scenario/knobs.ts";
import { KNOBS } from "../../../src/scenario/scenario.ts";
import type { Limits } from "../../../src/scenario/schema.ts";
import type { Draw } from "./draw.ts";
import { type Fields, number, type ScenarioData } from "./scenario-data.ts";

const PAGES_OF_A_MEBIBYTE = 256;

/** A guest's memory costs real time wherever it is copied or hashed: few seeds have more. */
const AFFORDABLE_RAM_MIB = 16;
const DRAWS_PER_LARGE_RAM = 12;

/** The fuzzer gives a run no files: its guests are the lab's own programs. */
export const FILE_KNOBS: readonly string[] = ["guest.image", "guest.kernel", "guest.initrd"];

const SECTION_KNOBS = KNOBS.filter(({ path }) => !isOfList(path) && !FILE_KNOBS.includes(path));
const PARTS_OF_LISTS = KNOBS.filter(({ path }) => isOfList(path));

function isOfList(path: string): boolean {
  return ["faults.", "guest.input.", "again."].some((list) => path.startsWith(list));
}

/** The knobs that a scenario has once, in its sections or beside them. */
export function sectionKnobs(): readonly Knob[] {
  return SECTION_KNOBS;
}

/** The knobs of faults, inputs and further migrations, of which a scenario may have many. */
export function listKnobs(): readonly Knob[] {
  return PARTS_OF_LISTS;
}

/** The settings of a scenario's guest program as knobs, with the limits that they have beside its RAM. */
export function settingKnobs({ guest = {} }: ScenarioData): Knob[] {
  const program = PROGRAMS[(guest.program ?? DEFAULT_PROGRAM) as ProgramName];
  const given = (guest.settings ?? {}) as Fields;
  const ramPages = number(guest, "ramMiB", 64) * PAGES_OF_A_MEBIBYTE;
  const words: number[] = [];
  return program.settings.map((setting) => {
    const limits = settingLimits(setting, ramPages, words);
    words.push(setting.kind === "number" ? number(given, setting.name, setting.default(ramPages, words)) : 0);
    return { path: `guest.settings.${setting.name}`, limits, isNullable: false };
  });
}

function settingLimits(setting: Setting, ramPages: number, words: readonly number[]): Limits {
  if (setting.kind === "choice") return { kind: "word", words: setting.choices };
  return { kind: "number", min: setting.min, max: setting.max(ramPages, words), step: 1 };
}

/** A value over all that a knob allows. */
export function drawAny(draw: Draw, knob: Knob): unknown {
  const isLarge = knob.path === "guest.ramMiB" && draw.between(1, DRAWS_PER_LARGE_RAM) === 1;
  return isLarge && knob.limits.kind === "number"
    ? draw.pick([knob.limits.max, draw.magnitude(knob.limits)])
    : drawValue(draw, knob);
}

/** A value over all that a knob allows and that costs little. */
export function drawValue(draw: Draw, { path, limits, isNullable }: Knob): unknown {
  if (isNullable && draw.chance(0.2)) return null;
  if (limits.kind === "word") return draw.pick(limits.words);
  if (limits.kind === "text")
    return draw.word(draw.spread({ kind: "number", min: 0, max: limits.max, step: 1 }));
  return draw.spread(path === "guest.ramMiB" ? { ...limits, max: AFFORDABLE_RAM_MIB } : limits);
}

/** The scenario with a knob of a section, or beside the sections, set. */
export function withKnob(data: ScenarioData, path: string, value: unknown): ScenarioData {
  return setIn(data as unknown as Fields, path.split("."), value) as unknown as ScenarioData;
}

/** A section's knob where it is a number; `otherwise` where it is left out. */
export function numberAt(data: ScenarioData, path: string, otherwise: number): number {
  const value = path.split(".").reduce<unknown>((inner, name) => (inner as Fields | undefined)?.[name], data);
  return typeof value === "number" ? value : otherwise;
}

function setIn(fields: Fields, [name, ...rest]: readonly string[], value: unknown): Fields {
  const inner = rest.length === 0 ? value : setIn((fields[name!] ?? {}) as Fields, rest, value);
  return { ...fields, [name!]: inner };
}
