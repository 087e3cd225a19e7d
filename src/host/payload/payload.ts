import { PAGE_BYTES } from "../../machine/layout.ts";

/** Pages on their way between two hosts, packed for one transfer: zero pages take no bytes. */
export interface Cargo {
  /** Which stretch of the run it belongs to: it ends whenever the hosts go to another moment. */
  readonly era: number;
  readonly parcel: number;
  /** The message's pages. */
  readonly pages: readonly number[];
  /** For each of them, where its bytes begin in `bytes`, or -1 for a zero page. */
  readonly offsets: readonly number[];
  /** The checkpoint's CPU and device state instead of pages, where the message is one. */
  readonly state: Uint8Array | null;
  readonly bytes: Uint8Array;
}

/** The wire on which cargo really crosses from one host to the other: a MessagePort, or a call in this process. */
export interface CargoWire {
  send(cargo: readonly Cargo[]): void;
  /** Takes the receiver of what the other host sends. */
  onArrival(receive: (cargo: readonly Cargo[]) => void): void;
  close(): void;
}

/** Real time after which cargo that was sent must have come; its loss is a failure of the lab, not of the link. */
const PATIENCE_MS = 10_000;

/** The cargo of a hold, as data whose entries are never changed. */
export interface HoldRecord {
  readonly here: ReadonlyMap<number, Cargo>;
  readonly forgotten: ReadonlySet<number>;
}

/** Where arrived cargo waits for its virtual tick. It may come before or after the simulation asks for it. */
export class CargoHold {
  #here = new Map<number, Cargo>();
  #forgotten = new Set<number>();
  #awaited = new Map<number, (cargo: Cargo) => void>();

  /** Cargo of another era is late and of no use to anybody. */
  era = 0;

  store(cargo: Cargo): void {
    if (cargo.era !== this.era) return;
    if (this.#forgotten.delete(cargo.parcel)) return;
    const awaited = this.#awaited.get(cargo.parcel);
    this.#awaited.delete(cargo.parcel);
    this.#here.set(cargo.parcel, cargo);
    awaited?.(cargo);
  }

  remember(): HoldRecord {
    return { here: new Map(this.#here), forgotten: new Set(this.#forgotten) };
  }

  recall({ here, forgotten }: HoldRecord, era: number): void {
    this.#here = new Map([...here].map(([parcel, cargo]) => [parcel, { ...cargo, era }]));
    this.#forgotten = new Set(forgotten);
    this.era = era;
  }

  /** Settles when the cargo of `parcel` is here; rejects when it has not come after 10 s. */
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

  /** The cargo of a parcel, or null where it is not here. */
  look(parcel: number): Cargo | null {
    return this.#here.get(parcel) ?? null;
  }

  /** Takes cargo out. Throws where it is not here. */
  take(parcel: number): Cargo {
    const cargo = this.#here.get(parcel);
    if (!cargo) throw new Error(`The cargo of message ${parcel} is not here.`);
    this.#here.delete(parcel);
    return cargo;
  }

  /** The link lost this parcel: its cargo is dropped, now or when it comes. */
  forget(parcel: number): void {
    if (!this.#here.delete(parcel)) this.#forgotten.add(parcel);
  }
}

/** Bytes of the page at `index` of its message, or null for a zero page. */
export function pageOf(cargo: Cargo, index: number): Uint8Array | null {
  const offset = cargo.offsets[index]!;
  return offset < 0 ? null : cargo.bytes.subarray(offset, offset + PAGE_BYTES);
}

/** A wire within one process: what one end sends the other end has at once. */
export function wirePair(): [CargoWire, CargoWire] {
  const receivers: ((cargo: readonly Cargo[]) => void)[] = [];
  const end = (own: number): CargoWire => ({
    send: (cargo) => receivers[1 - own]?.(cargo),
    onArrival: (receive) => {
      receivers[own] = receive;
    },
    close: () => {},
  });
  return [end(0), end(1)];
}
