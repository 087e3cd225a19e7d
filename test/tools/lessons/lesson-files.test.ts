import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TeacherNotes } from "../../../src/lessons/teacher.ts";
import type { LessonHead } from "../../../src/lessons/words.ts";
import { lessonIn } from "../../../tools/lessons/folder.ts";
import { lessonFiles } from "../../../tools/lessons/lesson-files.ts";
import { readScenario } from "../../lessons/example.ts";

const REPOSITORY = join(import.meta.dirname, "../../..");
let root: string;

/** The module of a file of a lesson, as text; `watched` collects what it is made of. */
async function codeOf(file: string, command: "build" | "serve", watched: string[]): Promise<string | null> {
  const plugin = lessonFiles(root) as unknown as {
    configResolved: (config: object) => void;
    load: { handler: (this: object, id: string) => Promise<{ code: string } | null> };
  };
  plugin.configResolved({ command });
  const result = await plugin.load.handler.call({ addWatchFile: (path: string) => watched.push(path) }, file);
  return result?.code ?? null;
}

/** What the build makes of a file of a lesson; `watched` collects what it looks at again when that changes. */
async function made(file: string, watched: string[] = []): Promise<unknown> {
  const code = await codeOf(file, "build", watched);
  return code && (await evaluated(code)).default;
}

/** What the server of a lesson that is written makes of a file of it; `hot` is what it has of the page. */
async function served(file: string, hot: object): Promise<unknown> {
  const code = (await codeOf(file, "serve", []))!;
  Object.assign(globalThis, { hot });
  return (await evaluated(code.replaceAll("import.meta.hot", "hot"))).default;
}

function evaluated(code: string): Promise<{ default: unknown }> {
  return import(`data:text/javascript,${encodeURIComponent(`${code}//${crypto.randomUUID()}`)}`);
}

const at = (file: string) => join(root, "lessons/what-moves", file);

/** Copies a file of the repository. */
function copy(file: string): void {
  mkdirSync(join(root, dirname(file)), { recursive: true });
  copyFileSync(join(REPOSITORY, file), join(root, file));
}

function change(file: string, from: string, to: string): void {
  const text = readFileSync(at(file), "utf8");
  expect(text).toContain(from);
  writeFileSync(at(file), text.replace(from, to));
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lessons-"));
  mkdirSync(join(root, "lessons/what-moves"), { recursive: true });
  mkdirSync(join(root, "public/scenarios"), { recursive: true });
  for (const file of ["lesson.yaml", "en.md"])
    writeFileSync(at(file), readFileSync(join(REPOSITORY, "lessons/what-moves", file)));
  const scenario = "public/scenarios/quick-resume.json";
  writeFileSync(join(root, scenario), readFileSync(join(REPOSITORY, scenario)));
});
afterEach(() => rmSync(root, { recursive: true }));

describe("the files of a lesson", () => {
  it("become data, words and heads, and are looked at again when one of them changes", async () => {
    const watched: string[] = [];
    expect(await made(at("lesson.yaml"))).toMatchObject({
      scenario: "quick-resume",
      ask: { kind: "number" },
    });
    expect(await made(at("en.md"), watched)).toMatchObject({ language: "en", title: "What moves?" });
    expect(watched.sort()).toEqual([at("en.md"), at("lesson.yaml")]);
    expect(await made(join(root, "elsewhere/lessons/what-moves/lesson.yaml"))).toBeNull();
  });

  it("say of all lessons in their order what a list shows, in a language where a lesson has words in it", async () => {
    for (const file of ["lesson.yaml", "en.md"]) copy(`lessons/quick-resume/${file}`);
    const german = "languages/de/lessons/what-moves.md";
    copy(german);
    expect(await made(join(root, german))).toMatchObject({ language: "de", title: "Was zieht um?" });
    const heads = (await made(`${join(root, german)}?heads`)) as LessonHead[];
    expect(heads.map(({ id, language, title }) => [id, language, title])).toEqual([
      ["what-moves", "de", "Was zieht um?"],
      ["quick-resume", "en", "Quick Resume"],
    ]);
    expect(heads[0]!.question[0]).toMatchObject({ kind: "paragraph" });
  });

  it("become the teacher's notes, which the words in the folder of a language are not", async () => {
    const german = "languages/de/lessons/what-moves.teacher.md";
    for (const file of ["lessons/what-moves/teacher.md", german]) copy(file);
    const watched: string[] = [];
    const notes = (await made(at("teacher.md"), watched)) as TeacherNotes;
    expect(notes).toMatchObject({ language: "en", goal: [{ kind: "paragraph" }] });
    expect(watched.sort()).toEqual([at("lesson.yaml"), at("teacher.md")]);
    expect(await made(join(root, german))).toMatchObject({ language: "de" });
    change("teacher.md", "## goal", "## aim");
    await expect(made(at("teacher.md"))).rejects.toThrow(/^lessons\/what-moves\/teacher\.md:\d+: .*## aim/);
  });

  it("are put into what the page has of them while they are written, and say what is wrong in them", async () => {
    const hot = { data: {}, accept: () => {} };
    const shown = await served(at("en.md"), hot);
    expect(shown).toMatchObject({ title: "What moves?" });
    change("en.md", "# What moves?", "# What moved?");
    expect(await served(at("en.md"), hot)).toBe(shown);
    expect(shown).toMatchObject({ title: "What moved?" });
    change("en.md", "## ask\n", "## asked\n");
    await expect(served(at("en.md"), hot)).rejects.toThrow(/^lessons\/what-moves\/en\.md:\d+: .*## ask/);
  });

  it("end the build with file and line where one of them is wrong", async () => {
    change("lesson.yaml", "refutedAt: at(", "refutedAt: when(");
    await expect(made(at("en.md"))).rejects.toThrow(/^lessons\/what-moves\/lesson\.yaml:\d+: .*when/);
  });

  it("end the build where the question of the list needs a run", async () => {
    change("en.md", "## question\n", "## question\n{{ number(report.downtime, 0) }}\n");
    const told = /^lessons\/what-moves\/en\.md:\d+: the question of the list/;
    await expect(made(`${at("en.md")}?heads`)).rejects.toThrow(told);
    // Who checks lessons is told so before anything is built.
    await expect(lessonIn(join(root, "lessons"), "what-moves", "en", readScenario)).rejects.toThrow(told);
  });
});
