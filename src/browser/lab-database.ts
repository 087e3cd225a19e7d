import type { Datastore } from "../datastore/datastore.ts";
import { deleteIndexedDbDatastore, openIndexedDbDatastore } from "./indexeddb.ts";

/** Databases of the lab begin with this; the rest of the name is one lab's own. */
const PREFIX = "quick-resume-lab ";

/** A database that belongs to this lab alone for as long as it is open. */
export interface LabDatabase {
  readonly name: string;
  /** The datastore in it. Rejects where the storage fails. */
  open(): Promise<Datastore>;
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
    await store.format({ owner: "West", epoch: 1 });
    store.close();
  } catch {
    return null;
  }
  const letGo = holdLock(name);
  const answering = answerRollCall(name);
  // A page that is left for good has no later moment; one that may come back keeps its own.
  const leaving = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) indexedDB.deleteDatabase(name);
  };
  addEventListener("pagehide", leaving);
  void deleteAbandoned(name).catch(leave);
  return {
    name,
    open: () => openIndexedDbDatastore(name),
    release: () => {
      removeEventListener("pagehide", leaving);
      answering.close();
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

/** Deletes the databases of labs that are no more. */
async function deleteAbandoned(own: string): Promise<void> {
  if (!indexedDB.databases) return;
  if (!navigator.locks) return deleteUnanswered(own);
  for (const name of await labNames())
    await navigator.locks.request(name, { ifAvailable: true }, (lock) =>
      lock ? deleteIndexedDbDatastore(name) : undefined,
    );
}

async function labNames(): Promise<string[]> {
  const names = (await indexedDB.databases()).map(({ name }) => name ?? "");
  return names.filter((name) => name.startsWith(PREFIX));
}

/** Where a page that came without encryption has no locks, labs ask each other who is there. */
const ROLL_CALL = "quick-resume-lab roll call";

/** Real time in milliseconds in which a lab that lives answers, also in a tab out of sight. */
const ROLL_CALL_MS = 3000;

/** Tells whoever asks that this lab lives. */
function answerRollCall(name: string): { close(): void } {
  if (navigator.locks || typeof BroadcastChannel === "undefined") return { close: leave };
  const channel = new BroadcastChannel(ROLL_CALL);
  channel.onmessage = ({ data }) => {
    if (data === "who?") channel.postMessage(name);
  };
  return channel;
}

/** Deletes what was there before the question and of which nobody says that it is in use. */
async function deleteUnanswered(own: string): Promise<void> {
  if (typeof BroadcastChannel === "undefined") return;
  const names = await labNames();
  const living = new Set([own]);
  const channel = new BroadcastChannel(ROLL_CALL);
  channel.onmessage = ({ data }) => living.add(String(data));
  channel.postMessage("who?");
  await new Promise((resolve) => setTimeout(resolve, ROLL_CALL_MS));
  channel.close();
  for (const name of names) if (!living.has(name)) await deleteIndexedDbDatastore(name);
}
