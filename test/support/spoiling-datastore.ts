import type { Random } from "../../src/clock/random.ts";
import { BLOCK_BYTES, type Ring } from "../../src/datastore/datastore.ts";
import { MemoryDatastore } from "../../src/datastore/memory.ts";
import { type DamageCount, flipped, truncated } from "./damage.ts";

type Spoil = (ring: Ring, slot: number) => string | null;

/** A datastore whose slots go bad after they were written, as a disk's do. What is read while it is bad is counted. */
export class SpoilingDatastore extends MemoryDatastore {
  /** The share of writes that is spoiled. */
  rate = 0;
  readonly #random: Random;
  readonly #count: DamageCount;
  readonly #bad = new Map<string, string>();
  readonly #before = new Map<string, Uint8Array>();

  constructor(random: Random, count: DamageCount) {
    super();
    this.#random = random;
    this.#count = count;
  }

  override async writeSlot(ring: Ring, slot: number, bytes: Uint8Array): Promise<void> {
    const old = this.contents[ring].get(slot);
    if (old) this.#before.set(`${ring} ${slot}`, old);
    await super.writeSlot(ring, slot, bytes);
    this.#bad.delete(`${ring} ${slot}`);
    if (!this.#random.chance(this.rate)) return;
    const kinds = [this.#flip, this.#flip, this.#truncate, this.#replay, this.#reorder];
    const kind = kinds[this.#random.below(kinds.length)]!.call(this, ring, slot);
    if (kind) this.#bad.set(`${ring} ${slot}`, `${ring} ${kind}`);
  }

  override async readSlots(ring: Ring, slots: readonly number[], headBytes?: number) {
    const read = await super.readSlots(ring, slots, headBytes);
    for (const slot of slots) this.#meet(`${ring} ${slot}`, headBytes !== undefined);
    return read;
  }

  /** Bad bytes are met once; a payload is not met by who reads the head only. */
  #meet(place: string, isHead: boolean): void {
    const kind = this.#bad.get(place);
    if (!kind || (isHead && kind.endsWith("payload flipped"))) return;
    this.#count.add(kind);
    this.#bad.delete(place);
  }

  readonly #flip: Spoil = (ring, slot) => {
    const bytes = this.contents[ring].get(slot)!;
    const inPayload = bytes.length > BLOCK_BYTES && this.#random.chance(0.5);
    const [from, to] = inPayload ? [BLOCK_BYTES, bytes.length] : [0, BLOCK_BYTES];
    this.contents[ring].set(slot, flipped(bytes, this.#random, from, to));
    return inPayload ? "payload flipped" : "block flipped";
  };

  readonly #truncate: Spoil = (ring, slot) => {
    const bytes = this.contents[ring].get(slot)!;
    this.contents[ring].set(slot, truncated(bytes.subarray(0, BLOCK_BYTES), this.#random));
    return "truncated";
  };

  /** What was there before comes back, or nothing. */
  readonly #replay: Spoil = (ring, slot) => {
    const before = this.#before.get(`${ring} ${slot}`);
    if (before) this.contents[ring].set(slot, before);
    else this.contents[ring].delete(slot);
    return "replayed";
  };

  /** It changes places with its neighbour. */
  readonly #reorder: Spoil = (ring, slot) => {
    const neighbour = slot > 0 ? slot - 1 : slot + 1;
    const [own, other] = [this.contents[ring].get(slot)!, this.contents[ring].get(neighbour)];
    if (!other) return null;
    this.contents[ring].set(slot, other);
    this.contents[ring].set(neighbour, own);
    this.#bad.set(`${ring} ${neighbour}`, `${ring} reordered`);
    return "reordered";
  };
}
