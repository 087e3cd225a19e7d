import { describe, expect, it } from "vitest";
import { BadLessonError } from "../../../src/lessons/source/bad-lesson.ts";
import { readLesson, readLessonFile } from "../../../src/lessons/source/read-lesson.ts";
import { exampleText, readExample, readScenario } from "../example.ts";

/** The line of the example, from 1 on, on which something first stands. */
async function lineOf(text: string): Promise<number> {
  const lines = (await exampleText()).split("\n");
  return lines.findIndex((line) => line.includes(text)) + 1;
}

describe("a lesson", () => {
  it("is read from one file, or from a file of data and one of words", async () => {
    const one = await readExample();
    expect(one.words.title).toBe("Waiting for pages");
    const [, data, words] = (await exampleText()).split(/^---$/m);
    const two = await readLesson(
      "example",
      { name: "lesson.yaml", text: data! },
      { name: "en.md", text: words!, language: "en" },
      readScenario,
    );
    expect(two.data).toEqual(one.data);
    expect(Object.keys(two.words.sections)).toEqual(Object.keys(one.words.sections));
  });

  /** What is replaced by what, and what is told: what is wrong, and what is allowed. */
  const wrong: readonly (readonly [name: string, what: string, by: string, told: readonly string[]])[] = [
    ["an unknown field", "unlock:", "unlocked:", ["unlocked is not a field of a lesson", "allowed is"]],
    ["another version", "version: 1", "version: 2", ["version is 2", "allowed is 1"]],
    ["an unknown kind of question", "kind: choice", "kind: quiz", ["ask", "quiz", "allowed is"]],
    ["a name that is none", "id: wait,", "id: Wait?,", ["Wait?", "begins with a small letter"]],
    ["an unknown misconception", "M2", "M99", ["M99", "M1, "]],
    ["no YAML", "unlock: [link", "unlock: [[link", ["allowed is YAML"]],
    ["a field that stands twice", "version: 1", "version: 1\nversion: 1", ["unique"]],
    [
      "an unknown scenario",
      "scenario: quick-resume",
      "scenario: nothing",
      ['scenario is "nothing"', "public/scenarios"],
    ],
    [
      "a scenario from elsewhere",
      "scenario: quick-resume",
      "scenario: ../x",
      ['"../x"', "allowed is the name"],
    ],
    ["an unknown field of a scenario", "guest.ramMiB: 1", "guest.ram: 1", ["guest.ram", "allowed"]],
    [
      "a value that a scenario does not allow",
      "guest.ramMiB: 1,",
      "guest.ramMiB: -3,",
      ["guest.ramMiB is -3", "1 to 1024"],
    ],
    [
      "a setting beyond its limit",
      "workingSetPages: 100",
      "workingSetPages: 9999",
      ["workingSetPages is 9999", "whole numbers from 1 to"],
    ],
    [
      "a place that is none",
      "unlock: [link.bandwidthMiBps]",
      'unlock: ["link bandwidth"]',
      ["link bandwidth", "the place of a field of a scenario"],
    ],
    [
      "an unlocked place that no scenario has",
      "unlock: [link.bandwidthMiBps]",
      "unlock: [link.bandwidth]",
      ['unlock.0 is "link.bandwidth"', "allowed is"],
    ],
    [
      "a drawn place that no scenario has",
      "draw: { migration.strategy",
      "draw: { migration.way",
      ["migration.way", "allowed"],
    ],
    ["a drawn value that is not allowed", "stopAndCopy]", "jump]", ["jump", "stopAndCopy"]],
    [
      "a solution that is not allowed",
      "link.bandwidthMiBps: 20",
      "link.bandwidthMiBps: -1",
      ["link.bandwidthMiBps is -1", "allowed"],
    ],
    [
      "an expression that is none",
      "right: report.stallTime > 0",
      "right: report.stallTime >",
      ["ask.options.0.right", "report.stallTime >"],
    ],
    [
      "an expression of another type",
      "right: report.stallTime > 0",
      "right: report.stallTime",
      ["of type double", "allowed is bool"],
    ],
    ["an unknown name in an expression", "report.faults > 0", "report.jumps > 0", ["jumps"]],
    ["a wrong named expression", "let: { pages: scenario", "let: { pages: scenery", ["let.pages", "scenery"]],
    ["an unknown name in the words", "{{ number(pages, 0) }}", "{{ number(sides, 0) }}", ["sides"]],
    [
      "a truth value in the words",
      "{{ number(pages, 0) }}",
      "{{ pages > 3 }}",
      ["of type bool", "text or a number"],
    ],
    ["a missing section", "## hint.2\n", "", ['no section "## hint.2"', "allowed is one for each of"]],
    ["an unknown section", "## hint.2", "## hint.9", ["hint.", "allowed is one for each of"]],
    ["a section that stands twice", "## hint.2", "## hint.1", ['a second section "hint.1"', "each once"]],
    ["an empty section", "Yes\n", "", ['"## observe.some" is empty', "words below it"]],
    ["words above all sections", "## question\n", "", ["above all sections", "## section"]],
    ["a second title", "## question", "# Again", ["a heading", "allowed is one"]],
    ["no title", "# Waiting for pages\n", "", ["no title", "# Title"]],
    ["a picture", "Try 20", "![x](https://example.org/x.png) 20", ["(image)", "links within the page"]],
    ["markup", "Try 20", "<b>Try</b> 20", ["(html)", "links within the page"]],
    ["a block of markup", "Try 20 MiB/s.", "<script>alert(1)</script>", ["html", "allowed is"]],
    ["a link to elsewhere", "Try 20", "[Try](https://example.org) 20", ["https://example.org", "#term/stun"]],
    ["a link that is code", "Try 20", "[Try](javascript:alert(1)) 20", ["javascript:alert", "#term/stun"]],
    ["a table or code", "Try 20 MiB/s.", "    indented code", ["(code)", "paragraphs and lists"]],
  ];

  it.each(wrong)(
    "is refused for %s: file, line, what is wrong and what is allowed",
    async (_, what, by, told) => {
      const error = await readExample([what, by]).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(BadLessonError);
      const { message, file, line } = error as BadLessonError;
      expect(file).toBe("example.md");
      expect(message).toMatch(/^example\.md:\d+: /);
      for (const words of told) expect(message).toContain(words);
      expect(line).toBeGreaterThan(0);
    },
  );

  it.each([
    ["unlock:", "unlocked:"],
    ["guest.ramMiB: 1,", "guest.ramMiB: -3,"],
    ["right: report.stallTime > 0", "right: report.stallTime"],
    ["link.bandwidthMiBps: 20", "link.bandwidthMiBps: -1"],
    ["{{ number(pages, 0) }}", "{{ number(sides, 0) }}"],
    ["## observe.never", "## observe.seldom"],
    ["Try 20", "![x](x.png) 20"],
  ])("names the line on which it is wrong: %s", async (what, by) => {
    const line = await lineOf(what);
    const error = await readExample([what, by]).catch((reason: unknown) => reason);
    // A section that is missing has no line, so the one beside it is told where it is the first fault.
    if (what.startsWith("## ")) expect((error as BadLessonError).message).toContain("observe.never");
    else expect((error as BadLessonError).line).toBe(line);
  });

  it("refuses what would grow without end: aliases of data, and texts that are too long", async () => {
    const bomb = "set: &a { guest.ramMiB: 1 }\nothers: { x: *a, y: *a }";
    const set = "set: { guest.ramMiB: 1, guest.settings.workingSetPages: 100, untilMs: 6000 }";
    await expect(readExample([set, bomb])).rejects.toThrow("by an alias; allowed is plain data");
    await expect(readExample(["version: 1", `version: 1 # ${"x".repeat(60_000)}`])).rejects.toThrow(
      /characters; allowed are 20000/,
    );
    await expect(readExample(["Yes", "yes ".repeat(20_000)])).rejects.toThrow(
      /characters; allowed are 50000/,
    );
    await expect(readExample(["report.faults > 0", `${"1 + ".repeat(450)}1 > 0`])).rejects.toThrow(
      BadLessonError,
    );
  });

  it("is refused where it does not begin with data", async () => {
    const read = readLessonFile("x", { name: "x.md", text: "# Words alone" }, readScenario);
    await expect(read).rejects.toThrow(
      'x.md:1: it does not begin with data; allowed is data between two lines "---"',
    );
  });

  it("may have values that are allowed only beside each other", async () => {
    // By itself 1 MiB has no room for the working set of the scenario.
    const lesson = await readExample();
    expect(lesson.data.set).toMatchObject({ "guest.ramMiB": 1, "guest.settings.workingSetPages": 100 });
  });
});
