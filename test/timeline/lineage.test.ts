import { beforeAll, describe, expect, test } from "vitest";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { lineageOf } from "../../src/timeline/lineage.ts";
import type { TraceEvent } from "../../src/trace/event.ts";
import { openLab } from "../support/lab.ts";
import { SMALL } from "../support/small.ts";
import { traceEvent } from "../support/trace-event.ts";

describe("the lineage of a page", () => {
  const events = [
    traceEvent(1, "West", "send", { what: "pages", parcel: 2, pages: [4, 5] }),
    traceEvent(2, "East", "applied", { path: "link", pages: [4, 5] }),
    traceEvent(5, "East", "resume"),
    traceEvent(6, "West", "send", { what: "pages", parcel: 9, pages: [5] }),
    traceEvent(7, "lab", "lost", { parcel: 9 }),
    traceEvent(8, "East", "faulted", { page: 5 }),
    traceEvent(9, "West", "store", { what: "writeChunk", pages: [5, 6] }),
  ];

  test("tells how often it was given to which path, and what was lost", () => {
    const lineage = lineageOf({ events, leftOut: 0 }, 5);
    expect(lineage).toMatchObject({ link: 2, file: 1 });
    expect(lineage.steps.map(({ kind }) => kind)).toEqual([
      "sent",
      "arrived",
      "sent",
      "lost",
      "asked",
      "written",
    ]);
  });

  test("is of that page only", () => {
    expect(lineageOf({ events, leftOut: 0 }, 6).steps).toEqual([{ at: 9, kind: "written", path: "file" }]);
    expect(lineageOf({ events, leftOut: 0 }, 77)).toEqual({ steps: [], link: 0, file: 0, leftOut: 0 });
  });
});

describe("in a run whose link is cut", () => {
  let events: readonly TraceEvent[] = [];
  beforeAll(async () => {
    const lab = await openLab({
      ...SMALL,
      faults: [{ kind: "cutLink", at: { phase: "pageIn", afterMs: 20 } }],
    });
    await runToEnd(lab);
    events = lab.run.trace.events;
  });

  test("every page arrives in the end, and some went through the file", () => {
    const all = Array.from({ length: 256 }, (_, page) => lineageOf({ events, leftOut: 0 }, page));
    for (const [page, { steps }] of all.entries())
      expect(steps.findLast(({ kind }) => kind !== "served" && kind !== "freed")?.kind, `page ${page}`).toBe(
        "arrived",
      );
    expect(all.some(({ file }) => file > 0)).toBe(true);
    expect(all.every(({ link, file }) => link + file > 0)).toBe(true);
  });

  test("what came from the file was written into it before", () => {
    for (let page = 0; page < 256; page++) {
      const { steps } = lineageOf({ events, leftOut: 0 }, page);
      for (const [index, step] of steps.entries())
        if (step.kind === "arrived" && step.path === "file")
          expect(
            steps.slice(0, index).some(({ kind }) => kind === "written"),
            `page ${page}`,
          ).toBe(true);
    }
  });
});
