/**
 * What the form of deeds offers: which fault, with which numbers, and when. It derives from the one table of faults, so
 * that a new kind or field is there without another word.
 */

import { plainNumber } from "../../language/numbers.ts";
import { t } from "../../language/words.ts";
import { PHASES } from "../../migration/output.ts";
import { faultTimeWords } from "../../report/fault-words.ts";
import type { Frame } from "../../report/frame.ts";
import type { Action } from "../../scenario/action.ts";
import {
  FAULT_KINDS,
  FAULT_KNOBS,
  type Fault,
  type FaultKind,
  type MigrationMoment,
} from "../../scenario/fault.ts";
import type { Limits } from "../../scenario/schema.ts";
import { PHASE_TERMS } from "../../trace/phase-words.ts";
import { DEED_WORDS } from "../design/deeds.ts";

type Numeric = Extract<Limits, { kind: "number" }>;

/** A number of a deed as the form has it: a share is shown as percent. */
export interface DeedField {
  readonly name: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** Null where any number is allowed. */
  readonly step: number | null;
  /** What it is where nobody has typed. */
  readonly proposed: number;
}

/** A moment that can be chosen, and what it is called. */
export interface Moment {
  readonly value: string;
  readonly label: string;
  /** Null is now. */
  readonly at: MigrationMoment | null;
}

/** Units of the fields, by their names; the loss is a share, and typed in percent. */
const UNITS: Readonly<Record<string, string>> = {
  bandwidthMiBps: "MiB/s",
  backBandwidthMiBps: t`MiB/s back`,
  latencyMs: "ms",
  loss: t`% lost`,
  count: t`messages`,
  pagesPerSecond: t`pages/s`,
};

const PERCENT = 100;
const scaleOf = (name: string): number => (name === "loss" ? PERCENT : 1);

/** The way back goes with the way there here; a scenario can give it a bandwidth of its own. */
const LEFT_OUT: ReadonlySet<string> = new Set(["backBandwidthMiBps"]);

/** How much slower a path is proposed to become, and how much of it is lost. */
const SLOWER = 4;
const LOSSY = 5;
const FEW_MESSAGES = 3;

/** All that can be done, in the table's order; a crash by the machine's own name. Kinds that this guest cannot have are left out. */
export function deedChoices(frame: Frame): readonly { readonly kind: FaultKind; readonly label: string }[] {
  const { places, conditions } = frame;
  const possible = FAULT_KINDS.filter(
    (kind) => kind !== "setDirtyRate" || conditions.dirtyPagesPerSecond !== null,
  );
  const labelOf = (kind: FaultKind) => {
    if (kind === "crashSource") return t`${places.source} crashes`;
    return kind === "crashDestination" ? t`${places.destination} crashes` : DEED_WORDS[kind];
  };
  return possible.map((kind) => ({ kind, label: labelOf(kind) }));
}

/** The numbers that a kind needs, with what is proposed from how the world is now. */
export function fieldsOf(kind: FaultKind, frame: Frame): readonly DeedField[] {
  const prefix = `faults.${kind}.`;
  return FAULT_KNOBS.flatMap(({ path, limits }) => {
    const name = path.slice(prefix.length);
    if (!path.startsWith(prefix) || limits.kind !== "number" || LEFT_OUT.has(name)) return [];
    return [fieldOf(name, limits, proposedOf(kind, name, frame))];
  });
}

function fieldOf(name: string, { min, max, step }: Numeric, proposed: number): DeedField {
  const scale = scaleOf(name);
  const within = Math.max(min * scale, Math.min(max * scale, proposed));
  return { name, unit: UNITS[name] ?? name, min: min * scale, max: max * scale, step, proposed: within };
}

function proposedOf(kind: FaultKind, name: string, { conditions }: Frame): number {
  const path = kind === "slowDatastore" ? conditions.datastore : conditions.link;
  if (name === "bandwidthMiBps") return path.bandwidthMiBps / SLOWER;
  if (name === "latencyMs") return path.latencyMs;
  if (name === "loss") return LOSSY;
  return name === "pagesPerSecond" ? 2 * (conditions.dirtyPagesPerSecond ?? 0) : FEW_MESSAGES;
}

/** Now, every phase that is to come, and the next rounds where there may be any. */
export function momentsOf({ phase, round, ended }: Frame): readonly Moment[] {
  const now: Moment = { value: "now", label: t`now`, at: null };
  if (ended) return [now];
  const ahead = phase === null ? PHASES : PHASES.slice(PHASES.indexOf(phase) + 1);
  const phases = ahead.map((each) => ({
    value: each,
    label: t`as ${PHASE_TERMS[each]} begins`,
    at: { phase: each, afterMs: 0 },
  }));
  const mayHaveRounds = phase === null || phase === "setup" || phase === "preCopy";
  const rounds = mayHaveRounds ? [1, 2, 3].map((more) => round + more) : [];
  return [
    now,
    ...phases,
    ...rounds.map((each) => ({
      value: `round ${each}`,
      label: t`as round ${each} begins`,
      at: { round: each },
    })),
  ];
}

/** When what is armed comes. Its migration is named only where that is not the one on screen. */
export function armedTimeWords({ at }: Pick<Fault, "at">, { migration }: Pick<Frame, "migration">): string {
  const isPresent = "migration" in at && at.migration === migration;
  return faultTimeWords(isPresent ? { ...at, migration: undefined } : at);
}

/** What is wrong with a number that was typed; empty where nothing is. */
export function complaintOf({ min, max, step }: DeedField, value: number | null): string {
  const isFit = value !== null && value >= min && value <= max && (step === null || value % step === 0);
  if (isFit) return "";
  const [from, to] = [plainNumber(min), plainNumber(max)];
  return step === null ? t`a number from ${from} to ${to}` : t`a whole number from ${from} to ${to}`;
}

/** The deed with its numbers, at once or armed for a moment. The numbers must be ones that nothing is wrong with. */
export function deedOf(
  kind: FaultKind,
  values: readonly (readonly [field: DeedField, value: number])[],
  at: MigrationMoment | null,
): Action {
  const detail = Object.fromEntries(values.map(([{ name }, value]) => [name, value / scaleOf(name)]));
  return { kind, ...detail, ...(at === null ? {} : { at }) } as Action;
}
