/**
 * Makes the font files of the lab; Newsreader is cut into the letters of English, and the others. Run from the repository's root after changing `ranges.ts` or
 * the font packages: `node tools/run.mjs src/view/design/fonts/subset.ts`. The results are committed, so nobody else needs to.
 */
import { readFileSync, writeFileSync } from "node:fs";
// @ts-expect-error: the package brings no types.
import subsetFont from "subset-font";
import { BASIC, unicodeRange, WESTERN } from "./ranges.ts";

const NEWSREADER = "@fontsource/newsreader/files/newsreader-latin-500-normal.woff2";
const NEWSREADER_EXT = "@fontsource/newsreader/files/newsreader-latin-ext-500-normal.woff2";
const SOURCE_SANS = "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2";
const SOURCE_SANS_EXT = "@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2";

/** Reads a file of an npm package. */
function read(path: string): Buffer {
  return readFileSync(`node_modules/${path}`);
}

function write(name: string, bytes: Uint8Array): void {
  writeFileSync(new URL(name, import.meta.url), bytes);
  console.log(`${name}: ${bytes.length} bytes`);
}

const cut = (letters: string) => subsetFont(read(NEWSREADER), letters, { targetFormat: "woff2" });
write("newsreader-500.woff2", await cut(BASIC));
write("newsreader-500-western.woff2", await cut(WESTERN));
write("newsreader-500-ext.woff2", read(NEWSREADER_EXT));
// "Source" is a trademark: a changed font would have to go by another name, so this one stays as it is.
write("source-sans-3.woff2", read(SOURCE_SANS));
write("source-sans-3-ext.woff2", read(SOURCE_SANS_EXT));
console.log(`the ranges for faces.css:\n${unicodeRange(BASIC)}\n${unicodeRange(WESTERN)}`);
