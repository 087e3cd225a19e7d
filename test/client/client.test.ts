import { describe, expect, it } from "vitest";
import { checksumOf, firstValue } from "../../src/client/checksum.ts";
import {
  Client,
  type ClientEvent,
  type ClientSettings,
  type ClientState,
  RECENT_REQUESTS,
} from "../../src/client/client.ts";
import type { Port } from "../../src/client/network.ts";
import { type Answer, PUT, type Request } from "../../src/client/request.ts";
import { copyPlain } from "../../src/clock/plain.ts";
import { Random } from "../../src/clock/random.ts";
import { MILLISECOND, SECOND, type Tick } from "../../src/clock/tick.ts";

const SETTINGS: ClientSettings = {
  requestsPerSecond: 100,
  latencyMs: 1,
  lateMs: 50,
  rarp: true,
  keys: 1000,
  valueBytes: 960,
};

/** A client and a guest that answers at once where it runs, and nowhere else. */
class Exchange {
  readonly client: Client;
  readonly values = new Map<number, number>();
  readonly log: [Tick, ClientEvent][] = [];
  /** Where the guest runs; null while it is held. */
  at: Port | null = "West";
  now: Tick = 0;
  /** Changes an answer on its way. */
  distort = (answer: Answer): Answer => answer;

  constructor(settings: Partial<ClientSettings> = {}, start: Random | ClientState = Random.seeded(1)) {
    this.client = new Client({ ...SETTINGS, ...settings }, start);
  }

  runTo(milliseconds: number): this {
    const end = milliseconds * MILLISECOND;
    for (let tick = this.client.nextTick(); tick !== null && tick <= end; tick = this.client.nextTick()) {
      this.now = tick;
      for (const event of this.client.advance(tick)) this.#take(event);
    }
    this.now = end;
    return this;
  }

  move(port: Port): this {
    this.at = port;
    this.client.resumed(port, this.now);
    return this;
  }

  get counters() {
    return this.client.countersAt(this.now);
  }

  get wrong(): number {
    return this.log.filter(([, { kind }]) => kind === "wrong").length;
  }

  requests(): Request[] {
    return this.log.flatMap(([, event]) => (event.kind === "deliver" ? [event.request] : []));
  }

  #take(event: ClientEvent): void {
    this.log.push([this.now, event]);
    if (event.kind !== "deliver" || this.at === null || !event.ports.includes(this.at)) return;
    const { id, operation, key, value } = event.request;
    if (operation === PUT) this.values.set(key, value);
    const stored = this.values.get(key) ?? firstValue(key);
    const answer = { id, value: stored, checksum: checksumOf(key, stored, 960) };
    this.client.answered(this.at, this.distort(answer), this.now);
  }
}

describe("the client", () => {
  it("sends at its rate from half a second on, evenly but for a little jitter", () => {
    const exchange = new Exchange().runTo(10_500);
    expect(exchange.counters.sent).toBeGreaterThanOrEqual(1000);
    expect(exchange.counters.sent).toBeLessThanOrEqual(1001);
    exchange.log.forEach(([tick], index) => {
      const late = tick - (501 + 10 * index) * MILLISECOND;
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThanOrEqual(2.5 * MILLISECOND);
    });
  });

  it("says nothing at a rate of 0, and takes a rate that is no whole number", () => {
    expect(new Exchange({ requestsPerSecond: 0 }).client.nextTick()).toBeNull();
    expect(new Exchange({ requestsPerSecond: 0.4 }).runTo(20_500).counters.sent).toBe(8);
  });

  it("asks for a few keys much of the time, and puts one time in ten", () => {
    const requests = new Exchange({ requestsPerSecond: 1000 }).runTo(20_500).requests();
    const share = (of: (request: Request) => boolean) => requests.filter(of).length / requests.length;
    expect(share(({ key }) => key === 0)).toBeCloseTo(1 / 7.4855, 1);
    expect(share(({ key }) => key < 10)).toBeCloseTo(2.929 / 7.4855, 1);
    expect(share(({ operation }) => operation === PUT)).toBeCloseTo(0.1, 1);
    expect(requests.every(({ key }) => key >= 0 && key < 1000)).toBe(true);
    expect(requests.map(({ id }) => id)).toEqual(requests.map((_, index) => index + 1));
  });

  it("counts every answer, none of them late, and no gap longer than the pauses", () => {
    const { counters, wrong } = new Exchange().runTo(10_500);
    expect(counters).toMatchObject({ late: 0, lost: 0 });
    expect(counters.sent - counters.answered).toBeLessThanOrEqual(1);
    expect(counters["longest-gap"]).toBeLessThanOrEqual(12.5);
    expect(wrong).toBe(0);
  });

  it("loses what comes while nobody runs the guest; the gap is as long as the stun", () => {
    const exchange = new Exchange().runTo(2000);
    exchange.at = null;
    exchange.runTo(2500).move("West").runTo(6000);
    expect(exchange.counters.lost).toBe(50);
    expect(exchange.counters["longest-gap"]).toBeGreaterThan(500);
    expect(exchange.counters["longest-gap"]).toBeLessThan(525);
  });

  it("counts a gap that is not over yet, and none where nothing was sent", () => {
    const exchange = new Exchange().runTo(2000);
    exchange.at = null;
    expect(exchange.runTo(12_000).counters["longest-gap"]).toBeGreaterThan(9980);
    expect(new Exchange({ requestsPerSecond: 0 }).runTo(5000).counters["longest-gap"]).toBe(0);
  });

  it("is led to the destination by RARP a latency after the resume", () => {
    const exchange = new Exchange({ latencyMs: 20 }).runTo(3000).move("East").runTo(6000);
    // What was on its way, and what was sent until the switch had heard, is lost: 40 ms of requests.
    expect(exchange.counters.lost).toBe(4);
    const [tick] = exchange.log.find(([, event]) => event.kind === "deliver" && event.ports[0] === "East")!;
    expect(tick).toBeGreaterThanOrEqual(3040 * MILLISECOND);
    expect(tick).toBeLessThan(3055 * MILLISECOND);
  });

  it("without RARP asks the wrong host until the switch has forgotten, and then asks both", () => {
    const exchange = new Exchange({ rarp: false, requestsPerSecond: 10 }).runTo(3000).move("East");
    exchange.runTo(302_900);
    expect(exchange.counters.answered).toBeLessThanOrEqual(25);
    exchange.runTo(304_000);
    expect(exchange.counters["longest-gap"]).toBeGreaterThan(299_000);
    expect(
      exchange.log.filter(([, event]) => event.kind === "deliver" && event.ports.length === 2),
    ).toHaveLength(1);
    const { answered } = exchange.counters;
    expect(exchange.runTo(305_000).counters.answered).toBe(answered + 10);
  });

  it("without RARP finds the guest again as soon as it says something", () => {
    const exchange = new Exchange({ rarp: false }).runTo(3000).move("East").runTo(4000);
    exchange.client.answered("East", { id: 1, value: 0, checksum: 0 }, exchange.now);
    const { answered } = exchange.counters;
    expect(exchange.runTo(5000).counters.answered).toBeGreaterThanOrEqual(answered + 98);
  });

  it("calls late what took longer than it finds good, and counts it as answered", () => {
    const exchange = new Exchange({ latencyMs: 26 }).runTo(5500);
    const { answered, late } = exchange.counters;
    expect(answered).toBeGreaterThan(490);
    expect(late).toBe(answered);
    expect(exchange.client.recentAt(exchange.now)[0]).toMatchObject({ late: true, lost: false });
  });

  it("gives a request up after ten times as long, at least a second, and takes no answer any more", () => {
    const exchange = new Exchange({ requestsPerSecond: 1, lateMs: 200 });
    exchange.at = null;
    exchange.runTo(2400);
    expect(exchange.counters.lost).toBe(0);
    expect(exchange.runTo(2800).counters.lost).toBe(1);
    exchange.client.answered("West", { id: 1, value: 0, checksum: 0 }, exchange.now);
    expect(exchange.runTo(2900).counters).toMatchObject({ answered: 0, lost: 1 });
    expect(new Exchange({ lateMs: 0 }).runTo(1400).counters).toMatchObject({ lost: 0 });
  });

  it("at the end leaves out what had no chance, so that all sent are answered or lost", () => {
    const exchange = new Exchange({ latencyMs: 20 }).runTo(5005);
    const { sent } = exchange.counters;
    const end = exchange.client.countersAtEnd(exchange.now);
    expect(end.sent).toBeLessThan(sent);
    expect(end).toMatchObject({ answered: end.sent, lost: 0 });
    exchange.at = null;
    exchange.runTo(6000);
    const held = exchange.client.countersAtEnd(exchange.now);
    expect(held.lost).toBeGreaterThan(90);
    expect(held.answered + held.lost).toBe(held.sent);
  });

  it.each<[string, (answer: Answer) => Answer]>([
    [
      "a checksum that does not belong to the value",
      (answer) => ({ ...answer, checksum: answer.checksum ^ 1 }),
    ],
    [
      "another value with its checksum",
      (answer) => ({ ...answer, value: 7, checksum: checksumOf(0, 7, 960) }),
    ],
  ])("reports %s", (_, distort) => {
    const exchange = new Exchange({ keys: 1 }).runTo(1000);
    expect(exchange.wrong).toBe(0);
    exchange.distort = distort;
    exchange.runTo(1100);
    expect(exchange.wrong).toBeGreaterThanOrEqual(9);
  });

  it("reports an old value after a put that was answered, but not after one that may have been lost", () => {
    const exchange = new Exchange({ keys: 3, requestsPerSecond: 200, lateMs: 100 }).runTo(3000);
    expect(exchange.wrong).toBe(0);
    exchange.at = null;
    exchange.runTo(4000).move("West").runTo(8000);
    expect(exchange.wrong).toBe(0);
    exchange.values.clear();
    exchange.runTo(8200);
    expect(exchange.wrong).toBeGreaterThan(0);
  });

  it("expects first values again after the guest was started anew", () => {
    const exchange = new Exchange({ keys: 3 }).runTo(4000);
    exchange.values.clear();
    exchange.client.forgetPuts();
    expect(exchange.runTo(8000).wrong).toBe(0);
  });

  it("does not check answers of a guest that it does not know", () => {
    const exchange = new Exchange({ valueBytes: null });
    exchange.distort = (answer) => ({ ...answer, checksum: 1 });
    expect(exchange.runTo(3000).wrong).toBe(0);
  });

  it("shows its last requests and what became of them", () => {
    const exchange = new Exchange().runTo(4000);
    exchange.at = null;
    exchange.runTo(6000);
    const recent = exchange.client.recentAt(exchange.now);
    expect(recent).toHaveLength(RECENT_REQUESTS);
    expect(recent[0]).toMatchObject({ late: false, lost: false });
    expect(recent[0]!.answeredAt! - recent[0]!.sentAt).toBe(2 * MILLISECOND);
    expect(recent.at(-150)).toMatchObject({ answeredAt: null, late: true, lost: true });
    expect(recent.at(-20)).toMatchObject({ answeredAt: null, late: true, lost: false });
    expect(recent.at(-1)).toMatchObject({ id: exchange.counters.sent, late: false, lost: false });
  });

  it("goes on from a copy of its state exactly as it would have", () => {
    const one = new Exchange().runTo(3000);
    one.at = null;
    one.runTo(3300);
    const copy = copyPlain(structuredClone(one.client.state));
    const other = new Exchange({}, copy);
    for (const [key, value] of one.values) other.values.set(key, value);
    for (const each of [one, other]) {
      each.now = 3300 * MILLISECOND;
      each.log.length = 0;
      each.move("East").runTo(9000);
    }
    expect(other.log).toEqual(one.log);
    expect(other.counters).toEqual(one.counters);
    expect(other.client.recentAt(9 * SECOND)).toEqual(one.client.recentAt(9 * SECOND));
  });

  it("draws other requests from another seed", () => {
    const other = new Exchange({}, Random.seeded(2)).runTo(2000).requests();
    expect(other).not.toEqual(new Exchange().runTo(2000).requests());
  });
});
