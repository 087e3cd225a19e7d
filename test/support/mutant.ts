import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Roles } from "../../src/explore/roles.ts";

const SOURCE = fileURLToPath(new URL("../../src/migration/", import.meta.url));
/** Ignored by git, and inside the project, so that its files are compiled like all others. */
const FOLDER = fileURLToPath(new URL("../../build/mutants/", import.meta.url));

/** A mistake to plant: in `file` of the protocol, `find`, which stands there exactly once, becomes `replace`. */
export interface Mistake {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

let planted = 0;

/** The roles of a copy of the protocol with this mistake in it. */
export async function rolesWith(mistake: Mistake): Promise<Roles> {
  const folder = `${FOLDER}${process.pid}-${++planted}/`;
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(SOURCE)) {
    const text = readFileSync(SOURCE + name, "utf8");
    const changed = name === mistake.file ? plant(text, mistake) : text;
    writeFileSync(folder + name, changed.replaceAll('from "../', 'from "../../../src/'));
  }
  const [source, destination] = await Promise.all(
    ["source.ts", "destination.ts"].map(
      (name) => import(/* @vite-ignore */ pathToFileURL(folder + name).href),
    ),
  );
  return { ...source, ...destination };
}

/** Throws unless the snippet stands there exactly once: a mistake that is not planted proves nothing. */
function plant(text: string, { file, find, replace }: Mistake): string {
  const found = text.split(find).length - 1;
  if (found !== 1) throw new Error(`"${find}" stands ${found} times in ${file}, not once.`);
  return text.replace(find, () => replace);
}

/** Removes all copies that this process made. */
export function removeMutants(): void {
  for (let count = 1; count <= planted; count++)
    rmSync(`${FOLDER}${process.pid}-${count}`, { recursive: true, force: true });
}
