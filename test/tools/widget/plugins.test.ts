import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { coloursIn, shadowStyle, withoutLayer } from "../../../tools/widget/plugins.ts";

describe("the style of a shadow root", () => {
  test("names its host, has no rem of the page, and asks nothing of the page's size", () => {
    const css =
      ":root{--a:1.5rem}@media (max-width:60em){p{x:1}q{y:2}}@media (prefers-reduced-motion:no-preference){p{z:3}}p{w:.5rem}";
    expect(shadowStyle(css)).toBe(
      ":host{--a:24px}@media (prefers-reduced-motion:no-preference){p{z:3}}p{w:8px}",
    );
  });

  test("has the colours of every theme, and no measures", () => {
    const colours = coloursIn(
      readFileSync(new URL("../../../src/view/design/tokens.css", import.meta.url), "utf8"),
    );
    expect(colours).toMatch(/^:host \{ color-scheme: light dark; --paper: light-dark\(#fbf6ea, #1d1914\)/);
    expect(colours).toContain('[data-theme="dark"] { color-scheme: dark }');
    expect(colours).toContain('[data-theme="projector"] { color-scheme: light; --paper: #ffffff');
    expect(colours).not.toMatch(/--cell|font/);
  });
});

test("what lies in a layer is taken out of a style, whole and wherever it stands", () => {
  const css =
    "a{x:1}@layer of-lessons{b{y:2}@media print{c{z:3}}}d{w:4}@layer of-lessons {e{v:5}}@layer other{f{u:6}}";
  expect(withoutLayer(css, "of-lessons")).toEqual([
    "a{x:1}d{w:4}@layer other{f{u:6}}",
    "b{y:2}@media print{c{z:3}}\ne{v:5}",
  ]);
});
