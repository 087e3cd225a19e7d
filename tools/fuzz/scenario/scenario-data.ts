/** A scenario as a file holds it: what is left out has its default. `parseScenario` says whether it is one. */
export interface ScenarioData {
  readonly version: 1;
  readonly seed?: number;
  readonly guest?: Fields;
  readonly link?: Fields;
  readonly datastore?: Fields;
  readonly file?: Fields;
  readonly client?: Fields;
  readonly migration?: Fields;
  readonly again?: readonly Fields[];
  readonly faults?: readonly FaultData[];
  readonly untilMs?: number;
}

export type Fields = Readonly<Record<string, unknown>>;

/** When a fault comes; see the contract of the scenario. */
export type MomentData =
  | { readonly ms: number }
  | { readonly phase: string; readonly afterMs: number; readonly migration?: number }
  | { readonly round: number; readonly migration?: number };

export interface FaultData {
  readonly kind: string;
  readonly at: MomentData;
  readonly [detail: string]: unknown;
}

/** The scenario as it is for its migration of that number, from 1 on: each has what the one before it had. */
export function dataOf(data: ScenarioData, number: number): ScenarioData {
  const entries = (data.again ?? []).slice(0, number - 1).map(({ afterMs: _, ...fields }) => fields);
  return { ...data, migration: Object.assign({}, data.migration, ...entries) };
}

/** The same for all migrations that it asks for. */
export function migrationsOf(data: ScenarioData): ScenarioData[] {
  return [undefined, ...(data.again ?? [])].map((_, index) => dataOf(data, index + 1));
}

/** The text of a scenario file. */
export function scenarioText(data: ScenarioData): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** A number of a section, or its default where it is left out. */
export function number(fields: Fields, name: string, otherwise: number): number {
  const value = fields[name];
  return typeof value === "number" ? value : otherwise;
}
