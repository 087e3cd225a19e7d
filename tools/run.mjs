// Runs a TypeScript entry in Node: node tools/run.mjs ENTRY.ts [ARGUMENT ...]
//
// The entry and all that it imports are bundled once into build/run and loaded from there while no source has changed,
// so a command costs a fraction of a second before it begins. Packages stay outside and are loaded when they are needed.

import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const RUNNER = fileURLToPath(import.meta.url);
const ROOT = resolve(RUNNER, "../..");

/** What tells whether a file has changed; null where it is gone. */
function stampOf(file) {
  const stat = statSync(resolve(ROOT, file), { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs} ${stat.size}` : null;
}

/** Whether the bundle is there and made of just the files that lie there now. */
function isFresh({ bundle, sources }) {
  if (!existsSync(bundle) || !existsSync(sources)) return false;
  const stamps = JSON.parse(readFileSync(sources, "utf8"));
  return Object.entries(stamps).every(([file, stamp]) => stampOf(file) === stamp);
}

/** A module knows where its source lies, although it runs from the bundle. */
const sourceAddresses = {
  name: "source-addresses",
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replaceAll(
        "import.meta.url",
        JSON.stringify(pathToFileURL(path).href),
      ),
      loader: "ts",
    }));
  },
};

/** Several processes may do this at once, and none may read half a file. */
function writeWhole(file, text) {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, file);
}

async function bundleEntry(entry, { bundle, sources }) {
  const { build } = await import("esbuild");
  const { mkdirSync } = await import("node:fs");
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile: bundle,
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
    sourcesContent: false,
    plugins: [sourceAddresses],
  });
  const inputs = [...Object.keys(metafile.inputs), relative(ROOT, RUNNER)];
  mkdirSync(resolve(bundle, ".."), { recursive: true });
  writeWhole(bundle, outputFiles[0].text);
  writeWhole(sources, JSON.stringify(Object.fromEntries(inputs.map((file) => [file, stampOf(file)]))));
}

/** Where the bundle of an entry lies, and the list of what it was made of. */
function placesOf(entry) {
  const name = relative(ROOT, entry).replaceAll(/[/\\]/g, "-").replace(/\.ts$/, "");
  return { bundle: resolve(ROOT, `build/run/${name}.mjs`), sources: resolve(ROOT, `build/run/${name}.json`) };
}

const entry = resolve(process.argv[2] ?? "");
const places = placesOf(entry);
if (!isFresh(places)) await bundleEntry(entry, places);
process.argv.splice(1, 2, entry);
process.setSourceMapsEnabled(true);
await import(pathToFileURL(places.bundle).href);
