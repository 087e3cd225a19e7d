import { readFile } from "node:fs/promises";
import { readLessonFile } from "../../src/lessons/source/read-lesson.ts";
import { scenariosIn } from "../../tools/lessons/folder.ts";

/** The scenarios that a lesson may begin with. */
export const readScenario = scenariosIn("public/scenarios");

/** What `lessons/README.md` teaches by: the text of a whole lesson. */
export async function exampleText(): Promise<string> {
  const readme = await readFile("lessons/README.md", "utf8");
  const start = "```markdown\n";
  const begin = readme.indexOf(start) + start.length;
  return readme.slice(begin, readme.indexOf("\n```\n", begin) + 1);
}

/** Reads the example after each of the replacements was made in it, which must be there. */
export async function readExample(...replacements: readonly (readonly [string, string])[]) {
  let text = await exampleText();
  for (const [what, by] of replacements) {
    if (!text.includes(what)) throw new Error(`The example does not have "${what}".`);
    text = text.replace(what, () => by);
  }
  return readLessonFile("example", { name: "example.md", text }, readScenario);
}
