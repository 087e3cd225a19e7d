/** The teacher's notes that are built into the page: one part for each lesson and language, loaded where somebody teaches it. */
import { languageHere } from "../../../language/languages.ts";
import type { TeacherNotes } from "../../../lessons/teacher.ts";

const NOTES = import.meta.glob<TeacherNotes>(
  ["../../../../lessons/*/teacher.md", "../../../../languages/*/lessons/*.teacher.md"],
  { import: "default" },
);

/**
 * The teacher's notes of a lesson in a language, or in English where there are none in that; their `language` says which. Null for
 * a lesson without notes, such as an own one. Rejects where they cannot be loaded.
 */
export async function teacherNotesOf(
  id: string,
  language = languageHere().locale,
): Promise<TeacherNotes | null> {
  const load =
    NOTES[`../../../../languages/${language}/lessons/${id}.teacher.md`] ??
    NOTES[`../../../../lessons/${id}/teacher.md`];
  return load ? load() : null;
}
