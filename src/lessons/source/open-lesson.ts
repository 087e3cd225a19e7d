/**
 * Opens a lesson of somebody's own from what was given: one file with data and words, the files of a folder, or text. What
 * does not belong to a lesson is passed over in a folder, for a writer has notes and pictures there.
 */
import { t } from "../../language/words.ts";
import type { Lesson } from "../lesson.ts";
import { OWN } from "../own.ts";
import { BadLessonError } from "./bad-lesson.ts";
import type { ReadScenario } from "./check-scenarios.ts";
import { isTooLong, MOST_CHARACTERS } from "./most.ts";
import { readLesson, readLessonFile, type SourceFile } from "./read-lesson.ts";

/** A file as it was given: its name, perhaps with the folders above it, and what stands in it. */
export interface GivenFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

const DATA = "lesson.yaml";
const WORDS = /^([a-z]{2})\.md$/;

/** More files than this nobody has beside a lesson. */
const MOST_FILES = 200;

/**
 * The lesson in files. Of a folder's words those in `language` are taken, in English where there are none, else in whatever
 * language there are. Rejects with a {@link BadLessonError}, whose message names file, line, what is wrong and what is allowed.
 */
export async function openLesson(
  files: readonly GivenFile[],
  language: string,
  readScenario: ReadScenario,
): Promise<Lesson> {
  const [only] = files;
  if (files.length === 1 && only && baseOf(only.name) !== DATA)
    return readLessonFile(ownId(baseOf(only.name).replace(/\.[^.]*$/, "")), sourceOf(only), readScenario);
  if (files.length > MOST_FILES)
    throw new BadLessonError(DATA, 1, t`there are ${files.length} files; allowed are ${MOST_FILES}.`);
  const data = onlyData(files);
  const folder = folderOf(data.name);
  const words = wordsIn(
    files.filter(({ name }) => folderOf(name) === folder),
    language,
    data.name,
  );
  const id = ownId(baseOf(folder));
  return readLesson(id, sourceOf(data), { ...sourceOf(words.file), language: words.language }, readScenario);
}

function onlyData(files: readonly GivenFile[]): GivenFile {
  const [data, second] = files.filter(({ name }) => baseOf(name) === DATA);
  const allowed = t`one ${DATA} with an en.md beside it, or one file with data and words`;
  if (!data) throw new BadLessonError(DATA, 1, t`there is no such file; allowed is ${allowed}.`);
  if (second) throw new BadLessonError(second.name, 1, t`it is a second ${DATA}; allowed is ${allowed}.`);
  return data;
}

function wordsIn(files: readonly GivenFile[], language: string, data: string) {
  const known = new Map(
    files.flatMap((file) => {
      const [, found] = WORDS.exec(baseOf(file.name)) ?? [];
      return found === undefined ? [] : [[found, file] as const];
    }),
  );
  for (const each of [language, "en", ...[...known.keys()].sort()]) {
    const file = known.get(each);
    if (file) return { file, language: each };
  }
  throw new BadLessonError(
    data,
    1,
    t`there are no words beside it; allowed is a file en.md, de.md and so on.`,
  );
}

/** The text of a file, whatever ends its lines. */
function sourceOf({ name, content }: GivenFile): SourceFile {
  if (typeof content === "string") return { name, text: plain(content) };
  // No character has more than four bytes: what is longer than that need not be read to be refused.
  if (content.length > 4 * MOST_CHARACTERS)
    throw isTooLong(name, content.length, "bytes", 4 * MOST_CHARACTERS);
  try {
    return { name, text: plain(new TextDecoder("utf-8", { fatal: true }).decode(content)) };
  } catch {
    throw new BadLessonError(name, 1, t`it is no text in UTF-8; allowed is such text.`);
  }
}

function plain(text: string): string {
  return text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
}

const baseOf = (name: string): string => name.slice(name.lastIndexOf("/") + 1);
const folderOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf("/")));

/** A name for an address and for what is kept: small letters and digits, and hyphens between. */
function ownId(name: string): string {
  const letters = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-");
  return OWN + (letters.slice(0, 40).replaceAll(/^-+|-+$/g, "") || "lesson");
}
