import { deleteDB, openDB } from "idb";
import { afterEach, expect, test, vi } from "vitest";
import { openProgressStore } from "../../src/browser/progress-store.ts";
import type { Attempt, LessonRecord } from "../../src/lessons/progress.ts";

const names: string[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const name of names.splice(0)) indexedDB.deleteDatabase(name);
});

function newName(): string {
  const name = `test ${crypto.randomUUID()}`;
  names.push(name);
  return name;
}

function attempt(at: number): Attempt {
  return { number: null, answer: at, truth: 4, right: at === 4, observed: null, sawRight: false, at };
}

function record(id: string, ...times: readonly number[]): LessonRecord {
  return { id, attempts: times.map(attempt), metAt: null };
}

const timesOf = (records: readonly LessonRecord[], id = "what-moves") =>
  records.find((each) => each.id === id)?.attempts.map(({ at }) => at);

/** What really lies in a database of the first lesson. */
async function timesIn(name: string): Promise<readonly number[] | undefined> {
  const database = await openDB(name);
  const records: LessonRecord[] = await database.getAll("lessons");
  database.close();
  return timesOf(records);
}

test("what is kept is there when the page comes back", async () => {
  const name = newName();
  const store = await openProgressStore(name);
  expect(store.isKept).toBe(true);
  await store.merge([record("what-moves", 1), record("small-file", 2)]);
  const again = await openProgressStore(name);
  expect(timesOf(await again.merge([]))).toEqual([1]);
  expect(timesOf(await again.merge([]), "small-file")).toEqual([2]);
});

test("two pages that write at the same time lose nothing", async () => {
  const name = newName();
  const pages = await Promise.all([openProgressStore(name), openProgressStore(name)]);
  const times = Array.from({ length: 40 }, (_, index) => index + 1);
  await Promise.all(times.map((at) => pages[at % 2]!.merge([record("what-moves", at)])));
  for (const page of pages) expect(timesOf(await page.merge([]))).toEqual(times);
});

test("a page that has seen less than is there takes nothing away", async () => {
  const name = newName();
  const [one, other] = [await openProgressStore(name), await openProgressStore(name)];
  await one.merge([{ ...record("what-moves", 1), metAt: 5 }]);
  await other.merge([record("what-moves", 2)]);
  const [merged] = await one.merge([record("what-moves", 1)]);
  expect(merged).toMatchObject({ metAt: 5, attempts: [{ at: 1 }, { at: 2 }] });
});

/** As in a page whose storage is not allowed. */
function withoutStorage() {
  return vi.spyOn(indexedDB, "open").mockImplementation(() => {
    throw new DOMException("The user denied permission.", "SecurityError");
  });
}

test("where the page has no storage it is kept in memory, and says so", async () => {
  const name = newName();
  withoutStorage();
  const store = await openProgressStore(name);
  expect(store.isKept).toBe(false);
  expect(timesOf(await store.merge([record("what-moves", 1)]))).toEqual([1]);
  // Another part of the page has it, too.
  const list = await openProgressStore(name);
  expect(list.isKept).toBe(false);
  expect(timesOf(await list.merge([record("what-moves", 2)]))).toEqual([1, 2]);
});

test("what was kept in memory is written where storage comes back", async () => {
  const name = newName();
  const denied = withoutStorage();
  const store = await openProgressStore(name);
  await store.merge([record("what-moves", 1)]);
  denied.mockRestore();
  expect(timesOf(await store.merge([record("small-file", 2)]), "small-file")).toEqual([2]);
  expect(store.isKept).toBe(true);
  expect(await timesIn(name)).toEqual([1]);
});

test("a database of a newer page is left as it is, and what is done is kept in memory", async () => {
  const name = newName();
  const newer = await openDB(name, 2, { upgrade: (fresh) => void fresh.createObjectStore("else") });
  const store = await openProgressStore(name);
  expect(store.isKept).toBe(false);
  expect(timesOf(await store.merge([record("what-moves", 1)]))).toEqual([1]);
  newer.close();
});

test("a database that another page deletes is opened anew, with all that was seen of it", async () => {
  const name = newName();
  const store = await openProgressStore(name);
  await store.merge([record("what-moves", 1)]);
  await deleteDB(name);
  expect(timesOf(await store.merge([record("what-moves", 2)]))).toEqual([1, 2]);
  expect(store.isKept).toBe(true);
  expect(await timesIn(name)).toEqual([1, 2]);
});

test("a write that fails, as where the disk is full, is kept in memory, and said", async () => {
  const name = newName();
  const store = await openProgressStore(name);
  await store.merge([record("what-moves", 1)]);
  const full = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("The disk is full.", "QuotaExceededError");
  });
  expect(timesOf(await store.merge([record("what-moves", 2)]))).toEqual([1, 2]);
  expect(store.isKept).toBe(false);
  full.mockRestore();
  await store.merge([]);
  expect(store.isKept).toBe(true);
  expect(await timesIn(name)).toEqual([1, 2]);
});
