import { expect, test } from "vitest";
import { lineageOf } from "../../../src/timeline/lineage.ts";
import { leftOutWords, sentWords } from "../../../src/view/inside/lineage-words.ts";
import { traceEvent } from "../../support/trace-event.ts";

const sent = (tick: number) => traceEvent(tick, "West", "send", { what: "pages", parcel: tick, pages: [7] });

test("a page's story says how often it was sent, and is sure of it where the log is complete", () => {
  expect(sentWords(lineageOf({ events: [sent(1)], leftOut: 0 }, 7))).toBe(
    "Sent once by link, 0 times by file.",
  );
});

test("a page's story says that events were left out, and counts from below then", () => {
  const lineage = lineageOf({ events: [sent(1), sent(2)], leftOut: 12_345 }, 7);
  expect(sentWords(lineage)).toBe("Sent at least 2 times by link, at least 0 times by file.");
  expect(leftOutWords(lineage)).toBe("12,345 events of the run are left out; this page may be in them");
});
