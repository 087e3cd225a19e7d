/**
 * What can stand in a trace: the types, made of the one table in `event-fields.ts`, what tables by kind make of an event, and
 * what a host's output becomes in the trace.
 */
import type * as v from "valibot";
import type { GuestAnswer, HostOutput } from "../host/port.ts";
import type { GuestRequest, SettingWrite } from "../machine/machine.ts";
import type { Place } from "../place/place.ts";
import type { FaultTime } from "../scenario/fault.ts";
import type { FIELDS } from "./event-fields.ts";

type Fields = typeof FIELDS;

/** What fields of a schema hold. */
type Told<Entries extends v.ObjectEntries> = Readonly<v.InferOutput<v.ObjectSchema<Entries, undefined>>>;

/** The kinds of events. */
export type TraceKind = keyof Fields;

/** What happened, without when and to whom. */
export type TraceDetail<Kind extends TraceKind = TraceKind> = {
  [K in Kind]: { readonly kind: K } & Told<Fields[K]>;
}[Kind];

/** One thing that happened: when, who did it, and what. */
export type TraceEvent<Kind extends TraceKind = TraceKind> = {
  [K in Kind]: { readonly tick: number; readonly who: Place | "lab" } & TraceDetail<K>;
}[Kind];

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
    case "settingGiven":
      return { kind: "settingGiven", cycle: output.cycle, ...(output.setting satisfies SettingWrite) };
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
