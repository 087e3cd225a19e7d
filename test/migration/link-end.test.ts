import { describe, expect, it } from "vitest";
import { NOTHING_SEEN } from "../../src/migration/input.ts";
import {
  checkSilence,
  createLinkEnd,
  type LinkEnd,
  mayBeAnswered,
  openLink,
  receive,
} from "../../src/migration/link-end.ts";
import type { Output } from "../../src/migration/output.ts";

const HEARTBEAT = 100;
const COMING = { ...NOTHING_SEEN, coming: true };

/** The destination's end, opened by a greeting at tick 0. */
function opened(): LinkEnd {
  const link = createLinkEnd(false, HEARTBEAT);
  const hello = { channel: null, control: { kind: "hello" } } as const;
  receive(link, { generation: 1, expects: { background: 1, urgent: 1 }, content: hello }, 1, null, 0, []);
  return link;
}

/** When the silence is looked at next, or null where the link was declared down. */
function look(link: LinkEnd, now: number, seen = NOTHING_SEEN): number | null {
  const out: Output[] = [];
  if (checkSilence(link, seen, now, out)) return null;
  const next = out.find((output) => output.kind === "deadline");
  return next?.kind === "deadline" ? next.at : null;
}

describe("silence", () => {
  it("ends the link one heartbeat after the last message", () => {
    expect(look(opened(), 60)).toBe(HEARTBEAT);
    expect(look(opened(), HEARTBEAT)).toBeNull();
  });

  it("does not count while something is on its way, however long that takes", () => {
    const link = opened();
    for (let now = HEARTBEAT; now <= 1000 * HEARTBEAT; now += HEARTBEAT)
      expect(look(link, now, COMING)).toBe(now + HEARTBEAT);
  });

  it("is counted from when something could have come last, so a cut is noticed within a heartbeat", () => {
    const link = opened();
    look(link, 5 * HEARTBEAT, COMING);
    expect(look(link, 6 * HEARTBEAT)).toBeNull();
  });

  it("is ended by every message of the other end, the cancellation too", () => {
    const link = opened();
    const cancelled = { channel: null, control: { kind: "cancelled" } } as const;
    const expects = { background: 1, urgent: 1 };
    receive(link, { generation: 1, expects, content: cancelled }, 3, null, 60, []);
    expect(look(link, HEARTBEAT)).toBe(60 + HEARTBEAT);
  });

  it("is not put off by what is on its way before it is due", () => {
    expect(look(opened(), 60, COMING)).toBe(HEARTBEAT);
  });
});

describe("the first attempt to open the link", () => {
  it("may be answered while it, or what it led to, is on its way; later attempts do not count", () => {
    const link = createLinkEnd(true, HEARTBEAT);
    openLink(link, 7, []);
    expect(mayBeAnswered(link, { ...NOTHING_SEEN, oldestSent: 7 })).toBe(true);
    expect(mayBeAnswered(link, { ...NOTHING_SEEN, oldestSent: 32 })).toBe(false);
    expect(mayBeAnswered(link, { ...NOTHING_SEEN, oldestSent: 32, coming: true })).toBe(true);
    expect(mayBeAnswered(link, NOTHING_SEEN)).toBe(false);
  });
});
