import type { Scenario } from "../scenario.ts";

/** What stands in a field: undefined where it was left out, and null where that means "none". */
export type Value = number | string | boolean | null | undefined;

type Fields = Record<string, unknown>;

/** What stands at a place of a scenario. */
export function valueAt(scenario: Scenario, path: string): Value {
  let at: unknown = scenario;
  for (const name of path.split(".")) at = (at as Fields | undefined)?.[name];
  return at as Value;
}

/** A scenario with another value at a place; undefined takes it out. Nothing is checked. */
export function withValueAt(scenario: Scenario, path: string, value: Value): Scenario {
  return put(scenario as unknown as Fields, path.split("."), value) as unknown as Scenario;
}

/** A list is copied as one, so that `faults.0.at.afterMs` is the place of a field, too. */
function put(record: Fields, [name, ...rest]: readonly string[], value: Value): Fields {
  const copy = (Array.isArray(record) ? [...record] : { ...record }) as Fields;
  if (rest.length > 0) copy[name!] = put((copy[name!] ?? {}) as Fields, rest, value);
  else if (value === undefined) delete copy[name!];
  else copy[name!] = value;
  return copy;
}

/** The places at which two scenarios differ, lists as wholes. */
export function differencesOf(one: unknown, other: unknown, prefix = ""): string[] {
  if (!isRecord(one) || !isRecord(other))
    return JSON.stringify(one) === JSON.stringify(other) ? [] : [prefix];
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].flatMap((name) =>
    differencesOf(one[name], other[name], prefix ? `${prefix}.${name}` : name),
  );
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
