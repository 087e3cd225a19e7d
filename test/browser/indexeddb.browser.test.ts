import { afterEach, describe, expect, it } from "vitest";
import { deleteIndexedDbDatastore, openIndexedDbDatastore } from "../../src/browser/indexeddb.ts";
import type { Datastore } from "../../src/datastore/datastore.ts";
import { describeDatastore } from "../datastore/contract.ts";
import type { StoreAnswer, StoreCall } from "../datastore/store.worker.ts";

const workers: Worker[] = [];
const databases: string[] = [];

afterEach(async () => {
  for (const worker of workers.splice(0)) worker.terminate();
  for (const name of databases.splice(0)) await deleteIndexedDbDatastore(name);
});

function newDatabase(): string {
  const name = `datastore-test-${crypto.randomUUID()}`;
  databases.push(name);
  return name;
}

const METHODS = [
  "format",
  "readOwner",
  "compareAndSetOwner",
  "createFile",
  "readFileShape",
  "deleteFile",
  "writeSlot",
  "readSlots",
  "writeImage",
  "readImage",
  "readContents",
  "writeContents",
  "close",
] as const satisfies (keyof Datastore)[];

/** A datastore whose connection belongs to a worker. */
async function openInWorker(name: string): Promise<Datastore> {
  const worker = new Worker(new URL("../datastore/store.worker.ts", import.meta.url), { type: "module" });
  workers.push(worker);
  const pending = new Map<number, (answer: StoreAnswer) => void>();
  worker.onmessage = ({ data }: MessageEvent<StoreAnswer>) => pending.get(data.id)?.(data);
  const call = async (method: StoreCall["method"], parameters: readonly unknown[]) => {
    const id = pending.size;
    const answered = new Promise<StoreAnswer>((resolve) => pending.set(id, resolve));
    worker.postMessage({ id, method, parameters } satisfies StoreCall);
    const { value, error } = await answered;
    if (error) throw Object.assign(new Error(error.message), { name: error.name });
    return value;
  };
  await call("open", [name]);
  const methods = METHODS.map((method) => [method, (...parameters: unknown[]) => call(method, parameters)]);
  return Object.fromEntries(methods) as Datastore;
}

describeDatastore("IndexedDB, two connections of one page", async () => {
  const name = newDatabase();
  return { one: await openIndexedDbDatastore(name), other: await openIndexedDbDatastore(name) };
});

describeDatastore("IndexedDB, page and worker", async () => {
  const name = newDatabase();
  return { one: await openIndexedDbDatastore(name), other: await openInWorker(name) };
});

describe("an IndexedDB datastore", () => {
  it("keeps its contents from one connection to the next", async () => {
    const name = newDatabase();
    const first = await openIndexedDbDatastore(name);
    await first.format({ owner: "West", epoch: 5 });
    first.close();
    const second = await openIndexedDbDatastore(name);
    expect(await second.readOwner()).toEqual({ owner: "West", epoch: 5 });
  });

  it("shares nothing with the datastore of another lab", async () => {
    const one = await openIndexedDbDatastore(newDatabase());
    const other = await openIndexedDbDatastore(newDatabase());
    await one.format({ owner: "West", epoch: 5 });
    await expect(other.readOwner()).rejects.toMatchObject({ name: "DatastoreRefusal" });
  });

  it("lets exactly one of page, second connection and worker win each of many epochs", async () => {
    const name = newDatabase();
    const stores = [
      await openIndexedDbDatastore(name),
      await openIndexedDbDatastore(name),
      await openInWorker(name),
    ];
    await stores[0]!.format({ owner: "West", epoch: 0 });
    // Everybody runs on without waiting for the others, so that the attempts really meet.
    const wins = await Promise.all(
      stores.map(async (store) => {
        let won = 0;
        for (let attempt = 0; attempt < 50; attempt++) {
          const { epoch } = await store.readOwner();
          if ((await store.compareAndSetOwner(epoch, { owner: "West", epoch: epoch + 1 })).changed) won++;
        }
        return won;
      }),
    );
    const total = wins.reduce((sum, won) => sum + won, 0);
    expect(await stores[0]!.readOwner()).toEqual({ owner: "West", epoch: total });
  });

  it("can be deleted while connections are open, which reject from then on", async () => {
    const name = newDatabase();
    const page = await openIndexedDbDatastore(name);
    const worker = await openInWorker(name);
    await page.format({ owner: "West", epoch: 5 });
    await deleteIndexedDbDatastore(name);
    await expect(page.readOwner()).rejects.toMatchObject({ reason: "closed" });
    await expect(worker.readOwner()).rejects.toThrow(/^closed: /);
    const fresh = await openIndexedDbDatastore(name);
    await expect(fresh.readOwner()).rejects.toMatchObject({ name: "DatastoreRefusal" });
    await deleteIndexedDbDatastore(name);
    await deleteIndexedDbDatastore(name);
  });

  it("says that storage is missing in a sandboxed frame", async () => {
    const frame = document.createElement("iframe");
    frame.sandbox.add("allow-scripts");
    frame.srcdoc = `<script>
      try { indexedDB.open("any"); parent.postMessage("opened", "*"); }
      catch (error) { parent.postMessage(error.name, "*"); }
    </script>`;
    const heard = new Promise((resolve) => {
      addEventListener("message", function listen({ data, source }) {
        if (source !== frame.contentWindow) return;
        removeEventListener("message", listen);
        resolve(data);
      });
    });
    document.body.append(frame);
    expect(await heard).toBe("SecurityError");
    frame.remove();
    await withIndexedDb(refusing("SecurityError"), async () => {
      await expect(openIndexedDbDatastore("any")).rejects.toMatchObject({ reason: "missing" });
    });
    await withIndexedDb(undefined, async () => {
      await expect(openIndexedDbDatastore("any")).rejects.toThrow(/^missing: .*no IndexedDB/);
    });
  });

  it("says that storage is full, and keeps what was there", async () => {
    const store = await openIndexedDbDatastore(newDatabase());
    await store.format({ owner: "West", epoch: 1 });
    await store.createFile({ epoch: 1, chunks: 2, chunkBytes: 4096 });
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("No space left.", "QuotaExceededError");
    };
    try {
      await expect(store.writeSlot("back", 0, Uint8Array.of(1))).rejects.toMatchObject({ reason: "full" });
    } finally {
      IDBObjectStore.prototype.put = put;
    }
    expect(await store.readSlots("back", [0])).toEqual([null]);
  });
});

/** An IndexedDB that throws this error whatever is opened. */
function refusing(name: string): unknown {
  return {
    open() {
      throw new DOMException("Access is denied.", name);
    },
  };
}

/** Runs an action on a page whose `indexedDB` is another. */
async function withIndexedDb(replacement: unknown, action: () => Promise<void>): Promise<void> {
  const own = Object.getOwnPropertyDescriptor(globalThis, "indexedDB")!;
  Object.defineProperty(globalThis, "indexedDB", { value: replacement, configurable: true });
  try {
    await action();
  } finally {
    Object.defineProperty(globalThis, "indexedDB", own);
  }
}
