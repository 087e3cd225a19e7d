/** What a page that was saved as one file has with it. Its own beginning (`src/entries/one-file.ts`) gives it to whatever runs in it. */
export interface Enclosed {
  /** The locale of the page that it was saved from. */
  readonly language: string;
  /** The lab's files by the addresses below {@link FOLDER} that they would have, each as an address of its bytes. */
  readonly files: Readonly<Record<string, string>>;
}

/** The folder in which a saved page's own files are said to lie. Nobody is ever asked for anything there. */
export const FOLDER = "one-file:///";

/** The name of what is enclosed in a saved page, on the page's and its workers' global object. */
export const ENCLOSED = "quickResumeEnclosed";

/** The path of a lesson of one's own in a saved page: its files as JSON. */
export function pathOfOwn(id: string): string {
  return `own-lessons/${id}.json`;
}
