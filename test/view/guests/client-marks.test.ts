import { expect, test } from "vitest";
import type { RequestFrame } from "../../../src/client/request.ts";
import { MILLISECOND, SECOND } from "../../../src/clock/tick.ts";
import { countsOf, gapOf, marksOf, spokenOf } from "../../../src/view/guests/client-marks.ts";

const SPAN = 4 * SECOND;

/** A request sent and answered at milliseconds. */
function request(sent: number, answered: number | null, more: Partial<RequestFrame> = {}): RequestFrame {
  const answeredAt = answered === null ? null : answered * MILLISECOND;
  const base = { operation: "get" as const, key: 0, late: false, lost: false };
  return { id: sent, sentAt: sent * MILLISECOND, answeredAt, ...base, ...more };
}

test("every request on the strip has a mark with its outcome, where it was sent", () => {
  const recent = [
    request(500, 502),
    request(5000, 5500, { late: true }),
    request(6000, null, { lost: true }),
    request(7000, null),
  ];
  const marks = marksOf(recent, 8 * SECOND, SPAN);
  expect(marks.map(({ outcome, at }) => [outcome, at])).toEqual([
    ["late", 0.25],
    ["lost", 0.5],
    ["waits", 0.75],
  ]);
});

test("a longer wait stands higher, up to a limit", () => {
  const recent = [request(5000, 5002), request(5100, 5600), request(5200, null), request(1, null)];
  const [short, long, longest] = marksOf(recent, 8 * SECOND, SPAN).map(({ wait }) => wait);
  expect(short).toBeLessThan(long!);
  expect(long).toBeLessThan(longest!);
  expect(longest).toBe(1);
});

test("a gap lies between two answers and is named", () => {
  const recent = [request(5000, 5010), request(5100, 5980), request(6000, 6010)];
  expect(gapOf(recent, 7 * SECOND, SPAN)).toEqual({ from: 0.5025, to: 0.745, words: "0.97 s" });
});

test("a gap goes on while requests wait", () => {
  const recent = [request(5000, 5010), request(5100, null)];
  expect(gapOf(recent, 7 * SECOND, SPAN)).toMatchObject({ to: 1, words: "1.99 s" });
  expect(gapOf([request(6000, null)], 7 * SECOND, SPAN)).toMatchObject({ from: 0.75, words: "1.00 s" });
});

test("a short pause, a gap that has passed and a silent client are none", () => {
  expect(gapOf([request(5000, 5010), request(5030, 5100)], 7 * SECOND, SPAN)).toBeNull();
  expect(gapOf([request(100, 110), request(200, 2000)], 7 * SECOND, SPAN)).toBeNull();
  expect(gapOf([], 7 * SECOND, SPAN)).toBeNull();
});

test("the counts beside the strip are the report's, and what is not answered yet waits, however long", () => {
  const client = { sent: 1200, answered: 1100, late: 40, lost: 60, "longest-gap": 0 };
  expect(countsOf(client)).toEqual({ sent: 1200, inTime: 1060, late: 40, lost: 60, waiting: 40 });
  expect(spokenOf(client, null)).toBe(
    "1,200 requests sent, 1,060 answered in time, 40 late, 60 lost, 40 waiting",
  );
  const [overdue] = marksOf([request(6000, null, { late: true })], 8 * SECOND, SPAN);
  expect(overdue!.outcome).toBe("waits");
});
