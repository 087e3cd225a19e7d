/** A few questions that tell whoever knows some of it where to begin. They are judged by the run, as in the lessons. */
import type { Store } from "../../../lab/environment.ts";
import type { LoadScenario } from "../../../lab/load-scenario.ts";
import { instanceAt, lessonExpressions, sightBefore } from "../../../lessons/another.ts";
import type { Instance } from "../../../lessons/instance.ts";
import { judgedAnswer } from "../../../lessons/judge.ts";
import type { Lesson } from "../../../lessons/lesson.ts";
import { LESSON_ORDER } from "../../../lessons/order.ts";
import { saidBlocks } from "../../../lessons/said.ts";
import { sightAfter } from "../../../lessons/sight.ts";
import { anyLesson } from "./any-lesson.ts";
import type { LessonRuns } from "./lesson-runs.svelte.ts";
import { numbersIn } from "./number-words.ts";
import { baseOf } from "./opening.ts";

/** The lessons whose questions are asked, in their order: those that are answered by a choice. */
export const ASKED = ["working-set", "slow-the-guest", "quick-resume", "cut-the-link"] as const;

export interface StartQuestion {
  readonly id: string;
  readonly language: string;
  readonly text: string;
  readonly options: readonly { readonly id: string; readonly text: string }[];
}

interface StartParts {
  readonly runs: Pick<LessonRuns, "factsOf">;
  readonly tab: Store;
  readonly load: LoadScenario;
}

/** The lesson behind the one whose question was answered last; the first where none was. */
export function startAfter(passed: string | null): string {
  const place = passed === null ? -1 : (LESSON_ORDER as readonly string[]).indexOf(passed);
  return LESSON_ORDER[Math.min(place + 1, LESSON_ORDER.length - 1)]!;
}

export class StartTest {
  /** What is asked now; null where nothing is. */
  question = $state.raw<StartQuestion | null>(null);
  /** The lesson to begin with, once that is known. */
  start = $state<string | null>(null);
  /** A run is made that judges the answer. */
  busy = $state(false);
  /** Questions that were answered rightly. */
  passed = $state(0);
  readonly #parts: StartParts;
  #lesson: Lesson | null = null;
  #instance: Instance | null = null;

  constructor(parts: StartParts) {
    this.#parts = parts;
  }

  /** Rejects where the lesson cannot be loaded. */
  async begin(): Promise<void> {
    this.passed = 0;
    this.start = null;
    await this.#ask();
  }

  /** Judges an answer by its run, and asks the next or tells the start. Rejects where the run cannot be made. */
  async answer(option: string): Promise<void> {
    const [lesson, instance] = [this.#lesson, this.#instance];
    if (!lesson || !instance || this.busy) return;
    this.busy = true;
    try {
      const { runs } = this.#parts;
      const sight = await sightAfter(
        instance,
        (scenario) => runs.factsOf(scenario),
        numbersIn(lesson.words.language),
      );
      const { right } = judgedAnswer(lesson.data.ask, option, lessonExpressions(lesson.data), sight);
      if (right) this.passed++;
      if (right && this.passed < ASKED.length) await this.#ask();
      else this.#end();
    } finally {
      this.busy = false;
    }
  }

  #end(): void {
    this.question = null;
    this.start = startAfter(ASKED[this.passed - 1] ?? null);
  }

  async #ask(): Promise<void> {
    const { tab, load } = this.#parts;
    const id = ASKED[this.passed]!;
    const lesson = (await anyLesson(id, tab, load))!;
    const { data, words } = lesson;
    this.#lesson = lesson;
    this.#instance = instanceAt(data, await baseOf(data, load), null);
    const sight = { ...sightBefore(this.#instance), numberWords: numbersIn(words.language) };
    const expressions = lessonExpressions(data);
    const said = (section: string) => saidBlocks(words.sections[section]?.blocks ?? [], expressions, sight);
    const options = data.ask.kind === "choice" ? data.ask.options : [];
    this.question = {
      id,
      language: words.language,
      text: said("ask"),
      options: options.map((option) => ({ id: option.id, text: said(`ask.${option.id}`) })),
    };
  }
}
