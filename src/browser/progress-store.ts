import { type IDBPDatabase, openDB } from "idb";
import { emptyRecord, type LessonRecord, mergedRecords } from "../lessons/progress.ts";

/** Other than those of labs, which are deleted when nobody uses them. */
const NAME = "quick-resume lessons";
const LESSONS = "lessons";

/** Where what a learner has done in the lessons is kept. */
export interface ProgressStore {
  /** Whether it is still there when the page comes back. */
  readonly isKept: boolean;
  all(): Promise<LessonRecord[]>;
  /** Adds what is not there yet; nothing is lost, also where two pages add at the same time. Resolves with all. */
  merge(records: readonly LessonRecord[]): Promise<LessonRecord[]>;
}

/** Opens the browser's own store, or one in memory where the page has no storage. */
export async function openProgressStore(name = NAME): Promise<ProgressStore> {
  try {
    const database = await openDB(name, 1, {
      upgrade: (fresh) => void fresh.createObjectStore(LESSONS, { keyPath: "id" }),
      // Another page wants to change or delete the database: it may.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    return storeIn(database);
  } catch {
    return memoryStore();
  }
}

function storeIn(database: IDBPDatabase): ProgressStore {
  const all = () => database.getAll(LESSONS) as Promise<LessonRecord[]>;
  const merge = async (records: readonly LessonRecord[]) => {
    const { store, done } = database.transaction(LESSONS, "readwrite");
    for (const record of records) {
      const known = (await store.get(record.id)) as LessonRecord | undefined;
      await store.put(mergedRecords(known ?? emptyRecord(record.id), record));
    }
    await done;
    return all();
  };
  return { isKept: true, all, merge };
}

function memoryStore(): ProgressStore {
  const kept = new Map<string, LessonRecord>();
  const all = async () => [...kept.values()];
  const merge = async (records: readonly LessonRecord[]) => {
    for (const record of records)
      kept.set(record.id, mergedRecords(kept.get(record.id) ?? emptyRecord(record.id), record));
    return all();
  };
  return { isKept: false, all, merge };
}
