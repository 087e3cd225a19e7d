import { afterEach, expect, it, vi } from "vitest";
import { openIndexedDbDatastore } from "../../src/browser/indexeddb.ts";
import { type LabDatabase, openLabDatabase } from "../../src/browser/lab-database.ts";

const open: LabDatabase[] = [];

afterEach(() => {
  vi.restoreAllMocks();
  for (const lab of open.splice(0)) lab.release();
});

async function openLab(): Promise<LabDatabase> {
  const lab = await openLabDatabase();
  open.push(lab!);
  return lab!;
}

async function names(): Promise<(string | undefined)[]> {
  return (await indexedDB.databases()).map(({ name }) => name);
}

it("gives every lab a formatted database of its own", async () => {
  const [one, other] = [await openLab(), await openLab()];
  expect(one.name).not.toBe(other.name);
  for (const { name } of [one, other]) {
    expect(name).toMatch(/^quick-resume-lab /);
    const store = await openIndexedDbDatastore(name);
    expect(await store.readOwner()).toEqual({ owner: "West", epoch: 1 });
    expect(await store.readFileShape()).toBeNull();
    store.close();
  }
});

it("deletes a database when its lab is done with it, also while it is open", async () => {
  const lab = await openLab();
  const store = await openIndexedDbDatastore(lab.name);
  lab.release();
  await expect.poll(names).not.toContain(lab.name);
  await expect(store.readOwner()).rejects.toMatchObject({ reason: "closed" });
});

it("deletes what a closed tab left behind, and leaves what other labs use and what is not a lab's", async () => {
  const used = await openLab();
  const [left, foreign] = [
    `quick-resume-lab ${crypto.randomUUID()}`,
    `somebody else's ${crypto.randomUUID()}`,
  ];
  for (const name of [left, foreign]) (await openIndexedDbDatastore(name)).close();
  await openLab();
  await expect.poll(names).not.toContain(left);
  expect(await names()).toEqual(expect.arrayContaining([used.name, foreign]));
  indexedDB.deleteDatabase(foreign);
});

it("is null where the page may not store anything", async () => {
  vi.spyOn(IDBFactory.prototype, "open").mockImplementation(() => {
    throw new DOMException("not here", "SecurityError");
  });
  expect(await openLabDatabase()).toBeNull();
});
