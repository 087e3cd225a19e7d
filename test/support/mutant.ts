import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import type { Roles } from "../../tools/explore/roles.ts";
import type { Examination } from "../../tools/fuzz/examine.ts";
import type { LabRunner } from "../../tools/fuzz/lab-run.ts";
import type { ScenarioData } from "../../tools/fuzz/scenario/scenario-data.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** Ignored by git, and inside the project, so that packages are found from it. */
const FOLDER = fileURLToPath(new URL("../../build/mutants/", import.meta.url));

/**
 * A mistake to plant: in `file` of the protocol, or of another folder where it names the whole path, `find`, which
 * stands there exactly once, becomes `replace`.
 */
export interface Mistake {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** What examines whole runs, made of sources of which one has a mistake in it. */
export interface PlantedLab {
  readonly LAB: LabRunner;
  examine(
    runner: LabRunner,
    data: ScenarioData,
    options?: { readonly isWatched?: boolean },
  ): Promise<Examination>;
}

/** What stands for a module's address; a bundle of this file must not replace it here. */
const ADDRESS = ["import", "meta", "url"].join(".");

let planted = 0;

/** The roles of a copy of the protocol with this mistake in it. */
export async function rolesWith(mistake: Mistake): Promise<Roles> {
  return planting<{ ROLES: Roles }>(`export { ROLES } from "./tools/explore/roles.ts";`, mistake).then(
    ({ ROLES }) => ROLES,
  );
}

/** A copy of the whole lab, and of the fuzzer that examines it, with this mistake in it. */
export async function labWith(mistake: Mistake): Promise<PlantedLab> {
  return planting(
    `export { LAB } from "./tools/fuzz/lab-run.ts"; export { examine } from "./tools/fuzz/examine.ts";`,
    mistake,
  );
}

/** The module of an entry at the project's root, with the mistake in what it is made of. */
async function planting<Module>(entry: string, mistake: Mistake): Promise<Module> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: ROOT, loader: "ts" },
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    plugins: [plugin(mistake)],
  });
  const folder = `${FOLDER}${process.pid}-${++planted}/`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}planted.mjs`, outputFiles[0]!.text);
  return import(/* @vite-ignore */ pathToFileURL(`${folder}planted.mjs`).href);
}

/** Plants the mistake while the sources are read, and throws where its file is not read; a module knows where its source lies. */
function plugin(mistake: Mistake): Plugin {
  const place = ROOT + (mistake.file.includes("/") ? mistake.file : `src/migration/${mistake.file}`);
  return {
    name: "plant",
    setup({ onEnd, onLoad }) {
      let isPlanted = false;
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const text = readFileSync(path, "utf8");
        const changed = path === place ? plant(text, mistake) : text;
        isPlanted ||= path === place;
        const address = JSON.stringify(pathToFileURL(path).href);
        return { contents: changed.replaceAll(ADDRESS, address), loader: "ts" };
      });
      onEnd(() => {
        if (!isPlanted)
          throw new Error(`${mistake.file} is no part of what is examined, or has another name now.`);
      });
    },
  };
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
