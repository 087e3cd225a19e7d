/** What the build says of its own files, so that a page can put them into one (`tools/one-file` writes it as {@link PARTS}). */
export const PARTS = "one-file.json";

/** A build, by the paths of its files below its folder. */
export interface Parts {
  /** The saved page, cut where its nonce belongs, and where what it has with it. */
  readonly page: readonly string[];
  /** The script that the page begins with. */
  readonly entry: string;
  readonly scripts: readonly ScriptPart[];
  /** Style sheets, in the order in which they apply. */
  readonly styles: readonly string[];
  /** What scripts fetch: the machine, guests, scenarios. */
  readonly files: readonly string[];
}

export interface ScriptPart {
  readonly file: string;
  /** What a saved page says in other words, in the order in which it stands in the script. */
  readonly edits: readonly Edit[];
}

/** What stands from one place of a script to another, in UTF-16 letters, and what comes in its place. */
export type Edit = readonly [from: number, to: number, text: string];
