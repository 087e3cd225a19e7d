/**
 * What can stand in a trace, one table for all: each kind with the fields that it has. The types of the engine are
 * made of it, and so is {@link traceEventSchema}, by which a reader of a trace file can check what it reads.
 */
import * as v from "valibot";
import { INPUT_LOSSES } from "../host/input-loss.ts";
import type { GuestAnswer, HostOutput } from "../host/port.ts";
import type { GuestRequest } from "../machine/machine.ts";
import type { Body, Control } from "../migration/message.ts";
import { PHASES } from "../migration/output.ts";
import type { StayReason } from "../migration/stay-reason.ts";
import type { StoreOperation } from "../migration/store.ts";
import type { FaultTime } from "../scenario/fault.ts";

/** Ticks, bytes, cycles and numbers of things are all whole. */
const whole = v.pipe(v.number(), v.integer());
const pages = v.pipe(v.array(whole), v.readonly());
const path = v.picklist(["link", "file"]);

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

/** Who brought it about: the learner by a press, or the scenario, whose fault has a time. */
const cause = { cause: v.picklist(["learner", "scenario"]), at: v.optional(faultTime) };
const slowness = { bandwidthMiBps: v.number(), latencyMs: v.number() };

/**
 * The fields of each kind, beside its tick and who did it. Times are ticks, and sizes bytes where nothing else is
 * said; `percent` is the share of its time that the guest sleeps, and a MiB is 2^20 bytes.
 */
const FIELDS = {
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
  answered: { id: whole, value: whole, checksum: whole },
  unasked: { count: whole },
  printed: { text: v.string() },
  shutDown: {},
  /** Typed bytes that a host gives back because the guest left before it took them. */
  returned: { bytes: whole },
  type: { bytes: whole },
  typedLost: { bytes: whole, why: v.picklist(INPUT_LOSSES) },
  requestLost: { id: whole, why: v.picklist(INPUT_LOSSES) },
  migrate: cause,
  restart: cause,
  cutLink: cause,
  healLink: cause,
  slowLink: { ...cause, ...slowness },
  loseMessages: { ...cause, count: whole },
  stopDatastore: cause,
  healDatastore: cause,
  slowDatastore: { ...cause, ...slowness },
  crashSource: cause,
  crashDestination: cause,
} as const satisfies Readonly<Record<string, v.ObjectEntries>>;
type Fields = typeof FIELDS;

/** What fields of a schema hold. */
type Told<Entries extends v.ObjectEntries> = Readonly<v.InferOutput<v.ObjectSchema<Entries, undefined>>>;

/** The kinds of events. */
export type TraceKind = keyof Fields;
export const TRACE_KINDS = Object.keys(FIELDS) as TraceKind[];

/** What happened, without when and to whom. */
export type TraceDetail<Kind extends TraceKind = TraceKind> = {
  [K in Kind]: { readonly kind: K } & Told<Fields[K]>;
}[Kind];

/** One thing that happened: when, who did it, and what. */
export type TraceEvent<Kind extends TraceKind = TraceKind> = {
  [K in Kind]: { readonly tick: number; readonly who: "source" | "destination" | "lab" } & TraceDetail<K>;
}[Kind];

/**
 * One line of a trace file, parsed: an event as the engine writes it, and nothing else. A field too many is refused
 * as well, so that the table cannot fall behind what is written.
 */
export const traceEventSchema = v.variant(
  "kind",
  TRACE_KINDS.map((kind) =>
    v.strictObject({
      tick: whole,
      who: v.picklist(["source", "destination", "lab"]),
      kind: v.literal(kind),
      ...FIELDS[kind],
    }),
  ) as never,
) as unknown as v.GenericSchema<unknown, TraceEvent>;

/** Words, or whatever else, by the kind of event. Kinds without an entry have none. */
export type ByKind<Made> = { readonly [Kind in TraceKind]?: (event: TraceEvent<Kind>) => Made };

/** What a table makes of an event; undefined where it has nothing for its kind. */
export function madeBy<Made>(table: ByKind<Made>, event: TraceEvent): Made | undefined {
  const make = table[event.kind] as ((event: TraceEvent) => Made) | undefined;
  return make?.(event);
}

/** Whether an event is of a kind, for lists of events. */
export function isOf<Kind extends TraceKind>(
  kind: Kind,
): (event: TraceEvent) => event is Extract<TraceEvent, { readonly kind: Kind }> {
  return (event): event is Extract<TraceEvent, { readonly kind: Kind }> => event.kind === kind;
}

/** When the scenario had said that a fault comes; undefined for whatever is not a fault of the scenario. */
export function faultTimeOf(event: TraceEvent): FaultTime | undefined {
  return "at" in event ? event.at : undefined;
}

/** The pages that an event is about; none where it is about none, or says their number only. */
export function pagesOf(event: TraceEvent): readonly number[] {
  return "pages" in event && typeof event.pages === "object" ? event.pages : [];
}

function hasKind(value: unknown): boolean {
  return typeof value === "object" && value !== null && "kind" in value;
}

/**
 * What the trace keeps of a host's output; null for what only sets timers and asks for room. It is the one place that
 * decides what of a host's outputs a trace tells, and in which words.
 */
export function traceDetail(output: HostOutput): TraceDetail | null {
  switch (output.kind) {
    case "send":
      return sent(output);
    case "store": {
      const { kind, operation, what, bytes } = output;
      const detail = { kind, operation, what: what.kind, bytes };
      return what.kind === "writeChunk" ? { ...detail, pages: what.head.pages } : detail;
    }
    case "returned":
      return { kind: "returned", bytes: output.bytes.length };
    case "delivered":
      return { kind: "delivered", cycle: output.cycle, bytes: output.bytes.length };
    case "asked":
      return { kind: "asked", cycle: output.cycle, ...(output.request satisfies GuestRequest) };
    case "answered":
      return { kind: "answered", ...(output.answer satisfies GuestAnswer) };
    case "dropped":
      // What is lost is noted input by input, with the reason.
      return null;
    case "deadline":
    case "awaitRoom":
      return null;
    default:
      return output;
  }
}

/** A message by its name; of pages only the numbers, since bytes are in no trace. */
function sent({ message: { content }, parcel }: HostOutput & { kind: "send" }): TraceDetail<"send"> {
  const detail = { kind: "send", parcel: parcel.id, bytes: parcel.bytes } as const;
  if (content.channel === null) return { ...detail, what: content.control.kind };
  const { body } = content;
  return body.kind === "pages"
    ? { ...detail, what: "pages", pages: body.pages }
    : { ...detail, what: body.kind };
}
