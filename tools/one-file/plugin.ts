/**
 * Lets the built page be saved as one HTML file, which runs from a memory stick: beside the page lies a list of what it is made of,
 * and of where its scripts name each other. The page itself puts the parts together (`src/one-file`), out of what its browser
 * has already.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
import type { Plugin } from "vite";
import { FOLDER } from "../../src/one-file/enclosed.ts";
import { PARTS, type Parts, type ScriptPart } from "../../src/one-file/parts.ts";
import { editsOf } from "./edits.ts";
import { savedPage } from "./saved-page.ts";

/** How Vite's function begins that fetches ahead what a later part needs. */
const PRELOAD = /function preload\((\w+), \w+, (\w+)\) \{/;
/** What no saved page needs: words that no reader reads. */
const LEFT_OUT = /-pseudo-/;

/** The plugin for the project at `root`. */
export function oneFileParts(root: string): Plugin {
  let folder = "";
  return {
    name: "one-file-parts",
    apply: "build",
    configResolved({ build }) {
      folder = resolve(root, build.outDir);
    },
    transform: {
      filter: { id: /vite\/preload-helper\.js$/ },
      handler(code) {
        if (!PRELOAD.test(code)) throw new Error("Vite's preload has changed; look how saved pages skip it.");
        // A saved page has all of it.
        const skip = `if ($2?.startsWith(${JSON.stringify(FOLDER)})) return $1();`;
        return { code: code.replace(PRELOAD, `$& ${skip}`), map: null };
      },
    },
    async writeBundle() {
      writeFileSync(join(folder, PARTS), JSON.stringify(await partsOf(root, folder)));
    },
  };
}

/** The build in `folder` as a page needs to know it that is to save itself. */
async function partsOf(root: string, folder: string): Promise<Parts> {
  const text = (file: string) => readFileSync(join(folder, file), "utf8");
  const files = (part: string, end: string) =>
    readdirSync(join(folder, part))
      .filter((file) => file.endsWith(end) && !LEFT_OUT.test(file))
      .map((file) => `${part}/${file}`);
  const page = text("index.html");
  const first = [...page.matchAll(/href="\.\/(assets\/[^"]+\.css)"/g)].map(([, file]) => file!);
  const entry = /<script type="module"[^>]* src="\.\/([^"]+)"/.exec(page)?.[1];
  if (!entry) throw new Error("The built page names no script.");
  const scripts = files("assets", ".js").map(
    async (file): Promise<ScriptPart> => ({ file, edits: await editsOf(file, text(file)) }),
  );
  return {
    page: savedPage(page, beginning(root), text("icon.svg")),
    entry,
    scripts: await Promise.all(scripts),
    styles: [...new Set([...first, ...files("assets", ".css")])],
    files: [...files("assets", ".wasm"), ...files("guests", ".elf"), ...files("scenarios", ".json")],
  };
}

/** The script with which a saved page begins. */
function beginning(root: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(root, "src/entries/one-file.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2023",
  });
  return outputFiles[0]!.text.trim();
}
