import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { coloursIn, shadowStyle } from "../../../tools/widget/plugins.ts";

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
