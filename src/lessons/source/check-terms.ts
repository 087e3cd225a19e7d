import { t } from "../../language/words.ts";
import { explainedIn, termIn, termOf } from "../terms.ts";
import type { Words } from "../words.ts";
import { BadLessonError } from "./bad-lesson.ts";

/**
 * Each term that a lesson says the meaning of is explained in it, and its meaning is plain: it is read where no run is. Throws a
 * {@link BadLessonError}.
 */
export function checkTerms(words: Words, file: string): void {
  const explained = explainedIn(words);
  for (const [name, { line, blocks }] of Object.entries(words.sections)) {
    const id = termOf(name);
    if (id === null) continue;
    if (!termIn(id, blocks))
      throw new BadLessonError(
        file,
        line,
        t`"## ${name}" does not say what a term means; allowed is one paragraph such as "**stun**: the guest stands still", with no expression and no link in it.`,
      );
    if (!explained.has(id))
      throw new BadLessonError(
        file,
        line,
        t`"## ${name}" is of a term that nothing explains; allowed is one with a link to it, such as [${id}](#term/${id}), where its words are read first.`,
      );
  }
}
