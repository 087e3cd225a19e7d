import type { Datastore, Ring, StoreContents } from "../datastore/datastore.ts";
import type { MemoryDatastore } from "../datastore/memory.ts";
import type { HostPort } from "../host/port.ts";
import type { Place } from "../place/place.ts";
import type { StoreChanges } from "../simulation/parts/store-changes.ts";
import type { TimelineStore } from "../timeline/timeline.ts";

/** The real datastore of a session, and the copy in this thread's memory on which what was recorded is repeated. */
export class SessionStore implements TimelineStore {
  readonly #hosts: Record<Place, HostPort>;
  readonly #real: Datastore;
  readonly #copy: MemoryDatastore;
  #present: Datastore;
  /** What was read last, whose unchanged slots are shared with what is read next. */
  #last: StoreContents | null = null;

  constructor(hosts: Record<Place, HostPort>, real: Datastore, copy: MemoryDatastore) {
    this.#hosts = hosts;
    this.#real = real;
    this.#copy = copy;
    this.#present = real;
  }

  async contents({ whole, forward, back }: StoreChanges): Promise<StoreContents> {
    const last = this.#last;
    if (last === null || whole) {
      const contents = await this.#present.readContents();
      this.#last = last ? share(contents, last) : contents;
    } else if (forward.size + back.size > 0) {
      const rings = await Promise.all([
        this.#readAgain("forward", last.forward, [...forward]),
        this.#readAgain("back", last.back, [...back]),
      ]);
      this.#last = { ...last, forward: rings[0], back: rings[1] };
    }
    return this.#last!;
  }

  async #readAgain(
    ring: Ring,
    last: ReadonlyMap<number, Uint8Array>,
    slots: readonly number[],
  ): Promise<ReadonlyMap<number, Uint8Array>> {
    if (slots.length === 0) return last;
    const found = await this.#present.readSlots(ring, slots);
    const next = new Map(last);
    slots.forEach((slot, index) => {
      const bytes = found[index];
      if (bytes) next.set(slot, bytes);
    });
    return next;
  }

  async repeatOn(contents: StoreContents): Promise<void> {
    await this.#copy.writeContents(contents);
    this.#last = contents;
    await this.#use(this.#copy, "copy");
  }

  async arrive(): Promise<void> {
    await this.#real.writeContents(await this.#copy.readContents());
    await this.#use(this.#real, "real");
  }

  async #use(datastore: Datastore, which: "real" | "copy"): Promise<void> {
    if (this.#present === datastore) return;
    this.#present = datastore;
    await Promise.all([this.#hosts.West.useStore(which), this.#hosts.East.useStore(which)]);
  }
}

/** The same contents, with the bytes of equal slots shared, so that moments do not each keep the whole file. */
function share(contents: StoreContents, last: StoreContents): StoreContents {
  const slots = (ring: "forward" | "back") =>
    new Map(
      [...contents[ring]].map(([slot, bytes]) => {
        const before = last[ring].get(slot);
        return [slot, before && isEqual(bytes, before) ? before : bytes];
      }),
    );
  return { ...contents, image: last.image ?? contents.image, forward: slots("forward"), back: slots("back") };
}

/** A loop, because a call for each byte of the file would take longer than reading it. */
function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
