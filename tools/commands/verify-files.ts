/** Hand-ins verified in several processes: what `npm run -s verify` and the package's `quick-resume verify` do. */
import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { HEADER, lineOf, type Row } from "../../src/handin/table.ts";
import { ProcessPool } from "../process-pool.ts";
import type { KeptRows } from "../verify/kept.ts";

/** What verifying needs beside the files. */
export interface VerifyTools {
  /** The entry of the processes that make the runs. */
  readonly worker: string;
  /** What came of files that were verified before. */
  readonly kept: KeptRows;
}

interface Wishes {
  readonly paths: readonly string[];
  /** Of lessons of somebody's own. */
  readonly lessons: readonly string[];
  readonly workers: number;
  readonly again: boolean;
}

function wishesOf(texts: readonly string[]): Wishes {
  const paths: string[] = [];
  const lessons: string[] = [];
  let workers = availableParallelism();
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index]!;
    if (text === "--again") continue;
    if (text === "--workers") {
      workers = Number(texts[++index]);
      if (!(Number.isInteger(workers) && workers >= 1 && workers <= 64))
        throw new Error("--workers takes a whole number from 1 to 64.");
    } else if (text === "--lesson") lessons.push(lessonPath(texts[++index]));
    else if (text.startsWith("--"))
      throw new Error(`There is no option ${text}; allowed are --lesson, --workers and --again.`);
    else paths.push(text);
  }
  if (paths.length === 0) throw new Error("Give the files of hand-ins, or a folder of them.");
  return { paths, lessons, workers, again: texts.includes("--again") };
}

function lessonPath(path: string | undefined): string {
  if (path && existsSync(path)) return path;
  throw new Error(`--lesson takes the file or the folder of a lesson; there is nothing at "${path ?? ""}".`);
}

/** Files as they were given, and those of folders by their names. */
async function filesOf(paths: readonly string[]): Promise<string[]> {
  const lists = paths.map(async (path) => {
    const isFolder = await stat(path).then(
      (entry) => entry.isDirectory(),
      () => false,
    );
    if (!isFolder) return [path];
    const names = (await readdir(path)).filter((name) => name.endsWith(".json")).sort();
    return names.map((name) => join(path, name));
  });
  return (await Promise.all(lists)).flat();
}

/** Prints lines in the order of their files, each as soon as those before it are printed. */
class Table {
  readonly #files: readonly string[];
  readonly #rows = new Map<string, Row>();
  #printed = 0;

  constructor(files: readonly string[]) {
    this.#files = files;
  }

  get isGenuine(): boolean {
    return this.#files.every((file) => this.#rows.get(file)?.problem === "");
  }

  add(row: Row): void {
    this.#rows.set(row.file, row);
    for (; this.#printed < this.#files.length; this.#printed++) {
      const next = this.#rows.get(this.#files[this.#printed]!);
      if (!next) return;
      console.log(lineOf(next));
    }
  }
}

/**
 * Prints a header and one line of comma-separated values a file on standard output, in the order of the files. Gives the
 * exit code: 0 where all are genuine, 1 where one is not. Rejects for a wrong command.
 */
export async function verifyCommand(
  given: readonly string[],
  { worker, kept }: VerifyTools,
): Promise<number> {
  const { paths, lessons, workers, again } = wishesOf(given);
  const files = await filesOf(paths);
  const known = await kept.beside(lessons);
  console.log(HEADER);
  const table = new Table(files);
  const asked: string[] = [];
  for (const file of new Set(files)) {
    const row = again ? null : await known.of(file);
    if (row) table.add(row);
    else asked.push(file);
  }
  const pool = new ProcessPool<string, Row>({ worker, workers, nameOf: (file) => file, texts: lessons });
  await pool.run(asked, (row) => {
    table.add(row);
    void known.keep(row);
  });
  return table.isGenuine ? 0 : 1;
}
