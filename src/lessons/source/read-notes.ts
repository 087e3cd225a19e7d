import { t } from "../../language/words.ts";
import { quote } from "../../text/quote.ts";
import type { Expressions } from "../expression.ts";
import { SLIDE_KINDS, type SlideKind } from "../plans.ts";
import type { Asked, TeacherNotes } from "../teacher.ts";
import type { Block, Words } from "../words.ts";
import { BadLessonError } from "./bad-lesson.ts";
import { checkValues } from "./check-values.ts";
import { readWords } from "./markdown.ts";
import type { SourceFile } from "./read-lesson.ts";

const GOAL = "goal";
/** The sections of notes; further questions and answers have further numbers. */
const NAMES = [GOAL, ...SLIDE_KINDS.map((kind) => `say.${kind}`), "asked.1", "answer.1"];
const ASKED = /^(asked|answer)\.([1-9]\d?)$/;

/**
 * The teacher's notes of a lesson, whose `expressions` they may use. The title of the file is for whoever writes it. Throws a
 * {@link BadLessonError}.
 */
export function readNotes(
  { name, text, language }: SourceFile & { readonly language: string },
  expressions: Expressions,
): TeacherNotes {
  const words = readWords(text, language, name);
  const reader = new NotesReader(words, name);
  reader.checkNames();
  checkValues(words, expressions, name);
  return { language, goal: reader.blocks(GOAL), say: reader.say(), asked: reader.asked() };
}

class NotesReader {
  readonly #sections: Words["sections"];
  readonly #file: string;

  constructor({ sections }: Words, file: string) {
    this.#sections = sections;
    this.#file = file;
  }

  checkNames(): void {
    for (const [name, { line, blocks }] of Object.entries(this.#sections)) {
      if (!NAMES.includes(name) && !ASKED.test(name))
        throw new BadLessonError(
          this.#file,
          line,
          t`${quote(`## ${name}`)} is no section; allowed is one for each of ${NAMES.join(", ")}.`,
        );
      if (blocks.length === 0)
        throw new BadLessonError(this.#file, line, t`"## ${name}" is empty; allowed are words below it.`);
    }
  }

  /** The blocks of a section that there must be; `line` is where it is missed. */
  blocks(name: string, line = 1): readonly Block[] {
    const section = Object.hasOwn(this.#sections, name) ? this.#sections[name] : undefined;
    if (section) return section.blocks;
    throw new BadLessonError(
      this.#file,
      line,
      t`there is no section "## ${name}"; allowed is one for each of ${NAMES.join(", ")}.`,
    );
  }

  say(): TeacherNotes["say"] {
    const said = SLIDE_KINDS.map((kind) => [kind, this.blocks(`say.${kind}`)]);
    return Object.fromEntries(said) as Record<SlideKind, readonly Block[]>;
  }

  /** Questions and answers by their numbers, which go from 1 on without a gap; there is one at least. */
  asked(): Asked[] {
    const numbers = Object.entries(this.#sections).flatMap(([name, { line }]) => {
      const [, , number] = ASKED.exec(name) ?? [];
      return number === undefined ? [] : [{ number: Number(number), line }];
    });
    const most = Math.max(1, ...numbers.map(({ number }) => number));
    return Array.from({ length: most }, (_, index) => {
      const number = index + 1;
      const line = numbers.find((each) => each.number >= number)?.line;
      const [question, answer] = ["asked", "answer"].map((kind) => this.blocks(`${kind}.${number}`, line));
      return { question: question!, answer: answer! };
    });
  }
}
