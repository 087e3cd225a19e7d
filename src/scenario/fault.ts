/**
 * Faults and their moments. A fault may name a phase or a round rather than a time, since a stun comes at another
 * tick with every setting.
 */

import * as v from "valibot";
import { PHASES } from "../migration/output.ts";
import { LONGEST_MS } from "./bounds.ts";
import { type Knob, knobsOf } from "./knobs.ts";
import { choice, number, record, whole } from "./schema.ts";

/** The highest number that a migration of a run can have. */
const MOST_MIGRATIONS = 1001;

/**
 * Milliseconds of virtual time: from the run's beginning, or after the phase began; rounds count from 1. `migration` says
 * of which one the phase or the round is, from 1 on; the first where it is left out.
 */
const atTime = record({ ms: number(0, LONGEST_MS) });
const atPhase = record({
  phase: choice(PHASES),
  afterMs: v.optional(number(0, LONGEST_MS), 0),
  migration: v.optional(whole(1, MOST_MIGRATIONS)),
});
const atRound = record({ round: whole(1, 1000), migration: v.optional(whole(1, MOST_MIGRATIONS)) });

/** The moment's own fields say which of the three kinds it is. */
const at = v.lazy((input) => {
  const fields = typeof input === "object" && input ? Object.keys(input) : [];
  if (fields.includes("phase")) return atPhase;
  return fields.includes("round") ? atRound : atTime;
});

/** MiB of 2^20 bytes a second and milliseconds, which the path has from then on. */
const slowness = { bandwidthMiBps: number(0.001, 1_000_000), latencyMs: number(0, 60_000) };

/** What a change of the link may leave as it is: the bandwidth of the way back, and the probability of a loss. */
const linkChange = {
  ...slowness,
  backBandwidthMiBps: v.optional(number(0.001, 1_000_000)),
  loss: v.optional(number(0, 0.9)),
};

/** As fast as a guest of the lab can be set to write pages, each a second. */
export const MOST_DIRTY_PAGES = 1_000_000;

/** Every kind of fault with the fields that it has beside its moment. All else that lists kinds derives from this. */
export const FAULTS = {
  cutLink: record({ kind: v.literal("cutLink"), at }),
  healLink: record({ kind: v.literal("healLink"), at }),
  slowLink: record({ kind: v.literal("slowLink"), at, ...linkChange }),
  loseMessages: record({ kind: v.literal("loseMessages"), at, count: whole(1, 1_000_000) }),
  slowDatastore: record({ kind: v.literal("slowDatastore"), at, ...slowness }),
  stopDatastore: record({ kind: v.literal("stopDatastore"), at }),
  healDatastore: record({ kind: v.literal("healDatastore"), at }),
  /** The guest's dirty rate, for a guest that has one as a setting. */
  setDirtyRate: record({
    kind: v.literal("setDirtyRate"),
    at,
    pagesPerSecond: whole(0, MOST_DIRTY_PAGES),
  }),
  /** vSphere's Cancel: a migration that has not changed the owner record yet is given up. */
  cancel: record({ kind: v.literal("cancel"), at }),
  crashSource: record({ kind: v.literal("crashSource"), at }),
  crashDestination: record({ kind: v.literal("crashDestination"), at }),
};
export type FaultKind = keyof typeof FAULTS;

/** All of them, in their order. */
export const FAULT_KINDS = Object.keys(FAULTS) as FaultKind[];

/** A moment of the migration itself: in a phase, or as a round begins. */
export type MigrationMoment = v.InferOutput<typeof atPhase> | v.InferOutput<typeof atRound>;

/** When a fault comes: at a time, or at a moment of the migration. */
export type FaultTime = v.InferOutput<typeof atTime> | MigrationMoment;

/** One fault: what breaks or heals, when, and how much. */
export type Fault = {
  [Kind in FaultKind]: Omit<v.InferOutput<(typeof FAULTS)[Kind]>, "at"> & { readonly at: FaultTime };
}[FaultKind];

/**
 * What is done by hand: a fault that comes at once, or one that waits for a moment of the migration that has not come.
 */
export type Deed = {
  [Kind in FaultKind]: Omit<v.InferOutput<(typeof FAULTS)[Kind]>, "at"> & { readonly at?: MigrationMoment };
}[FaultKind];

const atMoment = v.lazy((input) => (isRound(input) ? atRound : atPhase));

function isRound(input: unknown): boolean {
  return typeof input === "object" && input !== null && "round" in input;
}

/** What a deed of a kind may say: the fault's fields, and no time of the clock. */
const DEEDS = Object.fromEntries(
  Object.entries(FAULTS).map(([kind, { entries }]) => [
    kind,
    record({ ...entries, at: v.optional(atMoment) }),
  ]),
) as unknown as Record<FaultKind, v.GenericSchema<unknown, Deed>>;

/** A deed of a learner, as links and files have it. Its kind says which fields it has. */
export const deed = ofKind(DEEDS) as v.GenericSchema<unknown, Deed>;

const anyKind = v.looseObject({ kind: choice(FAULT_KINDS) }, "a fault");

/** One fault of a scenario. Its kind says which fields it has. */
export const fault = ofKind(FAULTS) as v.GenericSchema<unknown, Fault>;

function ofKind(schemas: Readonly<Record<FaultKind, v.GenericSchema>>): unknown {
  return v.lazy((input) => {
    const kind = (input as { kind?: FaultKind } | null)?.kind;
    return kind !== undefined && Object.hasOwn(schemas, kind) ? schemas[kind] : anyKind;
  });
}

/** What may be set of a fault: `faults.KIND.FIELD`, and of its moment `faults.at.KIND.FIELD`. */
export const FAULT_KNOBS: readonly Knob[] = [
  ...Object.entries(FAULTS).flatMap(([kind, fields]) => knobsOf(fields, `faults.${kind}.`)),
  ...Object.entries({ ms: atTime, phase: atPhase, round: atRound }).flatMap(([kind, fields]) =>
    knobsOf(fields, `faults.at.${kind}.`),
  ),
];
