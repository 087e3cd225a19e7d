import { type IDBPDatabase, openDB } from "idb";
import { emptyRecord, type LessonRecord, mergedRecords } from "../lessons/progress.ts";

/** Other than those of labs, which are deleted when nobody uses them. */
const NAME = "quick-resume lessons";
const LESSONS = "lessons";

/** Where what a learner has done in the lessons is kept. Nothing rejects: where storage fails it is kept in memory. */
export interface ProgressStore {
  /** Whether it is still there when the page comes back. */
  readonly isKept: boolean;
  /** Adds what is not there yet; nothing is lost, also where two pages add at the same time. Resolves with all. */
  merge(records: readonly LessonRecord[]): Promise<LessonRecord[]>;
}

type Records = Map<string, LessonRecord>;

/** What this page has seen of each store: all parts of the page have it, also where there is no storage. */
const seen = new Map<string, Records>();

/** Opens the browser's own store; where the page has no storage, what is in memory is all that there is. */
export async function openProgressStore(name = NAME): Promise<ProgressStore> {
  const records = seen.get(name) ?? new Map();
  seen.set(name, records);
  const store = new PageStore(name, records);
  await store.merge([]);
  return store;
}

/** A database, with all that was seen of it in memory: when the database fails, it is opened anew and given all of that. */
class PageStore implements ProgressStore {
  readonly #name: string;
  readonly #records: Records;
  #database: IDBPDatabase | null = null;

  constructor(name: string, records: Records) {
    this.#name = name;
    this.#records = records;
  }

  get isKept(): boolean {
    return this.#database !== null;
  }

  async merge(records: readonly LessonRecord[]): Promise<LessonRecord[]> {
    take(this.#records, records);
    // One that fails may only have been closed: another page may have deleted it.
    if (!(await this.#keep(records))) await this.#keep(records);
    return [...this.#records.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  /** Writes records, and reads what other pages have written. Resolves with whether that was done. */
  async #keep(records: readonly LessonRecord[]): Promise<boolean> {
    try {
      const isOpen = this.#database !== null;
      this.#database ??= await opened(this.#name);
      // In one that is opened anew there may be less than was seen.
      take(this.#records, await written(this.#database, isOpen ? records : [...this.#records.values()]));
      return true;
    } catch {
      this.#database?.close();
      this.#database = null;
      return false;
    }
  }
}

function opened(name: string): Promise<IDBPDatabase> {
  return openDB(name, 1, {
    upgrade: (fresh) => void fresh.createObjectStore(LESSONS, { keyPath: "id" }),
    // Another page wants to change or delete the database: it may.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}

/** Adds records to those of a database in one transaction, and resolves with all that are there then. */
async function written(database: IDBPDatabase, records: readonly LessonRecord[]): Promise<LessonRecord[]> {
  const { store, done } = database.transaction(LESSONS, "readwrite");
  const add = async () => {
    for (const record of records) {
      const known = (await store.get(record.id)) as LessonRecord | undefined;
      await store.put(mergedRecords(known ?? emptyRecord(record.id), record));
    }
    return store.getAll() as Promise<LessonRecord[]>;
  };
  const [all] = await Promise.all([add(), done]);
  return all;
}

function take(into: Records, records: readonly LessonRecord[]): void {
  for (const record of records)
    into.set(record.id, mergedRecords(into.get(record.id) ?? emptyRecord(record.id), record));
}
