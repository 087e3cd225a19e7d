import { inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { oneFile } from "../../src/one-file/one-file.ts";
import type { Parts } from "../../src/one-file/parts.ts";
import { edited, fontsIn, type Payload, withFonts } from "../../src/one-file/payload.ts";

const PARTS: Parts = {
  page: ["<policy ", "><body>", "<script nonce=", "></body>"],
  entry: "assets/begin.js",
  scripts: [{ file: "assets/begin.js", edits: [[7, 13, "one-file:///assets/other.js"]] }],
  styles: ["assets/first.css", "assets/second.css"],
  files: ["assets/machine.wasm", "scenarios/own.json"],
};
const FILES: Readonly<Record<string, string>> = {
  "assets/begin.js": 'import"./o.js";',
  "assets/first.css": "a{src:url(./a.woff2)}",
  "assets/second.css": "b{src:url(./a.woff2)}",
  "assets/a.woff2": "a font",
  "assets/machine.wasm": "a machine",
  "scenarios/own.json": "{}",
};
const WANTED = {
  hash: "#lesson/cut-the-link",
  language: "de",
  nonce: "123",
  beside: { "own-lessons/own-x.json": '["ä"]' },
};

/** Without the signs that only fill up. */
const data = (type: string, text: string) =>
  `data:${type};base64,${Buffer.from(text).toString("base64").replaceAll("=", "")}`;

async function read(file: string): Promise<Uint8Array> {
  const text = FILES[file];
  if (text === undefined) throw new Error(`There is no ${file}.`);
  return new TextEncoder().encode(text);
}

function payloadOf(html: string): Payload {
  const [, packed] = /<body>(.*)<script/.exec(html)!;
  return JSON.parse(inflateRawSync(Buffer.from(packed!, "base64")).toString());
}

describe("a page saved as one file", () => {
  it("has its nonce wherever its page names one, and its payload once", async () => {
    const html = await oneFile(PARTS, WANTED, read);
    expect(html).toMatch(/^<policy 123><body>[\w+/]+<script nonce=123><\/body>$/);
  });

  it("holds scripts, styles with their fonts, files and own texts", async () => {
    expect(payloadOf(await oneFile(PARTS, WANTED, read))).toEqual({
      hash: "#lesson/cut-the-link",
      language: "de",
      entry: "one-file:///assets/begin.js",
      styles: `a{src:url(${data("font/woff2", "a font")})}\nb{src:url(${data("font/woff2", "a font")})}`,
      scripts: { "one-file:///assets/begin.js": 'import"one-file:///assets/other.js";' },
      files: {
        "one-file:///assets/machine.wasm": data("application/wasm", "a machine"),
        "one-file:///scenarios/own.json": data("application/json", "{}"),
        "one-file:///own-lessons/own-x.json": data("application/json", '["ä"]'),
      },
    });
  });

  it("is not made where a part cannot be read", async () => {
    const parts = { ...PARTS, files: ["guests/gone.elf"] };
    await expect(oneFile(parts, WANTED, read)).rejects.toThrow("There is no guests/gone.elf.");
  });
});

describe("what a saved page says in other words", () => {
  it("replaces each stretch of a script and leaves what lies between", () => {
    expect(
      edited("0123456789", [
        [0, 2, "a"],
        [4, 5, ""],
        [9, 10, "bc"],
      ]),
    ).toBe("a235678bc");
    expect(edited("as it is", [])).toBe("as it is");
  });

  it("finds the fonts beside a style sheet, however they are quoted, and nothing else", () => {
    const style = `url(./a.woff2) url("./b-1.woff2") url('./c.woff2') url(data:x) url(#d)`;
    expect(fontsIn(style)).toEqual(["a.woff2", "b-1.woff2", "c.woff2"]);
    const addresses = new Map(fontsIn(style).map((font) => [font, `<${font}>`]));
    expect(withFonts(style, addresses)).toBe(
      "url(<a.woff2>) url(<b-1.woff2>) url(<c.woff2>) url(data:x) url(#d)",
    );
  });
});
