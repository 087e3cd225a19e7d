import { describe, expect, it } from "vitest";
import { Random } from "../../src/clock/random.ts";
import { MILLISECOND, SECOND } from "../../src/clock/tick.ts";
import { Link, type LinkEvent, type LinkSettings, type Parcel } from "../../src/network/link.ts";

/** One frame lasts a millisecond: the arithmetic of the tests can be done in the head. */
const FRAME = 4104;
const SETTINGS: LinkSettings = {
  bandwidthMiBps: (FRAME * 1000) / 2 ** 20,
  latencyMs: 1,
  jitterMs: 0,
  loss: 0,
  queueKiB: (4 * FRAME) / 1024,
  urgentChannel: true,
};

const at = (milliseconds: number) => milliseconds * MILLISECOND;
const open = (settings: Partial<LinkSettings> = {}) =>
  new Link({ ...SETTINGS, ...settings }, Random.seeded(1));

let lastId = 0;
function parcel(frames = 1, more: Partial<Parcel> = {}): Parcel {
  return { id: ++lastId, direction: "toDestination", bytes: frames * FRAME, urgent: false, ...more };
}

/** Sends background parcels at tick 0 and returns them. */
function sendAll(link: Link, count: number, frames = 1): Parcel[] {
  const parcels = Array.from({ length: count }, () => parcel(frames));
  for (const each of parcels) link.send(each, 0);
  return parcels;
}

const arrivals = (events: LinkEvent[]) =>
  events.filter((event) => event.kind === "arrived").map((event) => [event.parcel.id, event.tick]);

describe("a whole link", () => {
  it("delivers a parcel when its last frame has left, plus latency", () => {
    const link = open();
    const [sent] = sendAll(link, 1, 3);
    expect(link.nextTick()).toBe(at(4));
    expect(link.advance(at(4) - 1)).toEqual([]);
    expect(link.advance(at(4))).toEqual([{ kind: "arrived", tick: at(4), parcel: sent }]);
    expect(link.nextTick()).toBeNull();
  });

  it("sends both directions at once", () => {
    const link = open();
    const there = parcel();
    const back = parcel(1, { direction: "toSource" });
    link.send(there, 0);
    link.send(back, 0);
    expect(arrivals(link.advance(at(9)))).toEqual([
      [there.id, at(2)],
      [back.id, at(2)],
    ]);
  });

  it("carries each way at that way's own bandwidth, in slow times too", () => {
    const link = open({ backBandwidthMiBps: SETTINGS.bandwidthMiBps / 4 });
    const send = (now: number) => {
      const sent = [parcel(), parcel(1, { direction: "toSource" })];
      for (const each of sent) link.send(each, now);
      return sent.map(({ id }) => id);
    };
    const ticksOf = (ids: number[], events: LinkEvent[]) =>
      ids.map((id) => arrivals(events).find(([arrived]) => arrived === id)?.[1]);
    expect(ticksOf(send(0), link.advance(at(99)))).toEqual([at(2), at(5)]);
    link.slow({ bandwidthMiBps: SETTINGS.bandwidthMiBps / 10, latencyMs: 1 }, at(100));
    expect(ticksOf(send(at(100)), link.advance(at(199)))).toEqual([at(111), at(105)]);
    link.restore(at(200));
    expect(ticksOf(send(at(200)), link.advance(at(299)))).toEqual([at(202), at(205)]);
  });

  it("is slow both ways where no way has a bandwidth of its own", () => {
    const link = open();
    link.slow({ bandwidthMiBps: SETTINGS.bandwidthMiBps / 10, latencyMs: 1 }, 0);
    const back = parcel(1, { direction: "toSource" });
    link.send(back, 0);
    expect(arrivals(link.advance(at(99)))).toEqual([[back.id, at(11)]]);
    link.restore(at(100));
    const later = parcel(1, { direction: "toSource" });
    link.send(later, at(100));
    expect(arrivals(link.advance(at(199)))).toEqual([[later.id, at(102)]]);
  });

  it("lets an urgent parcel wait for the frame on the wire only", () => {
    const link = open();
    const [long, next] = sendAll(link, 2, 10) as [Parcel, Parcel];
    const urgent = parcel(1, { urgent: true });
    link.send(urgent, at(2.5));
    expect(arrivals(link.advance(at(99)))).toEqual([
      [urgent.id, at(3 + 1 + 1)],
      [long.id, at(11 + 1)],
      [next.id, at(21 + 1)],
    ]);
  });

  it("queues urgent parcels behind the others where there is no urgent channel", () => {
    const link = open({ urgentChannel: false });
    const [long] = sendAll(link, 1, 10) as [Parcel];
    const urgent = parcel(1, { urgent: true });
    link.send(urgent, at(2.5));
    expect(arrivals(link.advance(at(99)))).toEqual([
      [long.id, at(11)],
      [urgent.id, at(12)],
    ]);
  });

  it("delivers in order whatever the jitter is, and never early", () => {
    const link = open({ jitterMs: 20 });
    const sent = sendAll(link, 30);
    const got = arrivals(link.advance(SECOND));
    expect(got.map(([id]) => id)).toEqual(sent.map(({ id }) => id));
    got.forEach(([, tick], index) => {
      expect(tick).toBeGreaterThanOrEqual(at(index + 2));
      expect(tick).toBeLessThanOrEqual(at(index + 2 + 20));
    });
    expect(new Set(got.map(([, tick], index) => tick! - at(index + 2))).size).toBeGreaterThan(5);
  });

  it("sends a lost message again after 2 x latency + 10 ms, and what is behind it waits", () => {
    const link = open({ loss: 0.5 });
    sendAll(link, 40);
    const got = arrivals(link.advance(10 * SECOND));
    expect(got).toHaveLength(40);
    expect(link.retransmissions).toBeGreaterThan(10);
    let before = 0;
    for (const [index, [, tick]] of got.entries()) {
      const retransmissions = (tick! - at(index + 2)) / at(12);
      // Its own delay is a whole number of retransmissions, unless it waited for one before it.
      expect(tick === before || Number.isInteger(retransmissions)).toBe(true);
      before = tick!;
    }
  });

  it("never delivers where every message is lost", () => {
    const link = open({ loss: 1 });
    sendAll(link, 3);
    expect(link.advance(3600 * SECOND)).toEqual([]);
    expect(link.nextTick()).toBeNull();
    expect(link.inFlight(3600 * SECOND)).toHaveLength(3);
  });

  it("goes on from a copy of its state", () => {
    const link = open({ jitterMs: 3, loss: 0.2 });
    sendAll(link, 20, 2);
    link.advance(at(15));
    const restored = new Link(link.settings, structuredClone(link.state));
    const cloned = link.clone();
    const expected = link.advance(SECOND);
    expect(expected.length).toBeGreaterThan(10);
    expect(restored.advance(SECOND)).toEqual(expected);
    expect(cloned.advance(SECOND)).toEqual(expected);
  });
});

describe("room", () => {
  const room = (milliseconds: number, frames: number): LinkEvent => {
    return { kind: "room", tick: at(milliseconds), direction: "toDestination", bytes: frames * FRAME };
  };
  const rooms = (events: LinkEvent[]) => events.filter((event) => event.kind === "room");

  it("is there at once while the queue is short", () => {
    const link = open();
    sendAll(link, 2);
    link.awaitRoom("toDestination", 2 * FRAME, 0);
    expect(link.nextTick()).toBe(0);
    expect(link.advance(0)).toEqual([room(0, 2)]);
    expect(rooms(link.advance(SECOND))).toEqual([]);
  });

  it("comes when enough bytes have left, those of a long parcel on the wire included", () => {
    const link = open();
    sendAll(link, 1, 6);
    link.awaitRoom("toDestination", FRAME, 0);
    expect(link.nextTick()).toBe(at(3));
    expect(rooms(link.advance(at(5)))).toEqual([room(3, 1)]);
  });

  it("comes for more than the queue holds when the queue is empty", () => {
    const link = open();
    sendAll(link, 6);
    link.awaitRoom("toDestination", 99 * FRAME, 0);
    expect(rooms(link.advance(at(99)))).toEqual([room(6, 4)]);
  });

  it("is delayed by urgent parcels and not taken by them", () => {
    const link = open();
    sendAll(link, 6);
    link.awaitRoom("toDestination", FRAME, 0);
    link.send(parcel(10, { urgent: true }), at(0.5));
    expect(rooms(link.advance(at(99)))).toEqual([room(13, 1)]);
  });

  it("answers the newest request only", () => {
    const link = open();
    sendAll(link, 6);
    link.awaitRoom("toDestination", FRAME, 0);
    link.awaitRoom("toDestination", 2 * FRAME, at(1));
    expect(rooms(link.advance(at(99)))).toEqual([room(4, 2)]);
  });

  it("is not granted by a cut link, and is after the heal", () => {
    const link = open();
    sendAll(link, 6);
    link.awaitRoom("toDestination", FRAME, 0);
    link.cut(at(3));
    expect(link.nextTick()).toBeNull();
    expect(link.advance(at(50))).toEqual([]);
    link.heal(at(60));
    expect(link.nextTick()).toBe(at(60));
    expect(link.advance(at(60))).toEqual([room(60, 4)]);
  });
});

describe("faults", () => {
  it("a cut loses what is queued, being sent and travelling, both ways", () => {
    const link = open();
    const [first, ...rest] = sendAll(link, 4) as [Parcel, ...Parcel[]];
    const back = parcel(1, { direction: "toSource" });
    link.send(back, at(1));
    expect(arrivals(link.advance(at(2)))).toEqual([[first.id, at(2)]]);
    const lost = link.cut(at(2.5)).map(({ id }) => id);
    expect(lost.sort()).toEqual([...rest, back].map(({ id }) => id).sort());
    expect(link.whole).toBe(false);
    link.send(parcel(), at(3));
    expect(link.inFlight(at(3))).toEqual([]);
    expect(link.nextTick()).toBeNull();
    link.heal(at(9));
    const after = parcel();
    link.send(after, at(9));
    expect(arrivals(link.advance(at(20)))).toEqual([[after.id, at(11)]]);
  });

  it("a cut comes before an arrival of the same tick", () => {
    const link = open();
    const [sent] = sendAll(link, 1);
    expect(link.cut(at(2))).toEqual([sent]);
    expect(link.advance(at(2))).toEqual([]);
  });

  it("slowing counts from now on and leaves travelling parcels alone", () => {
    const link = open();
    const [first, second, third] = sendAll(link, 3) as [Parcel, Parcel, Parcel];
    link.slow({ bandwidthMiBps: SETTINGS.bandwidthMiBps / 2, latencyMs: 5 }, at(1.5));
    link.restore(at(3));
    expect(arrivals(link.advance(at(99)))).toEqual([
      [first.id, at(2)],
      // Half of it left at full speed, the other half at half speed, with the long latency.
      [second.id, at(1.5 + 1 + 5)],
      // A quarter left before the bandwidth came back; it may not overtake.
      [third.id, at(7.5)],
    ]);
  });

  it("slowing names only what changes", () => {
    const link = open();
    link.slow({ latencyMs: 3 }, 0);
    const [sent] = sendAll(link, 1) as [Parcel];
    expect(arrivals(link.advance(at(99)))).toEqual([[sent.id, at(4)]]);
  });

  it("loses the next messages for good, in either direction, and those after them come", () => {
    const link = open();
    link.loseNext(2);
    const lost = parcel();
    const alsoLost = parcel(1, { direction: "toSource" });
    const kept = parcel();
    for (const each of [lost, alsoLost, kept]) link.send(each, 0);
    expect(arrivals(link.advance(at(99)))).toEqual([[kept.id, at(3)]]);
  });

  it("loses none of the next messages once it is restored", () => {
    const link = open();
    link.loseNext(1_000_000);
    link.send(parcel(), 0);
    link.restore(at(1));
    const kept = parcel();
    link.send(kept, at(1));
    expect(arrivals(link.advance(at(99))).map(([id]) => id)).toEqual([kept.id]);
  });
});

describe("what is in flight", () => {
  it("is told exactly and without changing anything", () => {
    const link = open();
    const [first, second, third] = sendAll(link, 3, 2);
    expect(link.inFlight(at(2.5))).toEqual([
      { parcel: first, stage: "travelling", progress: 0.5 },
      { parcel: second, stage: "sending", progress: 0.25 },
      { parcel: third, stage: "queued", progress: 0 },
    ]);
    expect(link.inFlight(at(1))[0]).toEqual({ parcel: first, stage: "sending", progress: 0.5 });
  });

  it("shows a parcel that gave the wire away as being sent", () => {
    const link = open();
    const [long] = sendAll(link, 1, 10);
    const urgent = parcel(1, { urgent: true });
    link.send(urgent, at(2.5));
    expect(link.inFlight(at(3.5))).toEqual([
      { parcel: urgent, stage: "sending", progress: 0.5 },
      { parcel: long, stage: "sending", progress: 0.3 },
    ]);
  });
});

describe("what can still come", () => {
  it("is on its way from its sending to its arrival, and not after a cut", () => {
    const link = open();
    link.send(parcel(3), at(1));
    link.send(parcel(1), at(2));
    expect(link.oldestSent("toDestination", at(4.9))).toBe(at(1));
    expect(link.oldestSent("toSource", at(4.9))).toBeNull();
    link.advance(at(5));
    expect(link.oldestSent("toDestination", at(5))).toBe(at(2));
    link.cut(at(5));
    expect(link.oldestSent("toDestination", at(5))).toBeNull();
  });

  it("is nothing once all has arrived, and what was lost for good is on its way only until it has left", () => {
    const link = open();
    link.loseNext(1);
    link.send(parcel(1), 0);
    expect(link.oldestSent("toDestination", at(0.9))).toBe(0);
    expect(link.oldestSent("toDestination", at(1))).toBeNull();
  });

  it("survives that an urgent parcel takes the wire in between", () => {
    const link = open();
    link.send(parcel(4), at(1));
    link.send(parcel(1, { urgent: true }), at(2.5));
    expect(link.oldestSent("toDestination", at(3.5))).toBe(at(1));
  });
});

describe("a repetition", () => {
  it("is spared while one of its name waits to leave or is leaving, and not after", () => {
    const link = open();
    const alive = () => parcel(1, { name: "alive" });
    sendAll(link, 2);
    expect(link.spares(alive(), 0)).toBe(false);
    link.send(alive(), 0);
    expect(link.spares(alive(), at(1))).toBe(true);
    expect(link.spares({ ...alive(), direction: "toSource" }, at(1))).toBe(false);
    expect(link.spares(parcel(1, { name: "hello" }), at(1))).toBe(false);
    expect(link.spares(parcel(1), at(1))).toBe(false);
    expect(link.spares(alive(), at(2.5))).toBe(true);
    expect(link.spares(alive(), at(3))).toBe(false);
  });
});
