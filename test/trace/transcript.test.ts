import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runToEnd } from "../../src/report/run-to-end.ts";
import type { TraceEvent, TraceKind } from "../../src/trace/event.ts";
import { pageRanges, transcriptOf } from "../../src/trace/transcript.ts";
import { openLab } from "../support/lab.ts";
import { traceEvent } from "../support/trace-event.ts";

const FOLDER = fileURLToPath(new URL("../simulation/transcripts/", import.meta.url));
const SEPARATOR = "\n----\n";

/** Stories are rewritten only on purpose: REWRITE=1 npx vitest run --project core test/trace/transcript.test.ts */
const isRewriting = process.env.REWRITE === "1";

const stories = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".txt"))
  .map((file) => {
    const [scenario = "", ...rest] = readFileSync(FOLDER + file, "utf8").split(SEPARATOR);
    return { file, scenario, expected: rest.join(SEPARATOR) };
  });

async function tell(scenario: string): Promise<string> {
  const lab = await openLab(JSON.parse(scenario));
  const { outcome, identical, message, invariants } = await runToEnd(lab);
  const verdict = { true: "identical to the twin", false: "different from the twin", null: "not compared" };
  const end = `${outcome}, ${verdict[`${identical}`]}${message ? `: ${message}` : ""}`;
  return `${transcriptOf(lab.run.trace.events)}${[...invariants, end].join("\n")}\n`;
}

describe("the transcript of a named story", () => {
  for (const { file, scenario, expected } of stories)
    it(`${file.replace(".txt", "").replaceAll("-", " ")} is as it was written down`, async () => {
      const transcript = await tell(scenario);
      if (isRewriting) writeFileSync(FOLDER + file, `${scenario}${SEPARATOR}${transcript}`);
      else expect(transcript).toBe(expected);
    });

  it("is told of at least seven stories, each short enough to be read", () => {
    expect(stories.length).toBeGreaterThanOrEqual(7);
    for (const { file, expected } of stories)
      expect(expected.split("\n").length, file).toBeLessThanOrEqual(150);
  });
});

describe("a transcript", () => {
  it("leaves signs of life out and tells neighbours together", () => {
    const event = <Kind extends TraceKind>(
      tick: number,
      kind: Kind,
      detail: Partial<TraceEvent<NoInfer<Kind>>>,
    ) => traceEvent(tick, "West", kind, detail);
    const transcript = transcriptOf([
      event(1_000_000, "send", { what: "alive", parcel: 2 }),
      event(2_000_000, "send", { what: "pages", parcel: 4, pages: [0, 1, 2] }),
      event(2_500_000, "send", { what: "pages", parcel: 6, pages: [3, 9] }),
      event(3_000_000, "lost", { parcel: 2 }),
      event(12_345_678, "stun", {}),
    ]);
    expect(transcript.split("\n")).toEqual([
      "     2.000  West  sends pages 0-3,9 (2 times)",
      "    12.346  West  the guest is stunned",
      "",
    ]);
  });

  it("writes pages as ranges in the order in which they went", () => {
    expect(pageRanges([5])).toBe("5");
    expect(pageRanges([1, 2, 3, 7, 6, 5, 9])).toBe("1-3,7-5,9");
    expect(pageRanges([])).toBe("");
  });
});
