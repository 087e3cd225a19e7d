import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handInText } from "../../../src/handin/hand-in-file.ts";
import { HEADER } from "../../../src/handin/table.ts";
import { lessonAt, ownLessonAt } from "../../../tools/lessons/folder.ts";
import { Verifier } from "../../../tools/verify/verify-file.ts";
import { exampleText, readScenario } from "../../lessons/example.ts";
import { handInOf } from "../../support/made-hand-in.ts";

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hand-ins-"));
  for (const [index, id] of ["what-moves", "cut-the-link"].entries()) {
    const lesson = await lessonAt("lessons", id, readScenario);
    const verifier = new Verifier({ lesson: async () => lesson, readScenario });
    const handIn = await handInOf(id, await verifier.measureFor(lesson), { number: 7, name: `N. ${index}` });
    writeFileSync(join(folder, `${index}.json`), handInText(handIn));
  }
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** The command with its output and how it ended. */
async function verify(...texts: string[]) {
  const command = ["tools/run.mjs", "tools/cli/verify.ts", ...texts];
  const linesOf = (stdout: string): string[] => stdout.trimEnd().split("\n");
  return promisify(execFile)(process.execPath, command).then(
    ({ stdout }) => ({ code: 0, lines: linesOf(stdout), said: "" }),
    ({ code, stdout, stderr }) => ({ code: code as number, lines: linesOf(stdout), said: String(stderr) }),
  );
}

describe("npm run -s verify", () => {
  it("prints a header and a line for each file of a folder, and ends with 0 where all are genuine", async () => {
    const { code, lines } = await verify(folder, "--again");
    expect(code).toBe(0);
    expect(lines[0]).toBe(HEADER);
    expect(lines.slice(1).map((line) => line.replace(/,[0-9a-f]{8,},/, ",HASH,"))).toEqual([
      expect.stringMatching(/0\.json,what-moves,N\. 0,(\d) of \1,1 of 1,,HASH,[\d.]+,no,$/),
      expect.stringMatching(/1\.json,cut-the-link,N\. 1,3 of 3,1 of 1,,HASH,0\.133,no,$/),
    ]);
  }, 60_000);

  it("prints the same again from what it kept, and what was changed since is run again", async () => {
    const { lines } = await verify(folder);
    expect(lines).toEqual((await verify(folder)).lines);
    const forged = join(folder, "1.json");
    writeFileSync(forged, readFileSync(forged, "utf8").replace("N. 1", "N. 2"));
    const { code, lines: after } = await verify(folder);
    expect(code).toBe(1);
    expect(after[1]).toBe(lines[1]);
    expect(after[2]).toMatch(/,N\. 2,.*,yes,it was changed by hand: its checksum is not its own$/);
  }, 60_000);

  it("tells of a file that is none or not there, and ends with 1", async () => {
    writeFileSync(join(folder, "broken.txt"), "{");
    const { code, lines } = await verify(join(folder, "broken.txt"), join(folder, "nowhere.json"));
    expect(code).toBe(1);
    expect(lines[1]).toContain("no JSON object");
    expect(lines[2]).toContain("there is no such file");
  }, 60_000);

  it("knows a lesson of somebody's own by its file, and what it kept is of that file", async () => {
    const path = join(folder, "cable.md");
    writeFileSync(path, await exampleText());
    const lesson = await ownLessonAt(path, readScenario);
    const verifier = new Verifier({ lesson: async () => lesson, readScenario });
    const { id } = lesson;
    writeFileSync(join(folder, "own.txt"), handInText(await handInOf(id, await verifier.measureFor(lesson))));
    expect((await verify(join(folder, "own.txt"))).lines[1]).toContain(`no lesson ${id} here`);
    const known = await verify(join(folder, "own.txt"), "--lesson", path);
    expect(known.lines[1]).toMatch(new RegExp(`,${id},.*,no,$`));
    expect(known.code).toBe(0);
    writeFileSync(path, (await exampleText()).replace('most: "80"', 'most: "90"'));
    expect((await verify(join(folder, "own.txt"), "--lesson", path)).lines[1]).toContain(
      "another version of this lesson",
    );
  }, 120_000);

  it("refuses a wrong command in words", async () => {
    expect(await verify()).toMatchObject({ code: 2, said: expect.stringContaining("Give the files") });
    expect(await verify("--lesson", "nowhere.md")).toMatchObject({
      code: 2,
      said: expect.stringContaining("nowhere.md"),
    });
    expect(await verify("--loud")).toMatchObject({ code: 2, said: expect.stringContaining("--loud") });
  }, 60_000);
});
