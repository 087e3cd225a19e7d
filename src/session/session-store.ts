import type { Datastore, StoreContents } from "../datastore/datastore.ts";
import type { MemoryDatastore } from "../datastore/memory.ts";
import type { HostName, HostPort } from "../host/port.ts";
import type { TimelineStore } from "../timeline/timeline.ts";

/** The real datastore of a session, and the copy in this thread's memory on which what was recorded is repeated. */
export class SessionStore implements TimelineStore {
  readonly #hosts: Record<HostName, HostPort>;
  readonly #real: Datastore;
  readonly #copy: MemoryDatastore;
  #present: Datastore;
  /** What was read last, whose unchanged slots are shared with what is read next. */
  #last: StoreContents | null = null;

  constructor(hosts: Record<HostName, HostPort>, real: Datastore, copy: MemoryDatastore) {
    this.#hosts = hosts;
    this.#real = real;
    this.#copy = copy;
    this.#present = real;
  }

  async contents(): Promise<StoreContents> {
    const contents = await this.#present.readContents();
    this.#last = this.#last ? share(contents, this.#last) : contents;
    return this.#last;
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
    await Promise.all([this.#hosts.source.useStore(which), this.#hosts.destination.useStore(which)]);
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
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
