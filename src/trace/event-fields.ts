/**
 * Every kind of event of a trace with its fields, one table for all: the types in `event.ts` are made of it, and so is the
 * schema in `event-schema.ts`. The engine needs the types alone, so a page does not load this.
 */
import * as v from "valibot";
import { INPUT_LOSSES } from "../host/input-loss.ts";
import { DECISIONS, GROUNDS } from "../migration/judgement.ts";
import type { Body, Control } from "../migration/message.ts";
import { PHASES } from "../migration/output.ts";
import type { StayReason } from "../migration/stay-reason.ts";
import type { StoreOperation } from "../migration/store.ts";
import { PLACES } from "../place/place.ts";
import { ACTION_KINDS } from "../scenario/action.ts";
import { FAULT_KINDS, type FaultTime } from "../scenario/fault.ts";

/** Ticks, bytes, cycles and numbers of things are all whole. */
const whole = v.pipe(v.number(), v.integer());
const pages = v.pipe(v.array(whole), v.readonly());
const path = v.picklist(["link", "file"]);
const place = v.picklist(PLACES);

type MessageKind = Body["kind"] | Control["kind"];
/**
 * The words stand here once more, as a trace file's format may not change with a name of the engine unnoticed: one
 * that is renamed there does not compile here.
 */
const message = v.picklist([
  "pages",
  "checkpoint",
  "prepared",
  "go",
  "resumed",
  "request",
  "fileEnd",
  "fileDown",
  "received",
  "complete",
  "freed",
  "hello",
  "welcome",
  "alive",
  "missing",
  "down",
  "cancelled",
] as const satisfies readonly MessageKind[]);

const operation = v.picklist([
  "readOwner",
  "compareAndSetOwner",
  "createFile",
  "deleteFile",
  "writeChunk",
  "readHeads",
  "readChunk",
  "writeNote",
  "readNote",
] as const satisfies readonly StoreOperation["kind"][]);

/** Looked into no further than that it has a kind: its fields are for people. */
const stayReason = v.custom<StayReason | null>((value) => value === null || hasKind(value));
const faultTime = v.custom<FaultTime>((value) => typeof value === "object" && value !== null);

/** Why something that was done changes nothing; see `applyFault`. */
const NO_EFFECTS = [
  "noDirtyRate",
  "guestGone",
  "notMigrating",
  "committed",
  "hostCrashed",
  "momentPassed",
] as const;
/** One of {@link NO_EFFECTS}. */
export type NoEffect = (typeof NO_EFFECTS)[number];

/** Who brought it about: the learner by a press, or the scenario, whose fault has a time. */
const cause = { cause: v.picklist(["learner", "scenario"]), at: v.optional(faultTime) };
const slowness = { bandwidthMiBps: v.number(), latencyMs: v.number() };

/**
 * The fields of each kind, beside its tick and who did it. Times are ticks, and sizes bytes where nothing else is
 * said; `percent` is the share of its time that the guest sleeps, and a MiB is 2^20 bytes.
 */
export const FIELDS = {
  /** A message is put into the link's send queue; with pages, their numbers. */
  send: { what: message, parcel: whole, bytes: whole, pages: v.optional(pages) },
  /** A parcel will not arrive any more. */
  lost: { parcel: whole },
  /** The datastore is asked for an operation, and later it takes effect. */
  store: { operation: whole, what: operation, bytes: whole, pages: v.optional(pages) },
  effect: { operation: whole, what: operation },
  reservationConflict: { operation: whole, again: v.boolean() },
  /** Pages are written into the destination's memory; so many of them were not wanted any more. */
  applied: { path, pages, refused: whole },
  refused: { what: v.picklist(["message", "head", "chunk", "note"]) },
  phase: { phase: v.picklist(PHASES) },
  round: { round: whole, pages: whole },
  judged: {
    round: whole,
    pages: whole,
    stopNow: v.nullable(whole),
    goal: whole,
    sent: whole,
    dirtied: whole,
    decision: v.picklist(DECISIONS),
    ground: v.picklist(GROUNDS),
  },
  dirtySynced: { pages: whole, cost: whole },
  stun: {},
  resume: {},
  throttle: { percent: v.number() },
  checkpointLoaded: {},
  faulted: { page: whole, access: v.picklist(["read", "write", "fetch"]) },
  served: { page: whole, stalled: whole },
  owedAgain: { pages: whole },
  path: { path, up: v.boolean() },
  whole: {},
  free: {},
  ended: { how: v.picklist(["moved", "continued"]), reason: stayReason },
  /** What the guest was given, at which cycle of its own time, and what it says. */
  delivered: { cycle: whole, bytes: whole },
  asked: { cycle: whole, id: whole, operation: whole, key: whole, value: whole },
  settingGiven: { cycle: whole, index: whole, word: whole },
  answered: { id: whole, value: whole, checksum: whole },
  unasked: { count: whole },
  printed: { text: v.string() },
  shutDown: {},
  /** Typed bytes that a host gives back because the guest left before it took them. */
  returned: { bytes: whole },
  type: { bytes: whole },
  typedLost: { bytes: whole, why: v.picklist(INPUT_LOSSES) },
  requestLost: { id: whole, why: v.picklist(INPUT_LOSSES) },
  /** A migration begins, by its number in the run from 1 on, from one machine to the other. */
  migrate: { ...cause, migration: whole, from: place, to: place },
  restart: cause,
  cutLink: cause,
  healLink: cause,
  slowLink: {
    ...cause,
    ...slowness,
    backBandwidthMiBps: v.optional(v.number()),
    loss: v.optional(v.number()),
  },
  loseMessages: { ...cause, count: whole },
  stopDatastore: cause,
  healDatastore: cause,
  slowDatastore: { ...cause, ...slowness },
  setDirtyRate: { ...cause, pagesPerSecond: whole },
  cancel: cause,
  /** What the learner does waits for a moment of the migration, or changes nothing. */
  armed: { what: v.picklist(FAULT_KINDS), moment: faultTime },
  /** What was armed is taken back. */
  disarmed: { what: v.picklist(FAULT_KINDS), moment: faultTime },
  noEffect: { what: v.picklist(ACTION_KINDS), why: v.picklist(NO_EFFECTS) },
  /** The machine that crashes, in the role that it has then. */
  crashSource: { ...cause, place },
  crashDestination: { ...cause, place },
} as const satisfies Readonly<Record<string, v.ObjectEntries>>;

function hasKind(value: unknown): boolean {
  return typeof value === "object" && value !== null && "kind" in value;
}
