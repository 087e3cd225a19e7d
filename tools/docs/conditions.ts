/** The tables of a scenario's fields, faults and strategies, read off the schema. */

import { STRATEGIES, type Strategy } from "../../src/migration/strategy.ts";
import { FAULT_KINDS, FAULT_KNOBS } from "../../src/scenario/fault.ts";
import type { Field } from "../../src/scenario/fields/field.ts";
import { allowedAt } from "../../src/scenario/fields/limits.ts";
import { FIELDS } from "../../src/scenario/fields/table.ts";
import { allowedWords, wordsFor } from "../../src/scenario/fields/text.ts";
import type { Knob } from "../../src/scenario/knobs.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { code, markdownTable } from "./markdown-table.ts";

const HEADS = ["Field", "What it is", "Allowed", "If left out"];

/** The fields of a scenario, a table for each part of it. */
export function conditionTables(): string {
  const fields = FIELDS.filter(({ path }) => !path.startsWith("guest.settings."));
  const parts = [...new Set(fields.map(({ path }) => partOf(path)))];
  return parts
    .map((part) => {
      const rows = fields.filter(({ path }) => partOf(path) === part).map(fieldRow);
      return `### ${part ? code(part) : "The run"}\n\n${markdownTable(HEADS, rows)}`;
    })
    .join("\n\n");
}

function partOf(path: string): string {
  return path.includes(".") ? path.slice(0, path.indexOf(".")) : "";
}

/** A row says what stands in a file: a share as it is and not in percent, and a word as it is written there. */
function fieldRow(field: Field): string[] {
  const allowed = allowedAt(field.path, parseScenario({ version: 1 }))!;
  const { words: _, ...plain } = { ...field, times: 1, unit: field.unit === "%" ? "" : field.unit };
  const { limits, standard } = allowed;
  const isWord = limits.kind === "word";
  const taken = isWord ? wordsOf(field, limits.words) : allowedWords(plain, allowed);
  const isGiven = standard !== undefined && standard !== null;
  return [
    code(field.path),
    field.sentence,
    taken,
    isWord && isGiven ? code(String(standard)) : wordsFor(plain, standard),
  ];
}

/** The words of a field, each with what the page calls it where that is another word. */
function wordsOf({ words = {} }: Field, allowed: readonly (string | boolean)[]): string {
  const called = (word: string) => (words[word] && words[word] !== word ? ` (${words[word]})` : "");
  return allowed.map((word) => code(String(word)) + called(String(word))).join(", ");
}

function limitsOf({ limits }: Knob): string {
  if (limits.kind === "text") return `a text of at most ${limits.max} characters`;
  if (limits.kind === "word") return `one of ${limits.words.map((word) => code(String(word))).join(", ")}`;
  const { min, max, step } = limits;
  const numbers = step === null ? "a number" : step === 1 ? "a whole number" : `a multiple of ${step}`;
  return `${numbers} from ${min} to ${max}`;
}

/** Every kind of fault with its fields. */
export function faultTable(): string {
  const rows = FAULT_KINDS.map((kind) => {
    const own = FAULT_KNOBS.filter(({ path }) => path.startsWith(`faults.${kind}.`));
    const fields = own.map((knob) => `${code(knob.path.split(".").at(-1)!)}: ${limitsOf(knob)}`);
    return [code(kind), fields.join("; ")];
  });
  return markdownTable(["`kind`", "Fields beside `at`"], rows);
}

/** The moments at which a fault can come. */
export function momentTable(): string {
  const rows = FAULT_KNOBS.filter(({ path }) => path.startsWith("faults.at.")).map((knob) => {
    const [kind, field] = knob.path.split(".").slice(2);
    return [code(kind!), code(field!), limitsOf(knob)];
  });
  return markdownTable(["At a", "Field", "Allowed"], rows);
}

const FILE_WORDS = {
  none: "no",
  fallback: "when the link does not carry",
  beside: "beside the link, always",
};

/** The strategies with what sets them apart. */
export function strategyTable(): string {
  const yes = (is: boolean) => (is ? "yes" : "no");
  const rows = (Object.keys(STRATEGIES) as Strategy[]).map((name) => {
    const { copiesInRounds, resumesEarly, slowsGuest, file } = STRATEGIES[name];
    return [code(name), yes(copiesInRounds), yes(resumesEarly), yes(slowsGuest), FILE_WORDS[file]];
  });
  const heads = ["`migration.strategy`", "Copies in rounds", "Resumes before all pages are there"];
  return markdownTable([...heads, "Slows the guest", "The file carries pages"], rows);
}
