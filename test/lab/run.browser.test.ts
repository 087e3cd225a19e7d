import { afterEach, expect, test } from "vitest";
import type { Session } from "../../src/browser/session.ts";
import { Lab } from "../../src/lab/lab.svelte.ts";
import { frameWith } from "../support/frame.ts";
import { EXPERIMENT, sessionOf } from "../support/shown-lab.ts";

let lab: Lab | undefined;
afterEach(() => lab?.close());

async function labOf(open: () => Promise<Session>): Promise<Lab> {
  const made = new Lab({ load: async () => EXPERIMENT, open, startsPlaying: false });
  await made.reset();
  return made;
}

/** A session that notes how many things are asked of it at a time, and in which order they are done. */
function watched(done: string[]): Session & { most: () => number } {
  let now = 0;
  let most = 0;
  const does = (name: string) => async () => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, 5));
    now--;
    done.push(name);
  };
  const session = sessionOf(frameWith());
  const frame = async () => {
    await does("frame")();
    return session.frame();
  };
  const readPage = async () => {
    await does("read")();
    return null;
  };
  return {
    ...session,
    act: does("act"),
    type: does("type"),
    seek: does("seek"),
    frame,
    readPage,
    most: () => most,
  };
}

test("whatever is asked of a session, it does one thing after the other, in the order of asking", async () => {
  const done: string[] = [];
  const session = watched(done);
  lab = await labOf(async () => session);
  done.length = 0;
  lab.travel.seek(0);
  const all = [
    lab.act("migrate"),
    lab.travel.ask((asked) => asked.readPage("source", 3)),
    lab.type(new Uint8Array([1])),
    lab.act("cutLink"),
  ];
  await Promise.all(all);
  expect(session.most()).toBe(1);
  expect(done).toEqual(["seek", "frame", "act", "frame", "read", "type", "frame", "act", "frame"]);
});

test("a new run has nothing of the one before it but the learner's size of a step", async () => {
  lab = await labOf(async () => sessionOf(frameWith()));
  const before = lab.run;
  lab.run.inspected = { host: "source", page: 3 };
  lab.run.chosenSpeed = 2;
  lab.run.inside.pin("source", 3);
  lab.travel.size = "round";
  await lab.reset();
  expect(lab.run).not.toBe(before);
  expect([lab.run.inspected, lab.run.chosenSpeed, lab.run.inside.open]).toEqual([null, null, false]);
  expect(lab.travel.size).toBe("round");
  await before.turn(() => Promise.reject(new Error("too late")));
  expect(lab.error).toBeNull();
});

test("a run that fails while another is opened leaves no error to that", async () => {
  let fail: ((error: Error) => void) | undefined;
  const stuck: Session = {
    ...sessionOf(frameWith()),
    act: () =>
      new Promise((_, reject) => {
        fail = reject;
      }),
  };
  let arrive: (session: Session) => void = () => {};
  const coming = new Promise<Session>((resolve) => {
    arrive = resolve;
  });
  const sessions = [Promise.resolve(stuck), coming];
  lab = await labOf(() => sessions.shift()!);
  const acting = lab.act("migrate");
  await expect.poll(() => fail).toBeDefined();
  const opening = lab.reset();
  fail!(new Error("The worker has ended."));
  await acting;
  arrive(sessionOf(frameWith({ phase: "setup" })));
  await opening;
  expect([lab.error, lab.lost, lab.ready, lab.frame.phase]).toEqual([null, null, true, "setup"]);
});
