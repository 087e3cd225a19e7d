import { deleteIndexedDbDatastore, openIndexedDbDatastore } from "../datastore/indexeddb.ts";

/** Databases of the lab begin with this; the rest of the name is one lab's own. */
const PREFIX = "quick-resume-lab ";

/** A database that belongs to this lab alone for as long as it is open. */
export interface LabDatabase {
  readonly name: string;
  /** Deletes it. */
  release(): void;
}

/**
 * Makes a fresh database for one lab. Null where the page has no storage: a sandboxed frame, or storage switched off.
 * Labs of other tabs keep theirs; what a closed tab left behind is deleted.
 */
export async function openLabDatabase(): Promise<LabDatabase | null> {
  const name = PREFIX + ownName();
  try {
    const store = await openIndexedDbDatastore(name);
    await store.format({ owner: "source", epoch: 1 });
    store.close();
  } catch {
    return null;
  }
  const letGo = holdLock(name);
  void deleteAbandoned().catch(leave);
  return {
    name,
    release: () => {
      letGo();
      void deleteIndexedDbDatastore(name).catch(leave);
    },
  };
}

/** A name that no other lab has. A page that came without encryption has no randomUUID. */
function ownName(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}

/** What cannot be deleted now is left to the next lab that opens. */
function leave(): void {}

/** Holds a lock of the database's name while the lab is open, so that other tabs see that it is in use. */
function holdLock(name: string): () => void {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  navigator.locks?.request(name, () => held).catch(() => {});
  return letGo;
}

async function deleteAbandoned(): Promise<void> {
  if (!navigator.locks || !indexedDB.databases) return;
  for (const { name } of await indexedDB.databases())
    if (name?.startsWith(PREFIX))
      await navigator.locks.request(name, { ifAvailable: true }, (lock) =>
        lock ? deleteIndexedDbDatastore(name) : undefined,
      );
}
