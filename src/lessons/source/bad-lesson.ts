import { BadScenarioError } from "../../scenario/bad-scenario.ts";
import { BadExpressionError } from "../expression.ts";

/** A file of a lesson in which something is wrong. The message names the file, the line, what is wrong and what is allowed. */
export class BadLessonError extends Error {
  override name = "BadLessonError";
  readonly file: string;
  /** From 1 on. */
  readonly line: number;

  constructor(file: string, line: number, wrong: string) {
    super(`${file}:${line}: ${wrong}`);
    this.file = file;
    this.line = line;
  }
}

/** Does something, and says of what goes wrong where that stands. Throws a {@link BadLessonError}. */
export function told<Made>(make: () => Made, file: string, line: number): Made {
  try {
    return make();
  } catch (error) {
    if (error instanceof BadExpressionError || error instanceof BadScenarioError)
      throw new BadLessonError(file, line, error.message);
    throw error;
  }
}
