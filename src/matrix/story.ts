import type { Tick } from "../clock/tick.ts";
import type { HostName } from "../host/port.ts";
import type { TraceEvent } from "../trace/trace.ts";

/** A run's trace, asked for the moments that the matrix needs. Ticks are null where the thing never happened. */
export class Story {
  readonly #events: readonly TraceEvent[];

  constructor(events: readonly TraceEvent[]) {
    this.#events = events;
  }

  /** When a host first did this. */
  first(who: HostName, kind: string, detail: Readonly<Record<string, unknown>> = {}): Tick | null {
    const entries = Object.entries(detail);
    const found = this.#events.find(
      (event) =>
        event.who === who && event.kind === kind && entries.every(([key, value]) => event[key] === value),
    );
    return found?.tick ?? null;
  }

  /** Of the times between `from` and `to` at which pages came by this path, the one after this share of them. */
  arrival(
    path: "link" | "file",
    share: number,
    from: Tick | null,
    to: Tick | null = Number.MAX_SAFE_INTEGER,
  ): Tick | null {
    if (from === null || to === null) return null;
    const arrivals = this.#events.filter(
      ({ kind, tick, ...detail }) => kind === "applied" && detail.path === path && tick > from && tick < to,
    );
    return arrivals[Math.floor(arrivals.length * share)]?.tick ?? null;
  }

  /** When the last chunk that carries pages was in the file. */
  lastChunkInFile(emptyChunkBytes: number): Tick | null {
    const written = this.#events.findLast(
      ({ kind, what, bytes }) => kind === "store" && what === "writeChunk" && Number(bytes) > emptyChunkBytes,
    );
    if (!written) return null;
    const { who, operation } = written;
    return this.first(who as HostName, "effect", { operation });
  }

  /** Whether this run and another did the same before `tick`. */
  isLike(other: Story, tick: Tick): boolean {
    const mine = this.#before(tick);
    const theirs = other.#before(tick);
    return mine.length === theirs.length && mine.every((text, index) => text === theirs[index]);
  }

  #before(tick: Tick): string[] {
    return this.#events.filter((event) => event.tick < tick).map((event) => JSON.stringify(event));
  }
}
