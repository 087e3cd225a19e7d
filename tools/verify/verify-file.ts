/** Verifies the hand-in in one file against the lessons of this repository. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { openSimulation } from "../../src/entries/headless.ts";
import type { HandIn } from "../../src/handin/hand-in.ts";
import { BadHandInError, handInFrom, MOST_HAND_IN_BYTES } from "../../src/handin/hand-in-file.ts";
import { problemsOf } from "../../src/handin/problem-words.ts";
import { replayed } from "../../src/handin/replay.ts";
import type { Row } from "../../src/handin/table.ts";
import { type Measure, verified } from "../../src/handin/verify.ts";
import type { RunFacts } from "../../src/lessons/facts.ts";
import type { Lesson } from "../../src/lessons/lesson.ts";
import type { ReadScenario } from "../../src/lessons/source/check-scenarios.ts";
import { BadScenarioError } from "../../src/scenario/bad-scenario.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";

import { lessonAt, lessonNames, ownLessonAt, scenariosIn } from "../lessons/folder.ts";
import { madeRun } from "../lessons/made-run.ts";

/** Where lessons and their scenarios come from. */
export interface Shelf {
  /** The lesson of a name; null where there is none. */
  readonly lesson: (id: string) => Promise<Lesson | null>;
  readonly readScenario: ReadScenario;
}

/**
 * Verifies by the lessons in `lessons` of a folder, by the scenarios in another folder of it, and by the lessons of somebody's
 * own at paths.
 */
export function verifierOf(root: string, scenarios: string, own: readonly string[] = []): Verifier {
  const lessons = join(root, "lessons");
  const readScenario = scenariosIn(join(root, scenarios));
  const owned = Promise.all(own.map((path) => ownLessonAt(path, readScenario)));
  // Whoever asks for a lesson is told; until then nobody listens.
  owned.catch(() => {});
  return new Verifier({
    lesson: async (id) => {
      const found = (await owned).find((lesson) => lesson.id === id);
      if (found) return found;
      return (await lessonNames(lessons)).includes(id) ? lessonAt(lessons, id, readScenario) : null;
    },
    readScenario,
  });
}

/** Verifies files one after another, and makes no run twice. */
export class Verifier {
  readonly #shelf: Shelf;
  readonly #runs = new Map<string, Promise<RunFacts>>();

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  /** The line of a file's hand-in. Whatever is wrong with the file stands in it. */
  async rowOf(path: string): Promise<Row> {
    const nothing = { file: path, lesson: "", name: null, verified: null, changed: false };
    try {
      const { handIn, changed } = handInFrom(await textOf(path));
      const row = { ...nothing, lesson: handIn.lesson, name: handIn.name, changed };
      const lesson = await this.#shelf.lesson(handIn.lesson);
      if (!lesson) return { ...row, problem: noLesson(handIn.lesson) };
      return await this.#judged(row, handIn, lesson);
    } catch (error) {
      if (error instanceof BadHandInError) return { ...nothing, changed: true, problem: error.message };
      throw error;
    }
  }

  /** What hand-ins of a lesson are held against. */
  async measureFor({ data }: Lesson): Promise<Measure> {
    return {
      data,
      base: await this.#shelf.readScenario(data.scenario),
      factsOf: (scenario) => this.#factsOf(scenario),
      replay: async (run) => replayed(await openSimulation(run.scenario, { startsItself: false }), run),
    };
  }

  async #judged(row: Omit<Row, "problem">, handIn: HandIn, lesson: Lesson): Promise<Row> {
    try {
      const found = await verified(handIn, await this.measureFor(lesson));
      return { ...row, verified: found, problem: problemsOf(found.problems, row.changed) };
    } catch (error) {
      if (error instanceof BadScenarioError) return { ...row, problem: error.message };
      throw error;
    }
  }

  #factsOf(scenario: Scenario): Promise<RunFacts> {
    const key = JSON.stringify(scenario);
    const run = this.#runs.get(key) ?? madeRun(scenario);
    this.#runs.set(key, run);
    return run;
  }
}

async function textOf(path: string): Promise<string> {
  const { size } = await stat(path).catch(() => {
    throw new BadHandInError("there is no such file");
  });
  if (size > MOST_HAND_IN_BYTES)
    throw new BadHandInError(`this file has ${size} bytes; a hand-in has at most ${MOST_HAND_IN_BYTES}`);
  return readFile(path, "utf8");
}

/** A lesson of somebody's own is known only where it is given. */
function noLesson(id: string): string {
  return `there is no lesson ${id} here; one of your own is given by --lesson and its file or folder`;
}
