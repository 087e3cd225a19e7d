import { describe, expect, it } from "vitest";
import { LESSON_ORDER } from "../../../src/lessons/order.ts";
import { isOwnLesson } from "../../../src/lessons/own.ts";
import { BadLessonError } from "../../../src/lessons/source/bad-lesson.ts";
import { type GivenFile, openLesson } from "../../../src/lessons/source/open-lesson.ts";
import { exampleText, readScenario } from "../example.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const open = (files: readonly GivenFile[], language = "en") => openLesson(files, language, readScenario);

/** The example's data, and its words. */
async function parts(): Promise<{ data: string; words: string }> {
  const [, data, words] = (await exampleText()).split(/^---$/m);
  return { data: data!, words: words! };
}

/** What is told of files that are no lesson. */
async function told(files: readonly GivenFile[]): Promise<string> {
  const error = await open(files).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(BadLessonError);
  return (error as BadLessonError).message;
}

describe("a lesson of somebody's own", () => {
  it("opens from one file: as text, as bytes, with whatever ends its lines, with a mark of its encoding", async () => {
    const text = await exampleText();
    const lesson = await open([{ name: "My Lesson 2.md", content: text }]);
    expect(lesson.id).toBe("own-my-lesson-2");
    for (const content of [bytes(text), text.replaceAll("\n", "\r\n"), bytes(`\uFEFF${text}`)])
      expect(await open([{ name: "My Lesson 2.md", content }])).toEqual(lesson);
  });

  it("opens from text alone, which has no name", async () => {
    expect((await open([{ name: "", content: await exampleText() }])).id).toBe("own-lesson");
  });

  it("is never taken for one of the lab's", async () => {
    const { id } = await open([{ name: "what-moves.md", content: await exampleText() }]);
    expect(isOwnLesson(id)).toBe(true);
    expect(LESSON_ORDER.some(isOwnLesson)).toBe(false);
  });

  it("says in its data in which language its words are where they stand in the same file", async () => {
    const text = (await exampleText()).replace("version: 1", "version: 1\nlanguage: de");
    expect((await open([{ name: "x.md", content: text }])).words.language).toBe("de");
  });

  it("opens from a folder, in the language of the page, else in English, else in one that there is", async () => {
    const { data, words } = await parts();
    const files: GivenFile[] = [
      { name: "waiting/lesson.yaml", content: bytes(data) },
      { name: "waiting/de.md", content: bytes(words.replace("# Waiting for pages", "# Warten")) },
      { name: "waiting/notes.txt", content: new Uint8Array([0xff, 0xfe]) },
      { name: "waiting/old/en.md", content: "# Old" },
    ];
    const english = { name: "waiting/en.md", content: words };
    expect((await open([...files, english], "de")).words).toMatchObject({ language: "de", title: "Warten" });
    expect((await open([...files, english], "fr")).words.language).toBe("en");
    expect((await open(files, "fr")).words.language).toBe("de");
    expect((await open(files)).id).toBe("own-waiting");
  });

  it("is refused where its files are not those of one lesson", async () => {
    const { data, words } = await parts();
    const yaml = { name: "a/lesson.yaml", content: data };
    expect(await told([])).toContain("lesson.yaml:1: there is no such file; allowed is one lesson.yaml");
    expect(
      await told([
        { name: "a/en.md", content: words },
        { name: "a/de.md", content: words },
      ]),
    ).toContain("there is no such file");
    expect(await told([yaml])).toContain("a/lesson.yaml:1: there are no words beside it; allowed is");
    expect(await told([yaml, { name: "b/en.md", content: words }])).toContain("no words beside it");
    expect(await told([yaml, { ...yaml, name: "b/lesson.yaml" }])).toContain(
      "b/lesson.yaml:1: it is a second lesson.yaml",
    );
    const german = { ...yaml, content: data.replace("version: 1", "version: 1\nlanguage: de") };
    expect(await told([german, { name: "a/en.md", content: words }])).toMatch(
      /^a\/lesson\.yaml:3: language is "de"; allowed is none/,
    );
  });

  it("is refused where a file is no text, or too long to be a lesson", async () => {
    expect(await told([{ name: "x.md", content: new Uint8Array([0x2d, 0xff, 0xff]) }])).toContain(
      "x.md:1: it is no text in UTF-8; allowed is such text",
    );
    expect(await told([{ name: "x.md", content: new Uint8Array(250_000) }])).toContain("allowed are 200000");
    expect(await told([{ name: "x.md", content: `${await exampleText()}${"x".repeat(60_000)}` }])).toContain(
      "allowed are 50000",
    );
    const many = Array.from({ length: 300 }, (_, index) => ({ name: `${index}.txt`, content: "" }));
    expect(await told(many)).toContain("there are 300 files; allowed are 200");
  });
});

describe("what a lesson of a stranger's may cost", () => {
  const change = async (what: string, by: string) => {
    const text = await exampleText();
    expect(text).toContain(what);
    return told([{ name: "x.md", content: text.replace(what, () => by) }]);
  };

  it.each([
    ["a guest that is a file", "guest.ramMiB: 1,", "guest.image: evil.elf,", "fetches nothing"],
    ["a guest in a whole", "guest.ramMiB: 1,", 'guest: { image: "evil.elf" },', "fetches nothing"],
    ["a guest that is drawn", "migration.strategy: {", "guest.kernel: {", "fetches nothing"],
    ["a guest that is unlocked", "unlock: [", "unlock: [guest.image, ", "fetches nothing"],
    ["a guest of the solution", "link.bandwidthMiBps: 20", "guest.initrd: x", "fetches nothing"],
    ["a run without end", "untilMs: 6000", "untilMs: 300001", "set.untilMs comes to 300001 ms for 1 runs"],
    [
      "a large memory",
      "guest.ramMiB: 1,",
      "guest.ramMiB: 512,",
      "comes to 512 MiB for 1 runs; allowed are 256",
    ],
    [
      "many runs",
      "let:",
      `others: { ${Array.from({ length: 25 }, (_, at) => `run${at}: {}`).join(", ")} }\nlet:`,
      "an object of at most 24 fields",
    ],
    [
      "runs that are long together",
      "let:",
      "others: { a: { untilMs: 200000 }, b: { untilMs: 200000 } }\nlet:",
      "comes to 406000 ms for 3 runs; allowed are 300000 ms together",
    ],
    [
      "a range upside down",
      "{ of: [quickResume, stopAndCopy] }",
      "{ from: 3, to: 1, step: 1 }",
      'allowed is a "to" that is no less',
    ],
    ["data that is nested without end", "let: {", `let: ${"[".repeat(9000)}{`, "nested too deeply"],
    ["data that is nested in one line", "let: {", `let:\n  ${"- ".repeat(9000)}{`, "nested too deeply"],
    ["lists in lists", "Try 20", `${"- ".repeat(12)}20`, "nested more deeply"],
    ["lists without end", "Try 20", `${"- ".repeat(20_000)}20`, "nested too deeply"],
    ["quotations without end", "Try 20", `${"> ".repeat(20_000)}20`, "nested too deeply"],
    ["emphasis in emphasis", "Try 20", `${"*a **b ".repeat(5)}c${" d** e*".repeat(5)}`, "nested more deeply"],
    ["many expressions", "Try 20", "{{ 1 }} ".repeat(301), "too many expressions"],
    [
      "many sections",
      "## hint.3",
      `${Array.from({ length: 121 }, (_, at) => `## s${at}\nx\n`).join("")}## hint.3`,
      "one more section",
    ],
    ["marks of the reader's own", "Try 20", "Try \uE0000\uE001", "a character of private use"],
    ["an expression in a heading", "# Waiting", "# {{ 1 }} Waiting", "an expression in a heading"],
    ["an expression in code", "Try 20", "`{{ 1 }}`", "an expression in code"],
  ])("is bounded: %s", async (_, what, by, why) => {
    expect(await change(what, by)).toContain(why);
  });
});
