import { openIndexedDbDatastore } from "../../src/browser/indexeddb.ts";
import { type Datastore, DatastoreUnavailableError } from "../../src/datastore/datastore.ts";

/** One call on the worker's datastore; `open` opens it first, with the name of the database. */
export interface StoreCall {
  readonly id: number;
  readonly method: "open" | keyof Datastore;
  readonly parameters: readonly unknown[];
}

/** The answer to the call with this id. */
export interface StoreAnswer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
}

let store: Datastore | undefined;

self.onmessage = async ({ data }: MessageEvent<StoreCall>) => {
  const { id, method, parameters } = data;
  const answer: StoreAnswer = await call(method, parameters).then(
    (value) => ({ id, value }),
    (error: Error) => ({ id, error: { name: error.name, message: error.message } }),
  );
  self.postMessage(answer);
};

async function call(method: StoreCall["method"], parameters: readonly unknown[]): Promise<unknown> {
  if (method === "open") {
    store = await openIndexedDbDatastore(parameters[0] as string);
    return null;
  }
  if (!store) throw new DatastoreUnavailableError("closed", "The worker has no datastore.");
  return (store[method] as (...parameters: readonly unknown[]) => unknown)(...parameters);
}
