import type { StartWorker, Store } from "../../lab/environment.ts";
import type { LoadScenario } from "../../lab/load-scenario.ts";
import { instanceAt, lessonExpressions, sightBefore } from "../../lessons/another.ts";
import { type Conditions, conditionsOf } from "../../lessons/class/conditions.ts";
import { type WrongAnswer, wrongAnswers } from "../../lessons/class/wrong-answers.ts";
import type { Expressions, Sight } from "../../lessons/expression.ts";
import type { Instance } from "../../lessons/instance.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import { sightAfter } from "../../lessons/sight.ts";
import type { TeacherNotes } from "../../lessons/teacher.ts";
import { anyLesson } from "../lessons/sitting/any-lesson.ts";
import { LessonRuns } from "../lessons/sitting/lesson-runs.svelte.ts";
import { numbersIn } from "../lessons/sitting/number-words.ts";
import { baseOf } from "../lessons/sitting/opening.ts";
import { teacherNotesOf } from "../lessons/sitting/teacher-catalogue.ts";

/** What the runs of a lesson are made by and its files come from. */
export interface TaughtParts {
  readonly base: string;
  readonly tab: Store;
  readonly load: LoadScenario;
  readonly startWorker: () => Promise<StartWorker>;
}

/** A lesson as somebody has it who is going to teach it: its words, the notes, and what its own runs come to. */
export class Taught {
  readonly lesson: Lesson;
  /** Null for a lesson that has none. */
  readonly notes: TeacherNotes | null;
  readonly conditions: Conditions;
  readonly evidence: { readonly expressions: Expressions; readonly sight: Sight };
  /** Null before the runs are made. */
  answers = $state.raw<readonly WrongAnswer[] | null>(null);
  /** What the answers are told by; before the runs are made nothing of them is known. */
  after = $state.raw<Sight | null>(null);
  /** Why the runs could not be made, in words. */
  failure = $state<string | null>(null);
  readonly #instance: Instance;
  readonly #runs: LessonRuns;

  constructor(
    lesson: Lesson,
    notes: TeacherNotes | null,
    conditions: Conditions,
    instance: Instance,
    runs: LessonRuns,
  ) {
    this.lesson = lesson;
    this.notes = notes;
    this.conditions = conditions;
    this.#instance = instance;
    this.#runs = runs;
    const sight = { ...sightBefore(instance), numberWords: numbersIn(lesson.words.language) };
    this.evidence = { expressions: lessonExpressions(lesson.data), sight };
  }

  /** How far the present run is, from 0 to 1; null where none is under way. */
  get share(): number | null {
    return this.#runs.share;
  }

  /** The text of an expression in the notes, which names only what is known before a run. */
  readonly say = (expression: string): string => {
    const { expressions, sight } = this.evidence;
    return String(expressions.evaluate(expression, sight));
  };

  /** The text of an expression in words that are read after the runs. */
  readonly sayAfter = (expression: string): string =>
    this.after ? String(this.evidence.expressions.evaluate(expression, this.after)) : "–";

  /** Makes the lesson's own runs, and tells by them which answers are wrong and what shows it. */
  async makeRuns(): Promise<void> {
    const { data, words } = this.lesson;
    try {
      const sight = await sightAfter(
        this.#instance,
        (scenario) => this.#runs.factsOf(scenario),
        numbersIn(words.language),
      );
      this.answers = wrongAnswers(data, this.evidence.expressions, sight);
      this.after = sight;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  close(): void {
    this.#runs.close();
  }
}

/** A lesson to be taught; null where there is none of that name. Rejects where a part cannot be loaded. */
export async function taughtLesson(id: string, parts: TaughtParts): Promise<Taught | null> {
  const { base, tab, load, startWorker } = parts;
  const [lesson, notes] = await Promise.all([anyLesson(id, tab, load), teacherNotesOf(id)]);
  if (!lesson) return null;
  const scenario = await baseOf(lesson.data, load);
  return new Taught(
    lesson,
    notes,
    conditionsOf(lesson.data, scenario),
    instanceAt(lesson.data, scenario, null),
    new LessonRuns(base, startWorker),
  );
}
