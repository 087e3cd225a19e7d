import { describe, expect, it } from "vitest";
import { runToEnd } from "../../src/report/run-to-end.ts";
import { consoleText, openConsole, print } from "../../src/simulation/parts/console.ts";
import { bytesOf } from "../../src/text/utf8.ts";
import { isOf } from "../../src/trace/event.ts";
import { ECHO, ECHO_RATE } from "../host/echo.ts";
import { openLab } from "../support/lab.ts";

/** Prints pieces of bytes and returns the text, and the lines that were finished on the way. */
function printed(...pieces: readonly (readonly number[])[]) {
  const console = openConsole();
  const lines = pieces.map((bytes) => print(console, { tick: 0, bytes: Uint8Array.from(bytes) }));
  return { text: consoleText(console), lines: lines.filter((line) => line !== null) };
}

describe("what a guest prints", () => {
  it("is UTF-8, wherever a character is split", () => {
    const bytes = [...bytesOf("héllo €\n😀")];
    for (let at = 0; at <= bytes.length; at++)
      expect(printed(bytes.slice(0, at), bytes.slice(at)).text).toBe("héllo €\n😀");
    expect(printed(...bytes.map((byte) => [byte]))).toEqual({ text: "héllo €\n😀", lines: ["héllo €\n"] });
  });

  it("shows what is no UTF-8 as U+FFFD, and all that stands around it", () => {
    expect(printed([0x61, 0xff, 0x62]).text).toBe("a\ufffdb");
    expect(printed([0xe2, 0x82]).text).toBe("\ufffd");
    expect(printed([0xe2, 0x82, 10], [0xac]).text).toBe("\ufffd\n\ufffd");
    expect(printed([0xef, 0xbb, 0xbf, 0x61]).text).toBe("\ufeffa");
    expect(printed([0x00, 0x1b]).text).toBe("\u0000\u001b");
  });
});

describe("a guest that prints without end", () => {
  const line = (text: string) => ({ tick: 0, bytes: Uint8Array.from(bytesOf(text)) });

  it("has its latest lines kept, and it is said how much was left out", () => {
    const console = openConsole(1000);
    const lines = Array.from({ length: 5000 }, (_, index) => `line ${index}\n`);
    for (const each of lines) print(console, line(each));
    const text = consoleText(console);
    const [note, ...rest] = text.split("\n");
    const left = lines.join("").length - rest.join("\n").length;
    expect(note).toBe(`[${left} earlier letters are left out]`);
    expect(lines.join("").endsWith(`\n${rest.join("\n")}`)).toBe(true);
    expect(text.length).toBeLessThan(2100);
    expect(rest.length).toBeGreaterThan(50);
  });

  it("has a line without end told in parts, none of which splits a character", () => {
    const console = openConsole();
    const bytes = [...bytesOf("€".repeat(3000))];
    const parts: string[] = [];
    for (let from = 0; from < bytes.length; from += 1000) {
      const part = print(console, {
        tick: 0,
        bytes: Uint8Array.from(bytes.slice(from, from + 1000)),
        isFull: true,
      });
      if (part !== null) parts.push(part);
    }
    expect(parts.every((part) => /^€+$/.test(part))).toBe(true);
    expect(consoleText(console)).toBe("€".repeat(3000));
  });
});

/** A guest that echoes, on a link that needs most of a second for it. */
const TYPING = {
  version: 1,
  guest: {
    image: "echo",
    ramMiB: 1,
    instructionsPerSecond: ECHO_RATE,
    input: [
      { atMs: 100, text: "héllo €\n" },
      { atMs: 199, text: "na\u00ef" },
      { atMs: 1500, text: "ve 😀\n" },
    ],
  },
  link: { bandwidthMiBps: 2 },
  migration: { startMs: 200, heartbeatMs: 100 },
  untilMs: 3000,
};

it.each(["stopAndCopy", "preCopy", "postCopy", "quickResume", "quickResumeConcurrent"])(
  "what is typed in UTF-8 comes back in UTF-8, in its order, over a %s",
  async (strategy) => {
    const scenario = { ...TYPING, migration: { ...TYPING.migration, strategy } };
    const lab = await openLab(scenario, true, undefined, async () => ECHO);
    const report = await runToEnd(lab);
    expect(report).toMatchObject({ outcome: "completed", identical: true, invariants: [] });
    expect(report.console).toBe("héllo €\nnaïve 😀\n");
    const lines = lab.run.trace.events.filter(isOf("printed")).map(({ text }) => text);
    expect(lines).toEqual(["héllo €\n", "naïve 😀\n"]);
  },
);
