import { afterEach, expect, test, vi } from "vitest";
import { openIndexedDbDatastore } from "../../src/browser/indexeddb.ts";
import { openSession, type Session } from "../../src/browser/session.ts";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { pageEnvironment } from "../../src/entries/page-environment.ts";
import type { Place } from "../../src/place/place.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { SMALL } from "../support/small.ts";

const ms = fromMilliseconds;

let session: Session | null = null;
afterEach(() => {
  session?.close();
  session = null;
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A learner migrates, and cuts the link while pages come in. */
async function playedSession(): Promise<Session> {
  session = await openSession(pageEnvironment(), { scenario: parseScenario(SMALL) });
  await session.advance(ms(200));
  await session.act("migrate");
  await session.advance(ms(850));
  await session.act("cutLink");
  await session.advance(ms(2500));
  return session;
}

/** What the frame says of the run; the datastore's kind says where it ran. */
async function stateOf(session: Session) {
  const { datastore, report, source, destination, verdict, now } = await session.frame();
  return { datastore, report, source, destination, verdict, now };
}

test("a run in two workers on IndexedDB goes back, plays on alike, and finishes through the real file", async () => {
  const session = await playedSession();
  const end = await stateOf(session);
  expect(end.report).toMatchObject({ outcome: "recovered", identical: true, invariants: [] });
  expect(end.datastore.kind).toBe("indexeddb");
  await session.seek(ms(1050));
  const middle = await stateOf(session);
  expect(middle.datastore.file.exists).toBe(true);
  await session.seek(ms(300));
  await session.seek(ms(1050));
  expect(await stateOf(session)).toEqual(middle);
  await session.advance(ms(2500));
  expect(await stateOf(session)).toEqual(end);
});

/** What really lies in the database of the one lab that is open. */
async function databaseContents() {
  const names = (await indexedDB.databases()).map(({ name }) => name!);
  const [name] = names.filter((each) => each.startsWith("quick-resume-lab "));
  const store = await openIndexedDbDatastore(name!);
  const { owner, shape, forward } = await store.readContents();
  store.close();
  return { owner, shape, slots: [...forward.keys()].length };
}

test("what is repeated is not written to IndexedDB; it is written once, where play goes on", async () => {
  const session = await playedSession();
  const end = await databaseContents();
  expect(end.owner).toMatchObject({ owner: "East" });
  const writes = vi.spyOn(IDBDatabase.prototype, "transaction");
  const written = () => writes.mock.calls.filter(([, mode]) => mode === "readwrite").length;
  for (const at of [1050, 100, 2000, 300, 1050]) await session.seek(ms(at));
  await session.stepBack("event");
  await session.seek(ms(1050));
  expect(written()).toBe(0);
  expect(await databaseContents()).toEqual(end);
  await session.advance(ms(1050));
  expect(written()).toBe(1);
  const arrived = await databaseContents();
  expect(arrived.shape).toBeDefined();
  expect(arrived.slots).toBeGreaterThan(0);
  writes.mockRestore();
});

test("acting in the past parts a lane, whose datastore is its own; both futures can be woken", async () => {
  const session = await playedSession();
  const recovered = await stateOf(session);
  await session.seek(ms(1050));
  await session.act("crashSource");
  await session.advance(ms(2000));
  const lost = await stateOf(session);
  expect(lost.report.outcome).toBe("lost");
  await session.act("restart");
  await session.advance(ms(2100));
  expect((await session.frame()).restart.at).not.toBeNull();
  await session.wake(0);
  expect(await stateOf(session)).toEqual(recovered);
  await session.wake(1);
  await session.seek(ms(2000));
  expect(await stateOf(session)).toEqual(lost);
  expect(session.timeline.lanes.map(({ name }) => name)).toEqual(["A", "B"]);
});

test("steps go on and back over the wire between the workers", async () => {
  const session = await playedSession();
  await session.seek(ms(900));
  const before = await stateOf(session);
  for (const size of ["event", "round", "instruction"] as const) {
    await session.seek(ms(900));
    await session.stepForward(size);
    const after = await session.frame();
    expect(after.now).toBeGreaterThan(before.now);
    await session.stepBack(size);
    expect((await session.frame()).now).toBeLessThan(after.now);
  }
});

test("without storage the same run goes on in memory", async () => {
  vi.stubGlobal("indexedDB", undefined);
  const session = await playedSession();
  const end = await stateOf(session);
  expect(end.datastore.kind).toBe("memory");
  await session.seek(ms(400));
  await session.advance(ms(2500));
  expect(await stateOf(session)).toEqual(end);
});

test("a storage that fails once the workers are there leaves none of them behind", async () => {
  const environment = pageEnvironment();
  const living = new Set<Worker>();
  const host = (name: Place) => {
    const worker = environment.workers.host(name);
    living.add(worker);
    const terminate = worker.terminate.bind(worker);
    worker.terminate = () => {
      living.delete(worker);
      terminate();
    };
    // The workers open the database themselves; only the page cannot any more.
    vi.spyOn(IDBFactory.prototype, "open").mockImplementation(() => {
      throw new Error("no more of this");
    });
    return worker;
  };
  const place = { ...environment, workers: { ...environment.workers, host } };
  await expect(openSession(place, { scenario: parseScenario(SMALL) })).rejects.toThrow("no more of this");
  expect(living.size).toBe(0);
});
