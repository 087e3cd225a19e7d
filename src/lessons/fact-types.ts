/** The types of all that an expression may name, in the words of the Common Expression Language. */
import { KNOBS } from "../scenario/scenario.ts";
import type { Limits } from "../scenario/schema.ts";
import type { EventFacts, FaultFacts, MilestoneFacts, ReportFacts, RoundFacts } from "./facts.ts";

/** Names of fields with their types. */
export type Fields = Readonly<Record<string, string>>;
type FieldsOf<Facts> = Readonly<Record<keyof Facts, "double" | "string" | "bool">>;

/** These do not compile where a fact is missing. */
export const REPORT: FieldsOf<ReportFacts> = {
  outcome: "string",
  end: "string",
  strategy: "string",
  from: "string",
  to: "string",
  identical: "bool",
  totalTime: "double",
  downtime: "double",
  setupTime: "double",
  stallTime: "double",
  workLost: "double",
  rounds: "double",
  ramPages: "double",
  pageBytes: "double",
  sentBytes: "double",
  linkBytes: "double",
  fileBytes: "double",
  linkPages: "double",
  filePages: "double",
  preCopyBytes: "double",
  postCopyBytes: "double",
  faults: "double",
  owedPages: "double",
  answered: "double",
  late: "double",
};
export const ROUND: FieldsOf<RoundFacts> = { round: "double", pages: "double", at: "double" };
export const MILESTONE: FieldsOf<MilestoneFacts> = { kind: "string", at: "double" };
export const FAULT: FieldsOf<FaultFacts> = { kind: "string", afterMs: "double" };
export const EVENT: FieldsOf<EventFacts> = {
  who: "string",
  kind: "string",
  what: "string",
  at: "double",
  pages: "double",
};

/** The groups of a scenario with their fields, as the schema has them; a guest's settings are of whatever type they are. */
export const SCENARIO_GROUPS: Readonly<Record<string, Fields>> = scenarioGroups();

function scenarioGroups(): Record<string, Fields> {
  const groups: Record<string, Fields> = { guest: { settings: "map<string, dyn>" } };
  for (const { path, limits } of KNOBS) {
    const [group, field, ...deeper] = path.split(".");
    if (field === undefined || deeper.length > 0 || group === "faults" || group === "again") continue;
    groups[group!] = { ...groups[group!], [field]: typeOf(limits) };
  }
  return groups;
}

function typeOf(limits: Limits): string {
  if (limits.kind === "number") return "double";
  return limits.kind === "word" && typeof limits.words[0] === "boolean" ? "bool" : "string";
}
