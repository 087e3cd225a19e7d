import { expect, test } from "vitest";
import type { TraceEvent, TraceKind } from "../../src/trace/event.ts";
import { EventLog } from "../../src/trace/event-log.ts";
import { Trace } from "../../src/trace/trace.ts";
import { traceEvent } from "../support/trace-event.ts";

const eventAt = (tick: number, kind: TraceKind = "answered") => traceEvent(tick, "West", kind);

function traceOf(events: readonly TraceEvent[], most?: number): Trace {
  const trace = new Trace(new EventLog(most));
  for (const event of events) trace.add(event);
  return trace;
}

test("a log without a bound keeps everything", () => {
  const events = Array.from({ length: 5000 }, (_, tick) => eventAt(tick));
  const trace = traceOf(events);
  expect([trace.count, trace.leftOut, trace.events.length]).toEqual([5000, 0, 5000]);
});

test("what a guest says without end gives way to what happens to the migration, and is counted", () => {
  const story = Array.from({ length: 50 }, (_, index) => eventAt(index * 1000, "round"));
  const talk = Array.from({ length: 100_000 }, (_, tick) => eventAt(tick));
  const all = [...story, ...talk].sort((one, other) => one.tick - other.tick);
  const trace = traceOf(all, 1000);
  expect(trace.events.length).toBeLessThanOrEqual(1000);
  expect(trace.events.filter(({ kind }) => kind === "round")).toEqual(story);
  expect(trace.events.at(-1)).toBe(all.at(-1));
  expect(trace.leftOut).toBe(all.length - trace.events.length);
  expect(trace.log.bytes).toBeLessThanOrEqual(1000 * 220);
});

test("where everything is of the migration, the earliest goes; many pages and long texts weigh more", () => {
  const events = Array.from({ length: 4000 }, (_, tick) =>
    traceEvent(tick, "West", "applied", { pages: Array.from({ length: 240 }, (_, page) => page) }),
  );
  const trace = traceOf(events, 1000);
  expect(trace.events.length).toBeLessThanOrEqual(100);
  expect(trace.events.length).toBeGreaterThan(50);
  expect(trace.events.at(-1)).toBe(events.at(-1));
});

test("a run that goes back finds its recorded future, with what was left out", () => {
  const events = Array.from({ length: 3000 }, (_, tick) => eventAt(tick));
  const trace = traceOf(events, 1000);
  const { events: atEnd, leftOut } = trace;
  trace.rewind(2950);
  expect(trace.events.at(-1)).toBe(events[2949]);
  for (const event of events.slice(2950)) trace.add({ ...event });
  expect([trace.events, trace.leftOut, trace.count]).toEqual([atEnd, leftOut, 3000]);
  trace.rewind(10);
  expect([trace.events, trace.leftOut]).toEqual([[], 10]);
  for (const event of events.slice(10)) trace.add({ ...event });
  expect([trace.events, trace.leftOut]).toEqual([atEnd, leftOut]);
});

test("what is new since an event is found however much of the log is left out meanwhile", () => {
  const trace = traceOf(
    Array.from({ length: 990 }, (_, tick) => eventAt(tick)),
    1000,
  );
  const { count } = trace;
  for (let tick = 990; tick < 1020; tick++) trace.add(eventAt(tick));
  expect(trace.events.length).toBeLessThan(count);
  expect(trace.since(count).map(({ tick }) => tick)).toEqual(Array.from({ length: 30 }, (_, at) => 990 + at));
});

test("another future leaves the recorded one as it was", () => {
  const events = Array.from({ length: 10 }, (_, tick) => eventAt(tick));
  const trace = traceOf(events);
  const recorded = trace.log;
  trace.rewind(4);
  trace.follow(recorded.upTo(4));
  trace.add(eventAt(99, "cutLink"));
  expect(trace.events.map(({ tick }) => tick)).toEqual([0, 1, 2, 3, 99]);
  trace.follow(recorded);
  trace.rewind(10);
  expect(trace.events).toEqual(events);
});

test("a log that was taken from another one counts what the two share once", () => {
  const { log } = traceOf(Array.from({ length: 1000 }, (_, tick) => eventAt(tick)));
  const parted = log.upTo(900);
  expect(parted.bytes).toBeLessThan(log.bytes / 10);
  const before = parted.bytes;
  for (let tick = 900; tick < 1000; tick++) parted.add(eventAt(tick));
  expect(parted.bytes - before).toBeGreaterThan(log.bytes / 11);
});

test("a log that has left out what it shared counts all that it has", () => {
  const { log } = traceOf(
    Array.from({ length: 900 }, (_, tick) => eventAt(tick, "round")),
    1000,
  );
  const parted = log.upTo(900);
  for (let tick = 900; tick < 3000; tick++) parted.add(eventAt(tick, "round"));
  const whole = new EventLog();
  for (const event of parted.events) whole.add(event);
  expect(parted.bytes).toBe(whole.bytes);
});
