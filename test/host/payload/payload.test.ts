import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { portWire } from "../../../src/browser/port-wire.ts";
import { type Payload, PayloadBuffer, pageOf, wirePair } from "../../../src/host/payload/payload.ts";
import { PAGE_BYTES } from "../../../src/machine/layout.ts";

function payload(parcel: number): Payload {
  const bytes = new Uint8Array(PAGE_BYTES).fill(parcel);
  return { era: 0, parcel, pages: [7, 9], offsets: [-1, 0], state: null, bytes };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the hold", () => {
  it("gives out payload that came before it was asked for, once", async () => {
    const hold = new PayloadBuffer();
    hold.store(payload(1));
    await hold.arrival(1);
    expect(hold.take(1).parcel).toBe(1);
    expect(hold.has(1)).toBe(false);
    expect(() => hold.take(1)).toThrow("The payload of message 1 is not here.");
  });

  it("goes back to what it held, and takes no payload of the time that it left", async () => {
    const hold = new PayloadBuffer();
    hold.store(payload(1));
    const then = hold.remember();
    hold.take(1);
    hold.recall(then, 1);
    hold.store(payload(2));
    expect([hold.has(1), hold.has(2)]).toEqual([true, false]);
    hold.store({ ...payload(2), era: 1 });
    expect(hold.has(2)).toBe(true);
  });

  it("lets wait for payload that comes later, and only for that", async () => {
    const hold = new PayloadBuffer();
    let isHere = false;
    const arrival = hold.arrival(2).then(() => {
      isHere = true;
    });
    hold.store(payload(1));
    await vi.advanceTimersByTimeAsync(9_999);
    expect(isHere).toBe(false);
    hold.store(payload(2));
    await arrival;
    expect(hold.take(2).parcel).toBe(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("waits 10 s and no longer", async () => {
    const lost = expect(new PayloadBuffer().arrival(3)).rejects.toThrow(
      "The pages of message 3 did not cross between the workers within 10 s.",
    );
    await vi.advanceTimersByTimeAsync(10_000);
    await lost;
  });

  it("drops what the link lost, whether it is here or still comes", () => {
    const hold = new PayloadBuffer();
    hold.store(payload(4));
    hold.forget(4);
    hold.forget(5);
    hold.store(payload(5));
    expect([hold.has(4), hold.has(5)]).toEqual([false, false]);
    hold.store(payload(6));
    expect(hold.has(6)).toBe(true);
  });
});

it("a page of payload is its bytes, and null where it is zero", () => {
  expect(pageOf(payload(8), 0)).toBeNull();
  expect(pageOf(payload(8), 1)).toEqual(new Uint8Array(PAGE_BYTES).fill(8));
});

describe("the wires", () => {
  it("within a process hands payload to the other end, at once", () => {
    const [one, other] = wirePair();
    const came: number[] = [];
    other.onArrival((all) => came.push(...all.map(({ parcel }) => parcel)));
    one.onArrival(() => came.push(-1));
    one.send([payload(1), payload(2)]);
    expect(came).toEqual([1, 2]);
  });

  it("over a port transfers the bytes instead of copying them", async () => {
    vi.useRealTimers();
    const { port1, port2 } = new MessageChannel();
    const sent = payload(1);
    const arrival = new Promise<readonly Payload[]>((resolve) => portWire(port2).onArrival(resolve));
    const wire = portWire(port1);
    wire.send([sent]);
    expect((await arrival).map(({ parcel, bytes }) => [parcel, bytes[0]])).toEqual([[1, 1]]);
    expect(sent.bytes.length).toBe(0);
    wire.close();
  });
});
