import type { Lesson } from "../../src/lessons/lesson.ts";
import { valuesIn } from "../../src/lessons/said.ts";
import { BadLessonError } from "../../src/lessons/source/bad-lesson.ts";
import type { LessonHead } from "../../src/lessons/words.ts";

/** What a list shows of a lesson, whose words lie in `file`. Throws a `BadLessonError` where that needs a run. */
export function headOf({ id, words }: Lesson, file: string): LessonHead {
  const question = words.sections.question!.blocks;
  const [value] = valuesIn(question);
  if (value)
    throw new BadLessonError(
      file,
      value.line,
      `the question of the list has the expression "${value.expression}"; allowed is text, for no run is there yet.`,
    );
  return { id, language: words.language, title: words.title, question };
}
