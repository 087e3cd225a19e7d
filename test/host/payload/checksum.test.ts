import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CheckedMessage } from "../../../src/host/payload/checksum.ts";
import * as sealing from "../../../src/host/payload/checksum.ts";
import type { Payload } from "../../../src/host/payload/payload.ts";
import { PAGE_BYTES } from "../../../src/machine/layout.ts";
import type { Message } from "../../../src/migration/message.ts";
import { setOf } from "../../../src/migration/page-set.ts";
import { mutations } from "../../datastore/mutation.ts";
import { machineWith } from "../../support/machine.ts";

const { hashBytes } = machineWith(new Uint8Array());
const addChecksum = (message: Message, payload: Payload | null) =>
  sealing.addChecksum(message, payload, hashBytes);
const isIntact = (message: CheckedMessage, payload: Payload | null) =>
  sealing.isIntact(message, payload, hashBytes);

const EXPECTS = { background: 4, urgent: 9 };
const PAGES: Message = {
  generation: 2,
  expects: EXPECTS,
  content: {
    channel: "background",
    sequence: 17,
    body: { kind: "pages", pages: [7, 9, 4096], cause: "push" },
  },
};
const CHECKPOINT: Message = {
  generation: 1,
  expects: EXPECTS,
  content: { channel: "background", sequence: 3, body: { kind: "checkpoint", owed: setOf(70, [0, 31, 69]) } },
};

function payload(): Payload {
  const bytes = Uint8Array.from({ length: 2 * PAGE_BYTES }, (_, index) => index * 7);
  return { era: 0, parcel: 1, pages: [7, 9, 4096], offsets: [0, -1, PAGE_BYTES], state: null, bytes };
}

/** All plain values of a message that can be changed, each as a change of a copy. */
function changes(value: object): ((copy: object) => void)[] {
  return Object.entries(value).flatMap(([name, field]): ((copy: object) => void)[] => {
    const at = (copy: object) => (copy as Record<string, object>)[name]!;
    if (typeof field === "object" && field !== null)
      return [
        ...changes(field).map((change) => (copy: object) => change(at(copy))),
        (copy: object) => Reflect.deleteProperty(copy, name),
      ];
    return [(copy: object) => Reflect.set(copy, name, typeof field === "number" ? field ^ 1 : `${field}x`)];
  });
}

describe("a sealed message", () => {
  it("is whole as it was sealed, also after it was cloned", () => {
    const copy = structuredClone(addChecksum(PAGES, payload()));
    expect(isIntact(copy, structuredClone(payload()))).toBe(true);
    expect(isIntact(structuredClone(addChecksum(CHECKPOINT, null)), null)).toBe(true);
  });

  it("is refused whatever field is changed or left out", () => {
    for (const message of [PAGES, CHECKPOINT]) {
      const tried = changes(addChecksum(message, null));
      expect(tried.length).toBeGreaterThan(10);
      for (const change of tried) {
        const copy = structuredClone(addChecksum(message, null));
        change(copy);
        expect(isIntact(copy, null)).toBe(false);
      }
    }
  });

  it("is refused where its pages are damaged, cut off, other ones, or not there", () => {
    const sealed: CheckedMessage = addChecksum(PAGES, payload());
    fc.assert(
      fc.property(mutations(payload().bytes), (bytes) => {
        const isSame =
          bytes.length === payload().bytes.length && hashBytes(bytes) === hashBytes(payload().bytes);
        expect(isIntact(sealed, { ...payload(), bytes })).toBe(isSame);
      }),
    );
    expect(isIntact(sealed, { ...payload(), pages: [7, 9, 4097] })).toBe(false);
    expect(isIntact(sealed, { ...payload(), offsets: [0, PAGE_BYTES, -1] })).toBe(false);
    expect(isIntact(sealed, null)).toBe(false);
  });

  it("is looked at without harm, whatever comes", () => {
    fc.assert(
      fc.property(fc.record({ generation: fc.anything(), content: fc.anything() }), (message) => {
        expect(isIntact({ ...message, sum: 7 } as never, null)).toBe(false);
      }),
    );
  });
});
