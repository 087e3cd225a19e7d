/**
 * Bytes of pages between two hosts. They really cross beside the simulation, which only says when they count as
 * having come. So real crossing and virtual arrival must be brought together: payload waits for its message, or a
 * message for its payload.
 */

import { PAGE_BYTES } from "../../machine/layout.ts";

/** Pages on their way between two hosts, packed for one transfer: zero pages take no bytes. */
export interface Payload {
  /** Which stretch of the run it belongs to: it ends whenever the hosts go to another moment. */
  readonly era: number;
  /** Number of the message's parcel on the link. */
  readonly parcel: number;
  /** The message's pages. */
  readonly pages: readonly number[];
  /** For each of them, where its bytes begin in `bytes`, or -1 for a zero page. */
  readonly offsets: readonly number[];
  /** The checkpoint's CPU and device state instead of pages, where the message is one. */
  readonly state: Uint8Array | null;
  readonly bytes: Uint8Array;
}

/** The wire on which payload really crosses from one host to the other: a MessagePort, or a call in this process. */
export interface PayloadWire {
  send(payload: readonly Payload[]): void;
  /** Takes the receiver of what the other host sends. */
  onArrival(receive: (payload: readonly Payload[]) => void): void;
  close(): void;
}

/** Real time after which payload that was sent must have come; its loss is a failure of the lab, not of the link. */
const PATIENCE_MS = 10_000;

/** What a buffer of payloads holds, as data whose entries are never changed. */
export interface PayloadBufferRecord {
  readonly here: ReadonlyMap<number, Payload>;
  readonly forgotten: ReadonlySet<number>;
}

/** Where arrived payload waits for its virtual tick. It may come before or after the simulation asks for it. */
export class PayloadBuffer {
  #here = new Map<number, Payload>();
  #forgotten = new Set<number>();
  #awaited = new Map<number, (payload: Payload) => void>();

  /** Payload of another era is late and of no use to anybody. */
  era = 0;

  /**
   * Takes in what has crossed. A late one of another era is dropped: its number may be given once more in this past.
   */
  store(payload: Payload): void {
    if (payload.era !== this.era) return;
    if (this.#forgotten.delete(payload.parcel)) return;
    const awaited = this.#awaited.get(payload.parcel);
    this.#awaited.delete(payload.parcel);
    this.#here.set(payload.parcel, payload);
    awaited?.(payload);
  }

  /** What is awaited is not kept: a moment is kept between two calls, when nothing is. */
  remember(): PayloadBufferRecord {
    return { here: new Map(this.#here), forgotten: new Set(this.#forgotten) };
  }

  /**
   * Payload that was kept is given the new era; what is still crossing keeps the old one, and is dropped when it
   * comes.
   */
  recall({ here, forgotten }: PayloadBufferRecord, era: number): void {
    this.#here = new Map([...here].map(([parcel, payload]) => [parcel, { ...payload, era }]));
    this.#forgotten = new Set(forgotten);
    this.era = era;
  }

  /** Settles when the payload of `parcel` is here; rejects when it has not come after 10 s. */
  async arrival(parcel: number): Promise<void> {
    if (this.#here.has(parcel)) return;
    await new Promise<void>((resolve, reject) => {
      const tooLate = setTimeout(
        () =>
          reject(new Error(`The pages of message ${parcel} did not cross between the workers within 10 s.`)),
        PATIENCE_MS,
      );
      this.#awaited.set(parcel, () => {
        clearTimeout(tooLate);
        resolve();
      });
    });
  }

  has(parcel: number): boolean {
    return this.#here.has(parcel);
  }

  /** The payload of a parcel, or null where it is not here. */
  look(parcel: number): Payload | null {
    return this.#here.get(parcel) ?? null;
  }

  /** Takes payload out. Throws where it is not here. */
  take(parcel: number): Payload {
    const payload = this.#here.get(parcel);
    if (!payload) throw new Error(`The payload of message ${parcel} is not here.`);
    this.#here.delete(parcel);
    return payload;
  }

  /**
   * The link lost this parcel: its payload is dropped, now or when it comes. The number is remembered until then, or
   * bytes of a lost message would lie here for good.
   */
  forget(parcel: number): void {
    if (!this.#here.delete(parcel)) this.#forgotten.add(parcel);
  }

  /** Another migration begins: what has come for the last one is of no use to anybody. */
  clear(): void {
    this.#here.clear();
  }
}

/** Bytes of the page at `index` of its message, or null for a zero page. */
export function pageOf(payload: Payload, index: number): Uint8Array | null {
  const offset = payload.offsets[index]!;
  return offset < 0 ? null : payload.bytes.subarray(offset, offset + PAGE_BYTES);
}

/**
 * A wire within one process: what one end sends the other end has at once. It copies nothing: payload is never
 * changed once it is packed.
 */
export function wirePair(): [PayloadWire, PayloadWire] {
  const receivers: ((payload: readonly Payload[]) => void)[] = [];
  const end = (own: number): PayloadWire => ({
    send: (payload) => receivers[1 - own]?.(payload),
    onArrival: (receive) => {
      receivers[own] = receive;
    },
    close: () => {},
  });
  return [end(0), end(1)];
}
