/**
 * Cuts the two fonts of the lab down to the letters it uses. Run from the repository's root after changing TEXT or
 * the font packages: `npx tsx src/view/fonts/subset.ts`. The results are committed, so nobody else needs to.
 */
import { readFileSync, writeFileSync } from "node:fs";
// @ts-expect-error: the package brings no types.
import subsetFont from "subset-font";

/** Printable ASCII, and the few signs beyond it that the lab's words and numbers need. */
const TEXT = `${Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("")}\u00a0°·×–—‘’“”…−≠≤≥µé`;

const FONTS = [
  {
    from: "@fontsource/newsreader/files/newsreader-latin-500-normal.woff2",
    to: "newsreader-500.woff2",
  },
  {
    from: "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
    to: "source-sans-3.woff2",
  },
];

for (const { from, to } of FONTS) {
  const whole = readFileSync(`node_modules/${from}`);
  const part = await subsetFont(whole, TEXT, { targetFormat: "woff2" });
  writeFileSync(new URL(to, import.meta.url), part);
  console.log(`${to}: ${whole.length} -> ${part.length} bytes`);
}
