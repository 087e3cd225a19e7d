import type { Tick } from "../clock/tick.ts";
import type { HostName } from "../host/port.ts";

/** One thing that happened: who did it, and what, as flat data. */
export interface TraceEvent {
  readonly tick: Tick;
  readonly who: HostName | "lab";
  readonly kind: string;
  readonly [detail: string]: unknown;
}

/** What happened in a run, in order. Equal runs have equal traces, however finely they were advanced. */
export class Trace {
  readonly events: TraceEvent[] = [];

  add(event: TraceEvent): void {
    this.events.push(event);
  }

  /** One JSON object a line. */
  toNdjson(): string {
    return this.events.map((event) => `${JSON.stringify(event)}\n`).join("");
  }
}
