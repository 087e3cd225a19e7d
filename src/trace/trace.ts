import type { Tick } from "../clock/tick.ts";
import type { HostName, HostOutput } from "../host/port.ts";
import { EventLog } from "./event-log.ts";

/** One thing that happened: who did it, and what, as flat data. */
export interface TraceEvent {
  readonly tick: Tick;
  readonly who: HostName | "lab";
  readonly kind: string;
  readonly [detail: string]: unknown;
}

/**
 * What happened in a run, in order, up to now. Equal runs have equal traces, however finely they were advanced: a run
 * that went back and comes by again finds what it does in its log.
 */
export class Trace {
  #log: EventLog;
  #count = 0;
  /** How many events of the log have happened up to now. */
  #seen = 0;
  #events: { readonly of: readonly TraceEvent[]; readonly seen: number; readonly list: TraceEvent[] } | null =
    null;

  constructor(log = new EventLog()) {
    this.#log = log;
  }

  /** How many events have happened, with those that the log has left out. */
  get count(): number {
    return this.#count;
  }

  /** How many of them the log has left out. */
  get leftOut(): number {
    return this.#count - this.#seen;
  }

  /** Those that are still known, in their order. */
  get events(): readonly TraceEvent[] {
    const { events } = this.#log;
    if (this.#seen === events.length) return events;
    if (this.#events?.of !== events || this.#events.seen !== this.#seen)
      this.#events = { of: events, seen: this.#seen, list: events.slice(0, this.#seen) };
    return this.#events.list;
  }

  /** Those of the known events that came after the first `count`. */
  since(count: number): readonly TraceEvent[] {
    return this.#log.events.slice(this.#log.seenBefore(count), this.#seen);
  }

  /** All that has been recorded, beyond now too. */
  get log(): EventLog {
    return this.#log;
  }

  /** Goes on in another future of the run, which is the same up to now. */
  follow(log: EventLog): void {
    this.#log = log;
    this.#seen = log.seenBefore(this.#count);
  }

  /** Goes back, or onwards, to where so many events had happened. */
  rewind(count: number): void {
    this.#count = count;
    this.#seen = this.#log.seenBefore(count);
  }

  add(event: TraceEvent): void {
    const number = this.#count++;
    const isRecorded = number < this.#log.end;
    if (isRecorded && this.#log.numbers[this.#seen] === number) this.#seen++;
    if (isRecorded) return;
    this.#log.add(event);
    this.#seen = this.#log.events.length;
  }

  /** The known events as one JSON object a line. */
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
