import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const SOURCES = new URL("../../../src/", import.meta.url);

/** A declaration by which a style moves something, or lets it glide. Ones that switch motion off are none. */
const MOVES = /(?<![-\w])((animation|transition)(-duration)?|scroll-behavior)\s*:\s*(?!\s|none|auto|0s)/;
const ALLOWED = /@media[^{]*prefers-reduced-motion:\s*no-preference/;

/** What a script moves by: it has to ask first. Frames are asked for where something is computed for each of them. */
const SCRIPTED =
  /\.animate\(|behavior: *[^;\n]*"smooth"|from "svelte\/(transition|animate|motion)"|requestAnimationFrame\(|<animate\b/;

/**
 * Frames that are asked for whatever the reader wishes: the run's own time, which waits for a press where less motion is
 * wanted, and the order in which the page is put up, which moves nothing.
 */
const FRAMES = ["lab/playback.svelte.ts", "view/page/App.svelte"];

/** The lines of a sheet that move something outside of a block that asks for the reader's wish. */
function unasked(css: string): string[] {
  const open: boolean[] = [];
  const found: string[] = [];
  for (const [, before, brace] of css.replace(/\/\*.*?\*\//gs, "").matchAll(/([^{};]*)([{};])/g)) {
    if (brace === "{") open.push(ALLOWED.test(before!));
    if (brace !== "{" && MOVES.test(before!) && !open.includes(true)) found.push(before!.trim());
    if (brace === "}") open.pop();
  }
  return found;
}

const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).map((file) =>
  file.replaceAll("\\", "/"),
);
const textOf = (file: string) => readFileSync(new URL(file, SOURCES), "utf8");

describe("who wants less motion gets less", () => {
  test("no style moves anything but where the reader has not asked for less", () => {
    const sheets = files.filter((file) => /\.(css|svelte)$/.test(file));
    const moving = sheets.filter((file) => ALLOWED.test(textOf(file)));
    expect(moving.length).toBeGreaterThan(4);
    const found = sheets.flatMap((file) => {
      const text = textOf(file);
      const css = file.endsWith(".css") ? text : (/<style>(.*)<\/style>/s.exec(text)?.[1] ?? "");
      return unasked(css).map((line) => `${file}: ${line}`);
    });
    expect(found).toEqual([]);
  });

  test("no script moves anything without asking", () => {
    const scripts = files.filter((file) => /^(lab|view|browser|entries)\/.*\.(ts|svelte)$/.test(file));
    const moving = scripts.filter((file) => SCRIPTED.test(textOf(file)));
    const asked = moving.filter((file) =>
      textOf(file).match(/prefers-reduced-motion: reduce|prefersReducedMotion\.current/),
    );
    expect(moving.filter((file) => !asked.includes(file)).sort()).toEqual(FRAMES);
  });

  test("the look finds what moves unasked, and nothing else", () => {
    expect(unasked(".a { color: red; animation: fall 1s; }")).toEqual(["animation: fall 1s"]);
    expect(unasked("@media (min-width: 1em) { .a { transition: top 1s } }")).toEqual(["transition: top 1s"]);
    expect(unasked("@media (prefers-reduced-motion: reduce) { .a { animation: x 1s; } }")).toHaveLength(1);
    expect(unasked("@media (prefers-reduced-motion: no-preference) { .a { animation: x 1s; } }")).toEqual([]);
    expect(unasked(".a { animation: none; animation-duration: 0s; animation-name: x; }")).toEqual([]);
  });
});
