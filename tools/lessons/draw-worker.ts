import { fileURLToPath } from "node:url";
import { BadExpressionError } from "../../src/lessons/expression.ts";
import type { Lesson } from "../../src/lessons/lesson.ts";
import { BadScenarioError } from "../../src/scenario/bad-scenario.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { serveOrders } from "../process-pool.ts";
import type { DrawOrder } from "./draws.ts";
import { lessonAt, scenariosIn } from "./folder.ts";
import { type Played, playLesson } from "./play.ts";

// The entry of a pool's process: it plays the others like lessons that it is told, in English.

const readScenario = scenariosIn(fileURLToPath(new URL("../../public/scenarios/", import.meta.url)));
const LESSONS = fileURLToPath(new URL("../../lessons/", import.meta.url));
const known = new Map<string, Promise<readonly [Lesson, Scenario]>>();

async function opened(name: string): Promise<readonly [Lesson, Scenario]> {
  const lesson = await lessonAt(LESSONS, name, readScenario);
  return [lesson, await readScenario(lesson.data.scenario)];
}

/** That an expression has no value in its run, or a draw is no scenario, is wrong with the lesson, and no end of all plays. */
serveOrders(async ({ lesson: name, number }: DrawOrder): Promise<Played> => {
  const read = known.get(name) ?? opened(name);
  known.set(name, read);
  const [lesson, base] = await read;
  try {
    return await playLesson(lesson, base, new Map(), number);
  } catch (error) {
    if (!(error instanceof BadExpressionError || error instanceof BadScenarioError)) throw error;
    return { plays: 1, wrong: [`${lesson.id}: ${error.message}`], truth: null };
  }
});
