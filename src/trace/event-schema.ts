import * as v from "valibot";
import { PLACES } from "../place/place.ts";
import type { TraceEvent, TraceKind } from "./event.ts";
import { FIELDS } from "./event-fields.ts";

const whole = v.pipe(v.number(), v.integer());

/** All kinds, in the order of the table. */
export const TRACE_KINDS = Object.keys(FIELDS) as TraceKind[];

/**
 * One line of a trace file, parsed: an event as the engine writes it, and nothing else. A field too many is refused
 * as well, so that the table cannot fall behind what is written.
 */
export const traceEventSchema = v.variant(
  "kind",
  TRACE_KINDS.map((kind) =>
    v.strictObject({
      tick: whole,
      who: v.picklist([...PLACES, "lab"]),
      kind: v.literal(kind),
      ...FIELDS[kind],
    }),
  ) as never,
) as unknown as v.GenericSchema<unknown, TraceEvent>;
