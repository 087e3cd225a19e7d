/** Lessons that somebody has opened here. A tab keeps their texts, so that a page that is loaded again has them. */
import { enclosedText } from "../../../browser/own-files.ts";
import type { Store } from "../../../lab/environment.ts";
import type { LoadScenario } from "../../../lab/load-scenario.ts";
import { localeHere } from "../../../language/locale.ts";
import type { Lesson } from "../../../lessons/lesson.ts";
import type { GivenFile } from "../../../lessons/source/open-lesson.ts";
import { pathOfOwn } from "../../../one-file/enclosed.ts";
import { forgetSitting } from "./kept-sitting.ts";

/** Where a tab keeps nothing they are there until the page is left. */
const texts = new Map<string, readonly GivenFile[]>();

const keyOf = (id: string) => `quick-resume-lab own lesson ${id}`;

/** The files of a lesson may have notes and pictures beside them. */
const IS_OF_LESSON = /(^|\/)(lesson\.yaml|[^/]+\.md)$/;

/**
 * Opens a lesson from its files anew, and keeps it. Resolves with its name; rejects with a `BadLessonError`, whose message
 * names file, line, what is wrong and what is allowed.
 */
export async function openOwn(files: readonly GivenFile[], tab: Store, load: LoadScenario): Promise<string> {
  const its = files.length === 1 ? files : files.filter(({ name }) => IS_OF_LESSON.test(name));
  const { id } = await read(its, load);
  const kept = its.map(({ name, content }) => ({ name, content: textOf(content) }));
  texts.set(id, kept);
  tab.write(keyOf(id), JSON.stringify(kept));
  forgetSitting(tab, id);
  return id;
}

/** A lesson that was opened here; null where there is none of that name. Rejects where it cannot be read. */
export async function ownLesson(id: string, tab: Store, load: LoadScenario): Promise<Lesson | null> {
  const files = await ownFiles(id, tab);
  return files && read(files, load);
}

/** The texts of a lesson that was opened here, or with which this page was saved; null where there is none of that name. */
export async function ownFiles(id: string, tab: Store): Promise<readonly GivenFile[] | null> {
  const kept = texts.get(id);
  return kept ?? JSON.parse(tab.read(keyOf(id)) ?? (await enclosedText(pathOfOwn(id))) ?? "null");
}

/** The reader of YAML and that of Markdown are loaded only now. */
async function read(files: readonly GivenFile[], load: LoadScenario): Promise<Lesson> {
  const [{ openLesson }, { scenariosBy }] = await Promise.all([
    import("../../../lessons/source/open-lesson.ts"),
    import("../../../lessons/source/check-scenarios.ts"),
  ]);
  return openLesson(
    files,
    localeHere().slice(0, 2),
    scenariosBy((file) => load(`scenarios/${file}`)),
  );
}

function textOf(content: string | Uint8Array): string {
  return typeof content === "string" ? content : new TextDecoder().decode(content);
}
