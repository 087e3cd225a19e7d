import type { Tick } from "../clock/tick.ts";
import type { HostName, HostOutput } from "../host/port.ts";

/** One thing that happened: who did it, and what, as flat data. */
export interface TraceEvent {
  readonly tick: Tick;
  readonly who: HostName | "lab";
  readonly kind: string;
  readonly [detail: string]: unknown;
}

/** What happened in a run, in order. Equal runs have equal traces, however finely they were advanced. */
export class Trace {
  events: TraceEvent[] = [];

  add(event: TraceEvent): void {
    this.events.push(event);
  }

  /** One JSON object a line. */
  toNdjson(): string {
    return this.events.map((event) => `${JSON.stringify(event)}\n`).join("");
  }
}

/** What the trace keeps of a host's output; null for what only sets timers and asks for room. */
export function traceDetail(output: HostOutput): Record<string, unknown> | null {
  switch (output.kind) {
    case "send": {
      const { content } = output.message;
      const { id, bytes } = output.parcel;
      if (content.channel === null) return { what: content.control.kind, parcel: id, bytes };
      const pages = content.body.kind === "pages" ? content.body.pages : undefined;
      return { what: content.body.kind, parcel: id, bytes, pages };
    }
    case "store": {
      const { operation, what, bytes } = output;
      const detail = { operation, what: what.kind, bytes };
      return what.kind === "writeChunk" ? { ...detail, pages: what.head.pages } : detail;
    }
    case "returned":
      return { bytes: output.bytes.length };
    case "dropped":
      // What is lost is noted input by input, with the reason.
      return null;
    case "delivered":
      return { cycle: output.cycle, bytes: output.bytes.length };
    case "asked":
      return { cycle: output.cycle, ...output.request };
    case "answered":
      return { ...output.answer };
    case "deadline":
    case "awaitRoom":
      return null;
    default:
      return { ...output };
  }
}
