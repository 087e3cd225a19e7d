import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { instanceAt, lessonExpressions, sightBefore } from "../../../src/lessons/another.ts";
import type { Expressions } from "../../../src/lessons/expression.ts";
import { LESSON_ORDER } from "../../../src/lessons/order.ts";
import { SLIDE_KINDS } from "../../../src/lessons/plans.ts";
import { saidBlocks } from "../../../src/lessons/said.ts";
import { BadLessonError } from "../../../src/lessons/source/bad-lesson.ts";
import { readNotes } from "../../../src/lessons/source/read-notes.ts";
import type { TeacherNotes } from "../../../src/lessons/teacher.ts";
import { lessonIn } from "../../../tools/lessons/folder.ts";
import { notesFile } from "../../../tools/lessons/words-file.ts";
import { readExample, readScenario } from "../example.ts";

let expressions: Expressions;
let text: string;

beforeAll(async () => {
  expressions = lessonExpressions((await readExample()).data);
  text = await readFile("lessons/what-moves/teacher.md", "utf8");
});

function read(changed: string): TeacherNotes {
  return readNotes({ name: "teacher.md", text: changed, language: "en" }, expressions);
}

const lineOf = (within: string, what: string) =>
  within.split("\n").findIndex((line) => line.includes(what)) + 1;

describe("the teacher's notes", () => {
  it("have a goal, words for each kind of slide, and questions with their answers", () => {
    const notes = read(text);
    expect(notes.language).toBe("en");
    expect(notes.goal).toHaveLength(1);
    expect(Object.keys(notes.say)).toEqual([...SLIDE_KINDS]);
    expect(notes.asked).toHaveLength(4);
    expect(JSON.stringify(notes.asked[1]!.question)).toContain("Does the guest notice");
    expect(JSON.stringify(notes.asked[1]!.answer)).toContain("Not by itself");
  });

  /** What is replaced by what, what is told, and where: the line of some text, or the first. */
  const wrong: readonly (readonly [
    name: string,
    what: string,
    by: string,
    told: string,
    line: string | null,
  ])[] = [
    ["a section that is none", "## say.run", "## say.runs", '"## say.runs" is no section', "## say.runs"],
    ["a kind without words", "## say.beats", "## asked.9", 'no section "## say.beats"', null],
    ["no goal", "## goal\n", "## answer.5\n", 'no section "## goal"', null],
    ["a question without an answer", "## answer.4", "## answer.5", 'no section "## answer.4"', "## asked.4"],
    ["a gap in the numbers", "## asked.4", "## asked.5", 'no section "## asked.4"', "## asked.5"],
    ["an empty section", "The class can", "\n## asked.5\n\nThe class can", '"## goal" is empty', "## goal"],
    ["an expression of nothing", "East tells", "{{ nothing }} tells", "nothing", "{{ nothing }}"],
    ["a picture", "East tells", "![East](east.png) tells", "there is", "![East]"],
  ];

  it.each(wrong)("are refused with file and line for %s", (_, what, by, told, at) => {
    const changed = text.replace(what, by);
    expect(changed).not.toBe(text);
    expect(() => read(changed)).toThrow(BadLessonError);
    expect(() => read(changed)).toThrow(`teacher.md:${at === null ? 1 : lineOf(changed, at)}: `);
    expect(() => read(changed)).toThrow(told);
  });
});

describe("the notes of the lessons", () => {
  it.each(LESSON_ORDER)("%s can be said before any run is made, in English and in German", async (id) => {
    const lesson = await lessonIn("lessons", id, "en", readScenario);
    const ofLesson = lessonExpressions(lesson.data);
    const base = await readScenario(lesson.data.scenario);
    for (const language of ["en", "de"]) {
      const name = notesFile(id, language);
      const notes = readNotes({ name, text: await readFile(name, "utf8"), language }, ofLesson);
      const all = [notes.goal, ...Object.values(notes.say), ...notes.asked.flatMap(Object.values)];
      expect(notes.asked.length).toBeGreaterThan(1);
      for (const number of [null, 1, 2, 3]) {
        const sight = { ...sightBefore(instanceAt(lesson.data, base, number)), numberWords: String };
        for (const blocks of all) expect(saidBlocks(blocks, ofLesson, sight)).not.toBe("");
      }
    }
  });
});
