/**
 * Keeps the events of a run within bounds. A guest may print for hours, and a page is left open for as long; so what
 * is kept has a weight, and what goes first is what says least of the migration. Only what is shown and saved depends
 * on it: a run itself never reads its log.
 */

import { pagesOf, type TraceEvent, type TraceKind } from "./event.ts";

/** What the engine takes for an event of weight 1, and for its place in the lists of a log: estimates. */
const EVENT_BYTES = 204;
/** Bytes of its two places, in the list of events and in that of numbers. */
const PLACE_BYTES = 16;

/** So many pages, or letters, weigh as much as an event. */
const PAGES_IN_WEIGHT = 24;
const LETTERS_IN_WEIGHT = 96;

/** Of a log that is full, what is said all the time may keep this share, and all together may keep that share. */
const CHATTER_SHARE = 1 / 4;
const REST_SHARE = 3 / 4;

/** What a guest and its client say for as long as they run. It gives way to what happens to the migration. */
const CHATTER: ReadonlySet<TraceKind> = new Set(["printed", "asked", "answered", "delivered", "requestLost"]);

/**
 * The events of one future of a run, as far as it was run. Beyond a weight the earliest are left out: first of what a
 * guest and its client say, then of all.
 *
 * Leaving out depends only on the events that were added, in their order, so that equal runs have equal logs.
 */
export class EventLog {
  /** In their order, without those that were left out; and the number of each in the run. */
  events: TraceEvent[] = [];
  numbers: number[] = [];
  /** How many there were, with those that were left out. */
  end = 0;
  readonly #most: number;
  #weight = 0;
  /** Of the weight, what is of events that do not lie in the log from which this one was taken. */
  #own = 0;
  /** Events with lower numbers lie there. */
  #from = 0;

  /** @param most the weight that it may have; an event weighs 1, and more with many pages or a long text */
  constructor(most = Number.POSITIVE_INFINITY) {
    this.#most = most;
  }

  /** Bytes that it takes beside the log from which it was taken; an estimate. */
  get bytes(): number {
    return PLACE_BYTES * this.events.length + EVENT_BYTES * this.#own;
  }

  add(event: TraceEvent): void {
    this.events.push(event);
    this.numbers.push(this.end++);
    this.#weight += weightOf(event);
    this.#own += weightOf(event);
    if (this.#weight > this.#most) this.#leaveOut();
  }

  /** How many of its events have numbers below `count`. */
  seenBefore(count: number): number {
    let [low, high] = [0, this.numbers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.numbers[middle]! < count) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * A log of its own of what happened before event `count`. The events themselves are shared; only what is added
   * later counts as this log's own.
   */
  upTo(count: number): EventLog {
    const log = new EventLog(this.#most);
    const seen = this.seenBefore(count);
    log.events = this.events.slice(0, seen);
    log.numbers = this.numbers.slice(0, seen);
    log.end = Math.min(count, this.end);
    log.#weight = log.events.reduce((sum, event) => sum + weightOf(event), 0);
    log.#from = log.end;
    return log;
  }

  /** Goes down to a share of the limit and not just below it, so that a full log is not gone through at every event. */
  #leaveOut(): void {
    this.#dropUntil(this.#most * CHATTER_SHARE, ({ kind }) => CHATTER.has(kind));
    if (this.#weight > this.#most * REST_SHARE) this.#dropUntil(this.#most * REST_SHARE, () => true);
  }

  /** Leaves the earliest of some events out until the rest of them weighs no more than that. */
  #dropUntil(most: number, isOne: (event: TraceEvent) => boolean): void {
    let over = this.events.reduce((sum, event) => sum + (isOne(event) ? weightOf(event) : 0), 0) - most;
    const stays = this.events.map((event, index) => {
      if (over <= 0 || !isOne(event)) return true;
      over -= weightOf(event);
      this.#weight -= weightOf(event);
      if (this.numbers[index]! >= this.#from) this.#own -= weightOf(event);
      return false;
    });
    this.events = this.events.filter((_, index) => stays[index]);
    this.numbers = this.numbers.filter((_, index) => stays[index]);
  }
}

/** At least 1; an event with 24 pages weighs 2. */
function weightOf(event: TraceEvent): number {
  const letters = event.kind === "printed" ? event.text.length / LETTERS_IN_WEIGHT : 0;
  return 1 + Math.floor(pagesOf(event).length / PAGES_IN_WEIGHT + letters);
}
