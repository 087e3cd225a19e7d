/**
 * Makes the two font files of the lab; Newsreader is cut down to the letters it uses. Run from the repository's root after changing TEXT or
 * the font packages: `node tools/run.mjs src/view/design/fonts/subset.ts`. The results are committed, so nobody else needs to.
 */
import { readFileSync, writeFileSync } from "node:fs";
// @ts-expect-error: the package brings no types.
import subsetFont from "subset-font";

/** Printable ASCII, and the few signs beyond it that the lab's words and numbers need. */
const TEXT = `${Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("")}\u00a0°·×–—‘’“”…−≠≤≥µé`;

const NEWSREADER = "@fontsource/newsreader/files/newsreader-latin-500-normal.woff2";
const SOURCE_SANS = "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2";

/** Reads a file of an npm package. */
function read(path: string): Buffer {
  return readFileSync(`node_modules/${path}`);
}

function write(name: string, bytes: Uint8Array): void {
  writeFileSync(new URL(name, import.meta.url), bytes);
  console.log(`${name}: ${bytes.length} bytes`);
}

write("newsreader-500.woff2", await subsetFont(read(NEWSREADER), TEXT, { targetFormat: "woff2" }));
// "Source" is a trademark: a changed font would have to go by another name, so this one stays as it is.
write("source-sans-3.woff2", read(SOURCE_SANS));
