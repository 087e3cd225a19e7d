import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const VIEW = new URL("../../../src/view/", import.meta.url);

/** What a rule says about a side of the screen that should be one of the text: start or end. */
const PHYSICAL = [
  /(?<![-\w])(margin|padding|border)-(left|right)\b/,
  /(?<![-\w])border-(top|bottom)-(left|right)-radius\b/,
  /(?<![-\w])(text-align|float): (left|right)\b/,
  // Half of the width is the same from either side, where a translation follows.
  /(?<![-\w])(left|right): (?!50%)/,
  // Four values name the sides clockwise; only where both sides are alike is that the same in a mirror.
  /(?<![-\w])(margin|padding|inset): [^\s(;]+ ([^\s(;]+) [^\s(;]+ (?!\2;)[^\s(;]+;/,
];

/** The style sheets, and the styles of the components. */
function styles(): [file: string, css: string][] {
  const files = readdirSync(VIEW, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => /\.(css|svelte)$/.test(file))
    .map((file) => {
      const text = readFileSync(new URL(file, VIEW), "utf8");
      const css = file.endsWith(".css") ? text : (/<style>.*<\/style>/s.exec(text)?.[0] ?? "");
      return [file, css];
    });
}

test("a page that is written from right to left is mirrored: no style names a side of the screen", () => {
  const all = styles();
  expect(all.length).toBeGreaterThan(60);
  const found = all.flatMap(([file, css]) =>
    css
      .split("\n")
      .filter((line) => PHYSICAL.some((side) => side.test(line)))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});
