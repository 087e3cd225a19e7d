/**
 * Lets a timeline keep the datastore's contents at many moments without reading the whole file at each. It is no part
 * of a run's past: going back, the timeline puts the contents back itself.
 */

import { BACK_SLOTS } from "../../datastore/datastore.ts";
import type { StoreOperation } from "../../migration/store.ts";

/** What was written to the datastore since it was looked at last. */
export interface StoreChanges {
  /** More than slots of the two rings may have changed. */
  readonly whole: boolean;
  readonly forward: ReadonlySet<number>;
  readonly back: ReadonlySet<number>;
}

/** Notes which parts of the datastore operations write to, so that only those must be read again. */
export class StoreWatch {
  readonly #chunks: number;
  #whole = true;
  #forward = new Set<number>();
  #back = new Set<number>();

  /** @param chunks how many slots the ring of chunks has */
  constructor(chunks: number) {
    this.#chunks = chunks;
  }

  /** An operation has taken effect. */
  tookEffect(what: StoreOperation): void {
    if (what.kind === "writeChunk") this.#forward.add((what.head.sequence - 1) % this.#chunks);
    else if (what.kind === "writeNote") this.#back.add((what.note.sequence - 1) % BACK_SLOTS);
    // The owner record changed, or the file was created or deleted.
    else if (!what.kind.startsWith("read")) this.#whole = true;
  }

  /** Somebody else has written to the datastore, nobody knows what. */
  wroteAnything(): void {
    this.#whole = true;
  }

  /** What has changed since the last call; everything at the first. */
  take(): StoreChanges {
    const changes = { whole: this.#whole, forward: this.#forward, back: this.#back };
    this.#whole = false;
    this.#forward = new Set();
    this.#back = new Set();
    return changes;
  }
}
