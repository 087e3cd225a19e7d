import { expect, test } from "vitest";
import type { TraceEvent, TraceKind } from "../../../src/trace/event.ts";
import { eventWords, logLines } from "../../../src/view/inside/event-words.ts";
import { barName, latencyBars } from "../../../src/view/inside/latency.ts";
import { traceEvent } from "../../support/trace-event.ts";

const event = <Kind extends TraceKind>(
  kind: Kind,
  detail: Partial<TraceEvent<NoInfer<Kind>>> = {},
  who: TraceEvent["who"] = "West",
) => traceEvent(1_000_000, who, kind, detail);

test.each<[TraceEvent, string | null]>([
  [event("send", { what: "pages", pages: [7] }), "sends page 7"],
  [event("send", { what: "pages", pages: [3, 4, 5, 9] }), "sends 4 pages (3-5,9)"],
  [event("send", { what: "alive" }), null],
  [event("effect", { what: "createFile" }), "mailbox created"],
  [event("store", { what: "writeChunk", pages: [1, 2] }), "writes 2 pages (1-2) to the mailbox"],
  [event("store", { what: "readChunk" }), "asks for letters"],
  [event("faulted", { page: 1590, access: "read" }), "the guest waits for page 1,590"],
  [event("served", { page: 3, stalled: 12_340_000 }), "page 3 came after 12.3 ms"],
  [event("cutLink", {}, "lab"), "the link is cut"],
  [event("send", { what: "down" }), "tells that it holds the link to be down"],
  [event("store", { what: "readHeads" }), null],
])("%j is told as %j", (given, words) => expect(eventWords(given)).toBe(words));

test("a machine is called by its name, whichever way the guest moves", () => {
  const crash = (place: "West" | "East") => event("crashSource", { place }, "lab");
  expect([eventWords(crash("West")), eventWords(crash("East"))]).toEqual(["West crashes", "East crashes"]);
  const back = event("migrate", { migration: 2, from: "East", to: "West" }, "lab");
  expect(eventWords(back)).toBe("East begins to move the guest to West");
});

test("the log begins with the latest, leaves signs of life out and ends somewhere", () => {
  const events = [
    event("stun"),
    event("send", { what: "alive" }),
    event("resume", {}, "East"),
    event("cutLink", {}, "lab"),
  ];
  expect(logLines(events, "all", 9).map(({ words }) => words)).toEqual([
    "the link is cut",
    "the guest runs",
    "the guest is stunned",
  ]);
  expect(logLines(events, "East", 9)).toHaveLength(1);
  expect(logLines(events, "all", 2)).toHaveLength(2);
});

test("waits are counted by their length", () => {
  const waits = [0.5, 1, 1.5, 40, 5000].map((ms) => event("served", { page: 1, stalled: ms * 1e6 }));
  const bars = latencyBars([...waits, event("stun")]);
  expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(5);
  expect(bars[0]).toEqual({ upTo: 1, count: 2 });
  expect(bars.map(barName).slice(-2)).toEqual(["1 s", "more"]);
  expect(bars.at(-1)?.count).toBe(1);
});
