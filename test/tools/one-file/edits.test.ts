import { describe, expect, it } from "vitest";
import { edited } from "../../../src/one-file/payload.ts";
import { editsOf } from "../../../tools/one-file/edits.ts";

async function inSavedPage(code: string): Promise<string> {
  return edited(code, await editsOf("assets/a.js", code));
}

describe("the scripts of a saved page", () => {
  it("name each other by addresses that do not depend on where they lie", async () => {
    expect(await inSavedPage('import{a as b}from"./b.js";export*from"./c.js";import"./d.js";')).toBe(
      'import{a as b}from"one-file:///assets/b.js";export*from"one-file:///assets/c.js";import"one-file:///assets/d.js";',
    );
  });

  it("load others later by such addresses, whatever they are quoted by", async () => {
    expect(await inSavedPage("x(()=>import(`./b.js`),import('./c.js'))")).toBe(
      'x(()=>import("one-file:///assets/b.js"),import("one-file:///assets/c.js"))',
    );
  });

  it("name themselves by such an address", async () => {
    expect(await inSavedPage("new URL(`m.wasm`,import.meta.url)")).toBe(
      'new URL(`m.wasm`,({url:"one-file:///assets/a.js"}).url)',
    );
  });

  it("leave texts alone that only look like it", async () => {
    const code = 'const words="import x from \'./b.js\'; import.meta.url";/* import("./c.js") */';
    expect(await inSavedPage(code)).toBe(code);
  });

  it("are refused where one loads what nobody knows before it runs", async () => {
    await expect(editsOf("assets/a.js", "import(name)")).rejects.toThrow(
      "assets/a.js imports name, whose name is not known.",
    );
  });
});
