import type { TraceEvent, TraceKind } from "../../src/trace/event.ts";

/** An event of a made-up trace, with the details that a test is about. */
export function traceEvent<Kind extends TraceKind>(
  tick: number,
  who: TraceEvent["who"],
  kind: Kind,
  detail: Partial<TraceEvent<NoInfer<Kind>>> = {},
): TraceEvent<Kind> {
  return { tick, who, kind, ...detail } as TraceEvent<Kind>;
}
