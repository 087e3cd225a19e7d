import fc from "fast-check";
import { expect, test } from "vitest";
import { METHODS } from "../../src/widget/api.ts";
import { messageOf, PROTOCOL } from "../../src/widget/messages.ts";

test("a hello, a call and what a lab beside says are read", () => {
  expect(messageOf({ quickResumeLab: PROTOCOL, kind: "hello" })).toEqual({ kind: "hello" });
  expect(messageOf({ quickResumeLab: PROTOCOL, kind: "live" })).toEqual({ kind: "live" });
  expect(messageOf({ quickResumeLab: PROTOCOL, kind: "call", id: 3, method: "seek", given: [1500] })).toEqual(
    {
      kind: "call",
      id: 3,
      method: "seek",
      given: [1500],
    },
  );
  expect(messageOf({ quickResumeLab: PROTOCOL, kind: "call", id: 4, method: "play" })).toMatchObject({
    given: [],
  });
});

test("what is of another version, of no known method, or not whole, is nobody's", () => {
  const call = { quickResumeLab: PROTOCOL, kind: "call", id: 1, method: "play", given: [] };
  for (const wrong of [
    null,
    "play",
    { ...call, quickResumeLab: 2 },
    { ...call, id: "1" },
    { ...call, method: "constructor" },
    { ...call, method: "openLink" },
    { ...call, given: "x" },
    { ...call, given: [1, 2] },
    { ...call, kind: "welcome" },
    new Proxy(
      {},
      {
        get() {
          throw new Error("no");
        },
      },
    ),
  ])
    expect(messageOf(wrong)).toBeNull();
});

test("whatever is said, nothing throws, and only known methods are called", () => {
  const near = fc.record(
    {
      quickResumeLab: fc.oneof(fc.constant(PROTOCOL), fc.anything()),
      kind: fc.oneof(fc.constantFrom("hello", "live", "call"), fc.anything()),
      id: fc.oneof(fc.integer(), fc.anything()),
      method: fc.oneof(fc.constantFrom(...METHODS), fc.string(), fc.anything()),
      given: fc.oneof(fc.array(fc.anything()), fc.anything()),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(near, fc.anything()), (data) => {
      const message = messageOf(data);
      if (message?.kind === "call") expect(METHODS).toContain(message.method);
    }),
    { numRuns: 10_000 },
  );
});
