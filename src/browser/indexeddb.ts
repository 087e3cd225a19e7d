import { type DBSchema, deleteDB, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import {
  type CompareAndSetResult,
  checkFormatted,
  checkReplaceable,
  checkSlot,
  type Datastore,
  DatastoreUnavailableError,
  type FileShape,
  type OwnerRecord,
  type Ring,
  type StoreContents,
  type UnavailableReason,
} from "../datastore/datastore.ts";

/** The database of one lab: three single records, and the slots of the two rings by slot number. */
interface Schema extends DBSchema {
  owner: { key: "record"; value: OwnerRecord };
  file: { key: "shape"; value: FileShape };
  image: { key: "image"; value: object };
  forward: { key: number; value: Uint8Array };
  back: { key: number; value: Uint8Array };
}

type Store = "owner" | "file" | "image" | Ring;
type Transaction = IDBPTransaction<Schema, Store[], "readwrite">;

const FILE_STORES: Store[] = ["file", "forward", "back"];
const ALL_STORES: Store[] = ["owner", "image", ...FILE_STORES];

/** How long anything may take, in milliseconds of real time; another page, or a broken disk, can hold it for ever. */
const PATIENCE = 10_000;

/**
 * Opens the datastore of one lab in IndexedDB. Any number of connections, in any number of workers, may be open.
 *
 * @param name the database: one for each lab, because all labs of an origin share its storage.
 * @throws DatastoreUnavailableError where the page has no storage or the database cannot be opened.
 */
export async function openIndexedDbDatastore(name: string): Promise<Datastore> {
  return guard(`open the database ${name}`, async () => {
    const opening = openDB<Schema>(name, 1, {
      upgrade: (database) => {
        for (const store of ALL_STORES) database.createObjectStore(store);
      },
      // Where somebody deletes the database, its connections close themselves, so that they do not block that.
      blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
    });
    // A connection that comes after all would block others without anybody knowing of it.
    const database = await inTime(opening, (late) => late.close());
    return new IndexedDbDatastore(database);
  });
}

/**
 * Deletes the datastore of a lab; no error where there is none. Connections that are still open anywhere close
 * themselves, and what they are asked later rejects as `closed`.
 */
export async function deleteIndexedDbDatastore(name: string): Promise<void> {
  await guard(`delete the database ${name}`, () => inTime(deleteDB(name), () => {}));
}

class IndexedDbDatastore implements Datastore {
  readonly #database: IDBPDatabase<Schema>;

  constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  format(record: OwnerRecord): Promise<void> {
    return this.#write("format the datastore", ALL_STORES, async (transaction) => {
      await clearFile(transaction);
      await transaction.objectStore("image").clear();
      await transaction.objectStore("owner").put(record, "record");
    });
  }

  readOwner(): Promise<OwnerRecord> {
    return guard("read the owner record", async () => {
      const record = await this.#database.get("owner", "record");
      checkFormatted(record);
      return record;
    });
  }

  compareAndSetOwner(expectedEpoch: number, next: OwnerRecord): Promise<CompareAndSetResult> {
    return this.#write("change the owner record", ["owner"], async (transaction) => {
      const owner = transaction.objectStore("owner");
      const record = await owner.get("record");
      checkFormatted(record);
      if (record.epoch !== expectedEpoch) return { changed: false, record };
      await owner.put(next, "record");
      return { changed: true, record: { ...next } };
    });
  }

  createFile(shape: FileShape): Promise<void> {
    return this.#write("create the Quick Resume file", FILE_STORES, async (transaction) => {
      checkReplaceable(await transaction.objectStore("file").get("shape"), shape);
      await clearFile(transaction);
      await transaction.objectStore("file").put(shape, "shape");
    });
  }

  async readFileShape(): Promise<FileShape | null> {
    return guard("read the Quick Resume file", async () => {
      return (await this.#database.get("file", "shape")) ?? null;
    });
  }

  deleteFile(): Promise<void> {
    return this.#write("delete the Quick Resume file", FILE_STORES, clearFile);
  }

  writeSlot(ring: Ring, slot: number, bytes: Uint8Array): Promise<void> {
    // A copy, taken now: storing a view would store all of the memory that it looks into, as it is then.
    const copy = bytes.slice();
    return this.#write("write to the Quick Resume file", ["file", ring], async (transaction) => {
      checkSlot(await transaction.objectStore("file").get("shape"), ring, slot, copy.length);
      await transaction.objectStore(ring).put(copy, slot);
    });
  }

  readSlots(ring: Ring, slots: readonly number[], headBytes?: number): Promise<(Uint8Array | null)[]> {
    return guard("read the Quick Resume file", async () => {
      const store = this.#database.transaction(ring).store;
      const found = await Promise.all(slots.map((slot) => store.get(slot)));
      return found.map((bytes) => (headBytes === undefined ? bytes : bytes?.slice(0, headBytes)) ?? null);
    });
  }

  writeImage(image: object): Promise<void> {
    return this.#write("keep the guest's image", ["image"], async (transaction) => {
      await transaction.objectStore("image").put(image, "image");
    });
  }

  readImage(): Promise<object | null> {
    return guard("read the guest's image", async () => (await this.#database.get("image", "image")) ?? null);
  }

  readContents(): Promise<StoreContents> {
    return guard("read the datastore", async () => {
      const transaction = this.#database.transaction(ALL_STORES);
      const [owner, shape, image, forward, back] = await Promise.all([
        transaction.objectStore("owner").get("record"),
        transaction.objectStore("file").get("shape"),
        transaction.objectStore("image").get("image"),
        slotsOf(transaction, "forward"),
        slotsOf(transaction, "back"),
      ]);
      return { owner, shape, image, forward, back };
    });
  }

  writeContents({ owner, shape, image, forward, back }: StoreContents): Promise<void> {
    return this.#write("rewrite the datastore", ALL_STORES, async (transaction) => {
      for (const store of ALL_STORES) transaction.objectStore(store).clear();
      if (owner) transaction.objectStore("owner").put(owner, "record");
      if (shape) transaction.objectStore("file").put(shape, "shape");
      if (image) transaction.objectStore("image").put(image, "image");
      for (const [slot, bytes] of forward) transaction.objectStore("forward").put(bytes, slot);
      for (const [slot, bytes] of back) transaction.objectStore("back").put(bytes, slot);
    });
  }

  close(): void {
    this.#database.close();
  }

  /** One transaction that is over when this resolves. `act` must check before it writes and await nothing foreign. */
  #write<Result>(
    what: string,
    stores: Store[],
    act: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result> {
    return guard(what, async () => {
      const transaction = this.#database.transaction(stores, "readwrite", { durability: "relaxed" });
      const [done, acted] = await Promise.allSettled([transaction.done, act(transaction)]);
      // Why the transaction failed says more than how its requests did.
      if (done.status === "rejected") throw done.reason;
      if (acted.status === "rejected") throw acted.reason;
      return acted.value;
    });
  }
}

async function slotsOf(
  transaction: IDBPTransaction<Schema, Store[], "readonly">,
  ring: Ring,
): Promise<Map<number, Uint8Array>> {
  const store = transaction.objectStore(ring);
  const [slots, bytes] = await Promise.all([store.getAllKeys(), store.getAll()]);
  return new Map(slots.map((slot, index) => [slot, bytes[index]!]));
}

async function clearFile(transaction: Transaction): Promise<void> {
  await Promise.all(FILE_STORES.map((store) => transaction.objectStore(store).clear()));
}

/** Rejects as `blocked` when the promise takes too long; what it gives later goes to `discard`. */
async function inTime<Value>(promise: Promise<Value>, discard: (late: Value) => void): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      promise.then(discard, () => {});
      reject(new DatastoreUnavailableError("blocked", `Something else held it for ${PATIENCE} ms.`));
    }, PATIENCE);
  });
  try {
    return await Promise.race([promise, patience]);
  } finally {
    clearTimeout(timer);
  }
}

/** Which of the browser's errors mean what; all others mean that the storage is broken. */
const REASONS: Readonly<Record<string, UnavailableReason>> = {
  SecurityError: "missing",
  QuotaExceededError: "full",
  InvalidStateError: "closed",
};

/** Runs an action and turns the browser's errors into a {@link DatastoreUnavailableError} that names the reason. */
async function guard<Value>(what: string, action: () => Promise<Value>): Promise<Value> {
  if (typeof indexedDB === "undefined") {
    throw new DatastoreUnavailableError("missing", `Could not ${what}: this page has no IndexedDB.`);
  }
  try {
    return await inTime(action(), () => {});
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    const detail = `Could not ${what} (${error.name}: ${error.message})`;
    throw new DatastoreUnavailableError(REASONS[error.name] ?? "broken", detail, error);
  }
}
