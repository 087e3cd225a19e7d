import type { TraceEvent } from "./event.ts";
import { EventLog } from "./event-log.ts";

/**
 * What happened in a run, in order, up to now. Equal runs have equal traces, however finely they were advanced: a run
 * that went back and comes by again finds what it does in its log.
 *
 * Going back forgets nothing. The log holds the whole future that was recorded; `count` says how much of it has
 * happened, and adding an event that is in the log already only moves on in it. A run that repeats itself is exact,
 * so the event is not compared with the one that is there.
 */
export class Trace {
  #log: EventLog;
  #count = 0;
  /** How many events of the log have happened up to now. */
  #seen = 0;
  /**
   * The list that was made last, for as long as it is asked for at the same point of the same log: views ask at every
   * frame.
   */
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

  /** Appends only what is new. An event that was recorded and left out since is counted and not added again. */
  add(event: TraceEvent): void {
    const number = this.#count++;
    const isRecorded = number < this.#log.end;
    if (isRecorded && this.#log.numbers[this.#seen] === number) this.#seen++;
    if (isRecorded) return;
    this.#log.add(event);
    this.#seen = this.#log.events.length;
  }

  /** The known events as one JSON object a line. Newline-delimited, so that a long trace can be read by line tools. */
  toNdjson(): string {
    return this.events.map((event) => `${JSON.stringify(event)}\n`).join("");
  }
}
