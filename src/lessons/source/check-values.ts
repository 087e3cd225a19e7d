import { t } from "../../language/words.ts";
import { quote } from "../../text/quote.ts";
import type { Expressions } from "../expression.ts";
import { valuesIn } from "../said.ts";
import type { Words } from "../words.ts";
import { BadLessonError, told } from "./bad-lesson.ts";

/** Every expression in words has a value that can be read. Throws a {@link BadLessonError}. */
export function checkValues({ sections }: Words, expressions: Expressions, file: string): void {
  for (const { blocks } of Object.values(sections))
    for (const { expression, line } of valuesIn(blocks)) {
      const type = told(() => expressions.typeOf(expression, t`the value`), file, line);
      if (!["string", "int", "double", "dyn"].includes(type))
        throw new BadLessonError(
          file,
          line,
          t`${quote(expression)} is of type ${type}; allowed is text or a number.`,
        );
    }
}
