import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const CSS = readFileSync(new URL("../../../src/view/design/tokens.css", import.meta.url), "utf8");

it("every colour has a value for light, for dark and for the projector", () => {
  const themed = [...CSS.matchAll(/^ +--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);/gm)].map(
    ([, name]) => name!,
  );
  const projector = /\[data-theme="projector"\][^{]*\{([^}]*--paper[^}]*)\}/.exec(CSS)![1]!;
  const shown = [...projector.matchAll(/--([\w-]+): #\w{6};/g)].map(([, name]) => name!);
  expect(themed.length).toBeGreaterThan(20);
  expect(shown.sort()).toEqual(themed.sort());
});
