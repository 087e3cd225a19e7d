import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { Random } from "../../../src/clock/random.ts";
import { sightBefore } from "../../../src/lessons/another.ts";
import { BadExpressionError, Expressions } from "../../../src/lessons/expression.ts";
import { instanceOf } from "../../../src/lessons/instance.ts";
import { saidBlocks } from "../../../src/lessons/said.ts";
import { BadLessonError } from "../../../src/lessons/source/bad-lesson.ts";
import { type GivenFile, openLesson } from "../../../src/lessons/source/open-lesson.ts";
import { exampleText, readScenario } from "../example.ts";
import { mutated } from "./mutants.ts";

/** So many of each; `MUTANTS=2000` tries more. */
const MUTANTS = Number(process.env.MUTANTS ?? 30);

async function givenFiles(): Promise<GivenFile[][]> {
  const example = [{ name: "mine.md", content: await exampleText() }];
  const folders = ["small-file", "what-it-cannot-survive", "never-ends", "choose-a-strategy"].map(
    async (id) => [
      { name: `${id}/lesson.yaml`, content: await readFile(`lessons/${id}/lesson.yaml`, "utf8") },
      { name: `${id}/en.md`, content: await readFile(`lessons/${id}/en.md`, "utf8") },
    ],
  );
  return [example, ...(await Promise.all(folders))];
}

/** Opens a lesson, and all that a page does with it before its run. */
async function use(files: readonly GivenFile[]): Promise<"opened" | "refused"> {
  try {
    const { data, words } = await openLesson(files, "en", readScenario);
    const base = await readScenario(data.scenario);
    const expressions = new Expressions({
      others: Object.keys(data.others),
      let: data.let,
      ask: data.ask.kind,
    });
    const sight = { ...sightBefore(instanceOf(data, base)), numberWords: String };
    for (const { blocks } of Object.values(words.sections))
      try {
        saidBlocks(blocks, expressions, sight);
      } catch (error) {
        if (!(error instanceof BadExpressionError)) throw error;
      }
    return "opened";
  } catch (error) {
    if (!(error instanceof BadLessonError)) throw error;
    expect(error.message).toMatch(/^[^\n]+:\d+: .+/s);
    expect(error.message.length).toBeLessThan(2500);
    return "refused";
  }
}

describe("a lesson in which a few things are wrong", () => {
  it("opens, or is refused with file and line, whatever is wrong", async () => {
    const known = { opened: 0, refused: 0 };
    for (const [index, files] of (await givenFiles()).entries())
      for (let number = 0; number < MUTANTS; number++) {
        const random = Random.seeded(1000 * index + number);
        const which = random.below(files.length);
        const changed = files.map((file, at) =>
          at === which ? { ...file, content: mutated(file.content as string, random) } : file,
        );
        try {
          known[await use(changed)]++;
        } catch (error) {
          throw new Error(`Mutant ${number} of ${files[which]!.name}: ${(error as Error).stack}`);
        }
      }
    // Both kinds are met, or the mutants are of no use.
    expect(known.opened).toBeGreaterThan(MUTANTS / 4);
    expect(known.refused).toBeGreaterThan(MUTANTS);
  });
});
