import { fetchOwn } from "../../browser/own-files.ts";
import { routeOfLesson } from "../../lab/address.ts";
import type { Environment } from "../../lab/environment.ts";
import { t } from "../../language/words.ts";
import { isOwnLesson } from "../../lessons/own.ts";
import { pathOfOwn } from "../../one-file/enclosed.ts";
import { oneFile } from "../../one-file/one-file.ts";
import { PARTS, type Parts } from "../../one-file/parts.ts";
import { ownFiles } from "../lessons/sitting/own-lessons.ts";

/** What saving a lesson needs of its page. */
export type Place = Pick<Environment, "base" | "tab" | "languages">;

/**
 * The page as one HTML file that opens with a lesson, in the language that it has here. Tells which share of the parts is
 * there. Rejects with the reason where one of them cannot be had, as without a network on a first visit.
 */
export async function savedLesson(
  { base, tab, languages }: Place,
  id: string,
  tell: (share: number) => void,
): Promise<string> {
  const parts = await partsAt(base);
  const all = parts.scripts.length + parts.styles.length + parts.files.length;
  let there = 0;
  const read = async (file: string) => {
    const bytes = new Uint8Array(await (await answerOf(file, base)).arrayBuffer());
    there++;
    tell(Math.min(1, there / all));
    return bytes;
  };
  const own = isOwnLesson(id) ? await ownFiles(id, tab) : null;
  const wanted = {
    hash: routeOfLesson(id),
    language: languages.here.locale,
    nonce: crypto.getRandomValues(new Uint32Array(4)).join(""),
    beside: own ? { [pathOfOwn(id)]: JSON.stringify(own) } : {},
  };
  return oneFile(parts, wanted, read);
}

async function partsAt(base: string): Promise<Parts> {
  const answer = await answerOf(PARTS, base);
  // A page that is served as it is written answers with itself.
  if (answer.headers.get("content-type")?.startsWith("text/html"))
    throw new Error(t`Only a built lab can be saved: npm run build makes one.`);
  return answer.json();
}

async function answerOf(file: string, base: string): Promise<Response> {
  const answer = await fetchOwn(new URL(file, base)).catch(() => null);
  if (answer?.ok) return answer;
  const reason = answer ? t`status ${answer.status}` : t`the server cannot be reached`;
  throw new Error(t`The lab's file ${file} could not be loaded (${reason}).`);
}
