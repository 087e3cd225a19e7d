import { fetchOwn } from "../../../browser/own-files.ts";
import { isInOwnFolder } from "../../../experiment/own-folder.ts";
import { t } from "../../../language/words.ts";
import type { GivenFile } from "../../../lessons/source/open-lesson.ts";
import { named } from "../../../text/quote.ts";

/** The text of a file beside the page, in the lab's own folder. Rejects with the reason where there is none. */
export async function textBeside(path: string, base: string): Promise<GivenFile> {
  if (!isInOwnFolder(path))
    throw new Error(
      t`The address names ${named(path)}; allowed is the path of a file in the lab's own folder, such as lessons/my-lesson.md.`,
    );
  const answer = await fetchOwn(new URL(path, base)).catch(() => null);
  const isPage = answer?.headers.get("content-type")?.startsWith("text/html") ?? false;
  if (!answer?.ok || isPage) throw new Error(t`There is no file ${named(path)} beside the page.`);
  return { name: path.slice(path.lastIndexOf("/") + 1), content: new Uint8Array(await answer.arrayBuffer()) };
}
