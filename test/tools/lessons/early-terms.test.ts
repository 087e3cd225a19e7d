import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Lesson } from "../../../src/lessons/lesson.ts";
import { LESSON_ORDER } from "../../../src/lessons/order.ts";
import { readWords } from "../../../src/lessons/source/markdown.ts";
import { explainedIn, glossaryOf, termsOf } from "../../../src/lessons/terms.ts";
import type { Words } from "../../../src/lessons/words.ts";
import { earlyTerms } from "../../../tools/lessons/early-terms.ts";
import { languagesOf, lessonIn } from "../../../tools/lessons/folder.ts";
import { readExample, readScenario } from "../../lessons/example.ts";

const LANGUAGES = ["en", "de"];

function lessonsIn(language: string): Promise<Lesson[]> {
  return Promise.all(LESSON_ORDER.map((id) => lessonIn("lessons", id, language, readScenario)));
}

describe("the terms of the lessons", () => {
  it("are there in every language", async () => {
    for (const id of LESSON_ORDER)
      expect(await languagesOf("lessons", id)).toEqual(expect.arrayContaining(LANGUAGES));
  });

  it.each(LANGUAGES)("are explained before they are used, in %s", async (language) => {
    expect(earlyTerms(await lessonsIn(language))).toEqual([]);
  });

  it("are explained at the same place in every language, each once, and linked to where there is a term", async () => {
    const [english, german] = await Promise.all(LANGUAGES.map(lessonsIn));
    const places = (lessons: readonly Lesson[]) => lessons.map(({ words }) => [...explainedIn(words)]);
    expect(places(german!)).toEqual(places(english!));
    const ids = glossaryOf(english!).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [id] of places(english!).flat()) expect(ids).toContain(id);
    expect(ids.length).toBeGreaterThan(15);
  });

  it("are those of the glossary, and lessons use no other of its terms but as plain English", async () => {
    const known = glossaryTerms();
    const lessons = await lessonsIn("en");
    for (const { names } of glossaryOf(lessons)) expect(known).toContain(names[0]);
    const own = new Set(glossaryOf(lessons).map(({ names }) => names[0]));
    const unexplained = known.filter((name) => !own.has(name) && !PLAIN.has(name));
    const asTerms = [{ ...lessons[0]!, words: wordsExplaining(unexplained) }];
    // Whoever explains them behind all lessons is told of every lesson that used one before.
    expect(earlyTerms([...lessons, ...asTerms])).toEqual([]);
  });
});

/** Words that everybody knows, although they stand in the glossary with a narrower meaning. */
const PLAIN = new Set(
  "host West East source destination link cut heal migration move strategy silence completed recovered stayed held lost crash pause seal beat downtime".split(
    " ",
  ),
);

/** All terms of the glossary, and the words for what is drawn. */
function glossaryTerms(): string[] {
  const rows = readFileSync("docs/glossary.md", "utf8")
    .split("\n")
    .filter((line) => /^\| [^-]/.test(line) && !line.startsWith("| Term "));
  return rows.flatMap((row) => {
    const [term, meaning] = row.slice(2, -2).split(" | ");
    const drawn = [...meaning!.matchAll(/\*\*([^*]+)\*\*/g)].map(([, word]) => word!.replace(/s$/, ""));
    return [...term!.split(", "), ...drawn];
  });
}

function wordsExplaining(names: readonly string[]): Words {
  const ids = names.map((_, index) => `term${"a".repeat(index + 1)}`.slice(0, 32));
  const links = names.map((name, index) => `[${name}](#term/${ids[index]})`).join(" ");
  const terms = names.map((name, index) => `## term.${ids[index]}\n**${name}**: x`).join("\n\n");
  return readWords(`# Last\n\n## hint.3\n${links}\n\n${terms}\n`, "en", "last.md");
}

describe("the check of terms", () => {
  const TERM = "\n## term.fault\n**page fault** (**faulted pages**): the guest touches what is not there.\n";
  const explained = ["Try 20", "Try [page faults](#term/fault) 20"] as const;

  it("finds a term that is used before its explanation: its name, its plural, another name, in an expression", async () => {
    for (const used of ["page fault", "Page faults", "faulted pages", '{{ "page faults" + "." }}']) {
      const lesson = await readExample(["It does run", `After ${used} it does run`], explained, [
        "MiB/s.\n",
        `MiB/s.\n${TERM}`,
      ]);
      expect(earlyTerms([lesson]).join()).toContain("stands in idea.none before it is explained");
    }
  });

  it("finds it within the paragraph that explains it, but not behind that, nor within another word", async () => {
    const early = await readExample(
      ["Try 20", "A page fault is a [page fault](#term/fault) 20"],
      ["MiB/s.\n", `MiB/s.\n${TERM}`],
    );
    expect(earlyTerms([early])).toHaveLength(1);
    const late = await readExample(
      ["Try 20", "Webpage faulty [page fault](#term/fault) or page faults 20"],
      ["MiB/s.\n", `MiB/s.\n${TERM}`],
    );
    expect(earlyTerms([late])).toEqual([]);
  });

  it("reads what a term is called and means", async () => {
    const { words } = await readExample(explained, ["MiB/s.\n", `MiB/s.\n${TERM}`]);
    expect(termsOf(words)).toEqual([
      {
        id: "fault",
        names: ["page fault", "faulted pages"],
        meaning: "the guest touches what is not there.",
      },
    ]);
  });

  it.each([
    ["## term.fault\n**page fault** what it is\n", "does not say what a term means"],
    ["## term.fault\npage fault: it is\n", "does not say what a term means"],
    ["## term.fault\n**page fault**: {{ number(pages, 0) }}\n", "does not say what a term means"],
    ["## term.fault\n**page fault**: one\n\ntwo\n", "does not say what a term means"],
    ["## term.hole\n**hole**: one\n", "is of a term that nothing explains"],
  ])("refuses what is no term: %s", async (section, told) => {
    await expect(readExample(explained, ["MiB/s.\n", `MiB/s.\n\n${section}`])).rejects.toThrow(told);
  });
});
