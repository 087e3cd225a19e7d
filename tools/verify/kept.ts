/** What came of files that were verified before, so that an interrupted table goes on where it was. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Row } from "../../src/handin/table.ts";

export class KeptRows {
  readonly #folder: string;
  readonly #edition: string;

  /** Rows are kept in `folder`; `edition` changes with whatever may judge otherwise. */
  constructor(folder: string, edition: string) {
    this.#folder = folder;
    this.#edition = edition;
  }

  /** Rows that stand only beside these lessons of somebody's own, as they are now. Rejects where one cannot be read. */
  async beside(lessons: readonly string[]): Promise<KeptRows> {
    if (lessons.length === 0) return this;
    const digest = createHash("sha256").update(this.#edition);
    for (const path of lessons)
      for (const file of await filesAt(path)) digest.update("\0").update(await readFile(file));
    return new KeptRows(this.#folder, digest.digest("hex"));
  }

  /** The row of a file as it is now; null where that was not verified yet. */
  async of(path: string): Promise<Row | null> {
    try {
      const row = JSON.parse(await readFile(await this.#placeOf(path), "utf8")) as Row;
      return { ...row, file: path };
    } catch {
      return null;
    }
  }

  /** Keeps a row. Where there is no room for it the file is verified again another time. */
  async keep(row: Row): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(await this.#placeOf(row.file), JSON.stringify(row));
    } catch {
      // The table is whole without it.
    }
  }

  async #placeOf(path: string): Promise<string> {
    const content = await readFile(path);
    const name = createHash("sha256").update(this.#edition).update("\0").update(content).digest("hex");
    return join(this.#folder, `${name}.json`);
  }
}

/** A file, or those that lie in a folder, by their names. */
async function filesAt(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(path, name))
    .sort();
}
