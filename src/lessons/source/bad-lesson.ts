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
