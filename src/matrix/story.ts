import type { Tick } from "../clock/tick.ts";
import { type HostName, WEST_TO_EAST } from "../place/place.ts";
import type { TraceDetail, TraceEvent, TraceKind } from "../trace/event.ts";

/**
 * A run's trace, asked for the moments that the matrix needs. Ticks are null where the thing never happened. It reads
 * only what any trace tells, and nothing of the engine's inside, so that a moment means the same in every run.
 */
export class Story {
  readonly #events: readonly TraceEvent[];

  constructor(events: readonly TraceEvent[]) {
    this.#events = events;
  }

  /** When a host first did this. */
  first<Kind extends TraceKind>(
    who: HostName,
    kind: Kind,
    detail: Partial<TraceDetail<NoInfer<Kind>>> = {},
  ): Tick | null {
    const entries = Object.entries(detail);
    const isIt = (event: TraceEvent) =>
      entries.every(([key, value]) => (event as unknown as Record<string, unknown>)[key] === value);
    return (
      this.#events.find((event) => event.who === WEST_TO_EAST[who] && event.kind === kind && isIt(event))
        ?.tick ?? null
    );
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
      (event) => event.kind === "applied" && event.path === path && event.tick > from && event.tick < to,
    );
    return arrivals[Math.floor(arrivals.length * share)]?.tick ?? null;
  }

  /** When the last chunk that carries pages was in the file. `emptyChunkBytes` is what a chunk without pages takes. */
  lastChunkInFile(emptyChunkBytes: number): Tick | null {
    const written = this.#events.findLast(
      (event): event is TraceEvent<"store"> =>
        event.kind === "store" && event.what === "writeChunk" && event.bytes > emptyChunkBytes,
    );
    if (!written) return null;
    return this.first("source", "effect", { operation: written.operation });
  }

  /**
   * Whether this run and another did the same before `tick`. Events are compared as JSON, field by field and in their
   * order.
   */
  isLike(other: Story, tick: Tick): boolean {
    const mine = this.#before(tick);
    const theirs = other.#before(tick);
    return mine.length === theirs.length && mine.every((text, index) => text === theirs[index]);
  }

  #before(tick: Tick): string[] {
    return this.#events.filter((event) => event.tick < tick).map((event) => JSON.stringify(event));
  }
}
