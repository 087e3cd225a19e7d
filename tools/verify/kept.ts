/** What came of files that were verified before, so that an interrupted table goes on where it was. */
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
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
