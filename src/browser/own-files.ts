import { ENCLOSED, type Enclosed, FOLDER } from "../one-file/enclosed.ts";

/** Null where the page lies on a server, with its files beside it. */
const enclosed = (globalThis as { [ENCLOSED]?: Enclosed })[ENCLOSED] ?? null;

/** Whether the page was saved as one file. */
export const isOneFile = enclosed !== null;

/** The language that the page was saved in; null where it was not saved as one file. */
export const savedLanguage: string | null = enclosed?.language ?? null;

/** The address from which the lab's files are named; `page` is that of a page which lies on a server. */
export function folderOf(page: string): string {
  return enclosed ? FOLDER : page;
}

/** One of the lab's own files: from beside the page, or from the page itself where that was saved as one file. Nobody is asked then. */
export async function fetchOwn(address: string | URL): Promise<Response> {
  if (!enclosed) return fetch(address);
  const bytes = enclosed.files[String(address)];
  return bytes === undefined ? new Response(null, { status: 404 }) : fetch(bytes);
}

/** A text that was saved with the page; null where none was. */
export async function enclosedText(path: string): Promise<string | null> {
  if (!enclosed) return null;
  const answer = await fetchOwn(FOLDER + path);
  return answer.ok ? answer.text() : null;
}

/** What a worker's script begins with, so that it has of a saved page what the page has itself. */
export function beginningOfWorkers(): string {
  if (!enclosed) return "";
  return `self.${ENCLOSED}=${JSON.stringify(enclosed)};`;
}
