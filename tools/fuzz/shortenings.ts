import { UNTIL_MS } from "../../src/scenario/scenario.ts";
import type { FaultData, Fields, MomentData, ScenarioData } from "./scenario/scenario-data.ts";

const SECTIONS = ["link", "datastore", "file", "client", "migration"] as const;

/** Fields whose default is larger than what a random scenario has; they go towards these values instead. */
const SMALL: Readonly<Record<string, number>> = { ramMiB: 1, instructionsPerSecond: 1_000_000 };

/** Scenarios that are a little simpler, each in one respect: fewer faults first, then fewer knobs, then smaller ones. */
export function shortenings(data: ScenarioData): ScenarioData[] {
  return [
    ...withoutFaults(data),
    ...withoutInput(data),
    ...SECTIONS.flatMap((name) => withoutSection(data, name)),
    ...SECTIONS.flatMap((name) => withoutField(data, name)),
    ...withSmallerGuest(data),
    ...withSimplerFaults(data),
    ...withShorterRun(data),
    ...(data.seed === undefined ? [] : [without(data, "seed")]),
  ];
}

/** All faults gone, then one half or the other, then each by itself. */
function withoutFaults(data: ScenarioData): ScenarioData[] {
  const { faults = [] } = data;
  if (faults.length === 0) return [];
  const half = faults.length >> 1;
  const halves = half > 0 ? [faults.slice(half), faults.slice(0, half)] : [];
  const singles = faults.map((_, gone) => faults.filter((_each, index) => index !== gone));
  return [[], ...halves, ...singles].map((fewer) => ({ ...data, faults: fewer }));
}

function withoutInput(data: ScenarioData): ScenarioData[] {
  const input = data.guest?.input;
  if (!Array.isArray(input)) return [];
  if (input.length < 2) return [withField(data, "guest", "input", undefined)];
  const singles = input.map((_, gone) => input.filter((_each, index) => index !== gone));
  return [undefined, ...singles].map((fewer) => withField(data, "guest", "input", fewer));
}

function withoutSection(data: ScenarioData, name: (typeof SECTIONS)[number]): ScenarioData[] {
  return data[name] === undefined ? [] : [without(data, name)];
}

/** Each knob at its default. */
function withoutField(data: ScenarioData, name: (typeof SECTIONS)[number]): ScenarioData[] {
  return Object.keys(data[name] ?? {}).map((field) => withField(data, name, field, undefined));
}

function withSmallerGuest(data: ScenarioData): ScenarioData[] {
  const { guest = {} } = data;
  const small = Object.entries(SMALL)
    .filter(([name, value]) => typeof guest[name] === "number" && guest[name] > value)
    .map(([name, value]) => withField(data, "guest", name, value));
  const settings = (guest.settings ?? {}) as Fields;
  const simpler = Object.entries(settings).flatMap(([name, value]) =>
    simplerSetting(value).map((next) => withField(data, "guest", "settings", set(settings, name, next))),
  );
  const plain = guest.program === "canvas" ? [withField(data, "guest", "program", "dirty")] : [];
  return [...small, ...plain, ...simpler];
}

/** A word goes to its default; a number to 1, half of it, and the round number below it. */
function simplerSetting(value: unknown): unknown[] {
  if (typeof value !== "number") return [undefined];
  return smaller(value, 1);
}

function withSimplerFaults(data: ScenarioData): ScenarioData[] {
  const { faults = [] } = data;
  return faults.flatMap((fault, index) =>
    simplerFaults(fault).map((simpler) => ({ ...data, faults: faults.with(index, simpler) })),
  );
}

function simplerFaults(fault: FaultData): FaultData[] {
  const moments = simplerMoments(fault.at).map((at) => ({ ...fault, at }));
  const counts =
    typeof fault.count === "number" ? smaller(fault.count, 1).map((count) => ({ ...fault, count })) : [];
  return [...moments, ...counts];
}

/** Times go to zero or to whole milliseconds: what is read must be easy to read. */
function simplerMoments(at: MomentData): MomentData[] {
  if ("round" in at) return at.round > 1 ? [{ round: 1 }] : [];
  const rounded = (ms: number) =>
    [0, 10 * Math.round(ms / 10), Math.round(ms)].filter((next) => isSimpler(next, ms));
  if ("ms" in at) return rounded(at.ms).map((ms) => ({ ms }));
  return rounded(at.afterMs).map((afterMs) => ({ phase: at.phase, afterMs }));
}

function isSimpler(next: number, ms: number): boolean {
  return (
    next !== ms && (next === 0 || next % 10 === 0 || !Number.isInteger(ms)) && next <= ms + 10 && ms !== 0
  );
}

function withShorterRun(data: ScenarioData): ScenarioData[] {
  const { untilMs = UNTIL_MS } = data;
  return smaller(untilMs, 100).map((shorter) => ({ ...data, untilMs: shorter }));
}

/** Smaller whole numbers, from bold to careful; none below `least`. */
function smaller(value: number, least: number): number[] {
  const magnitude = 10 ** Math.max(0, String(Math.trunc(value)).length - 2);
  const round = Math.floor(value / magnitude) * magnitude;
  const tried = [
    least,
    Math.floor(value / 2),
    Math.floor((value * 3) / 4),
    round,
    Math.floor(value) - magnitude,
  ];
  return [...new Set(tried)].filter((next) => next >= least && next < value);
}

/** A changed field; undefined leaves it out. */
function withField(
  data: ScenarioData,
  section: "guest" | (typeof SECTIONS)[number],
  name: string,
  value: unknown,
) {
  return { ...data, [section]: set(data[section] ?? {}, name, value) };
}

function set(fields: Fields, name: string, value: unknown): Fields {
  const { [name]: _, ...rest } = fields;
  return value === undefined ? rest : { ...rest, [name]: value };
}

function without(data: ScenarioData, name: keyof ScenarioData): ScenarioData {
  const { [name]: _, ...rest } = data;
  return rest as ScenarioData;
}
