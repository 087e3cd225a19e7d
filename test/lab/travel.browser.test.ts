import { expect, test } from "vitest";
import type { Session } from "../../src/browser/session.ts";
import { Travel, type Traveller } from "../../src/lab/travel.svelte.ts";
import { firstLane, type Lane } from "../../src/timeline/lane.ts";
import { noticeOf } from "../../src/view/playback/notice.ts";
import { frameWith } from "../support/frame.ts";

/** A lab that does one thing after the other, and notes where its session is sent. */
function travellerOf(seen: string[]): Traveller {
  const session = { seek: async (to: number) => void seen.push(`seek ${to}`) } as unknown as Session;
  let turns = Promise.resolve();
  return {
    turn: (task) => {
      turns = turns.then(async () => {
        await task(session);
      });
      return turns;
    },
    ask: async (task) => task(session),
    pause: () => {},
    isHeld: () => false,
  };
}

function travelIn(traveller: Traveller): Travel {
  const travel = new Travel(traveller);
  const lane = { ...firstLane(), end: 1000 };
  const timeline = { live: 0, lanes: [lane], bytes: 0, isInPast: false };
  travel.take({ timeline, trace: [] } as unknown as Session);
  return travel;
}

test("of many seeks only the latest waits, and an action comes after it", async () => {
  const seen: string[] = [];
  const traveller = travellerOf(seen);
  const travel = travelIn(traveller);
  travel.seek(100);
  await Promise.resolve();
  for (const tick of [200, 300, 400.4]) travel.seek(tick);
  expect(travel.wanted).toBe(400);
  await traveller.turn(async () => void seen.push("cut"));
  expect(seen).toEqual(["seek 100", "seek 400", "cut"]);
  await expect.poll(() => travel.wanted).toBeNull();
});

test("a seek and another lane are jumps, a step and a run to a place are not", async () => {
  const jumps: (boolean | undefined)[] = [];
  const turn = async (_task: unknown, isJump?: boolean) => void jumps.push(isJump);
  const travel = travelIn({ ...travellerOf([]), turn });
  travel.seek(100);
  await travel.wake(0);
  await travel.step("back");
  await travel.runTo("cut");
  expect(jumps).toEqual([true, true, false, false]);
});

test("what is not to come is told, until something else is asked for", async () => {
  const seen: string[] = [];
  const session = {
    now: 70,
    runTo: async () => false,
    seek: async (to: number) => void seen.push(`seek ${to}`),
  } as unknown as Session;
  const traveller = {
    ...travellerOf(seen),
    turn: async (task: (session: Session) => unknown) => void (await task(session)),
  };
  const travel = travelIn(traveller);
  await travel.runTo("cut");
  expect(travel.missed).toEqual({ place: "cut", at: 70 });
  const notice = (now: number) => noticeOf(travel, frameWith({ now }))?.text;
  expect(notice(70)).toBe("No cut is to come.");
  expect(notice(80)).toBeUndefined();
  const lost = frameWith({ now: 70 });
  const frame = { ...lost, report: { ...lost.report, outcome: "lost" as const } };
  expect(noticeOf(travel, frame)?.text).toBe("The guest is lost: nothing more is to come.");
});

test("whoever acts in the past is told which future begins there", () => {
  const noticeWith = (lanes: number) =>
    noticeOf(
      { work: null, missed: null, isInPast: true, lanes: Array.from({ length: lanes }) as Lane[] },
      frameWith({ phase: "pageIn" }),
    )?.text;
  expect(noticeWith(1)).toBe("Acting now begins a second future.");
  expect(noticeWith(2)).toBe("Acting now begins another future.");
});

test("a seek begins at the run's start at the earliest, and runs on where nothing was run yet", async () => {
  const seen: string[] = [];
  const session = {
    now: 0,
    ended: false,
    seek: async (to: number) => {
      seen.push(`seek ${to}`);
      session.now = Math.min(to, 1000);
    },
    advance: async (to: number) => {
      seen.push(`advance ${to}`);
      session.now = to;
    },
  };
  const traveller = travellerOf(seen);
  const turn = traveller.turn;
  const travel = travelIn({ ...traveller, turn: (task) => turn(() => task(session as unknown as Session)) });
  travel.seek(-5);
  await traveller.turn(async () => {});
  travel.seek(5000);
  await traveller.turn(async () => {});
  expect(seen).toEqual(["seek 0", "seek 5000", "advance 5000"]);
});
