/** Which lessons there are, and their posters: loaded where a lesson is asked for. */
import { lessons } from "virtual:widget-lessons";
import type { Poster } from "../../widget/poster.ts";

/** The poster of a lesson; null, with a warning that names those that are there, where there is none of that name. */
export async function posterOf(name: string): Promise<Poster | null> {
  if (Object.hasOwn(lessons, name)) return (await lessons[name]!.poster()).default;
  const allowed = Object.keys(lessons).join(", ");
  console.warn(
    `quick-resume-lab: lesson=${JSON.stringify(name.slice(0, 80))} is not known; allowed is ${allowed}.`,
  );
  return null;
}
