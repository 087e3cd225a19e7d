import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
// @ts-expect-error: the package brings no types.
import fontverter from "fontverter";
import { describe, expect, it } from "vitest";
import { BASIC, FROM_ELSEWHERE, unicodeRange, WESTERN } from "../../../src/view/design/fonts/ranges.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const CSS = readFileSync(`${ROOT}src/view/design/faces.css`, "utf8");

interface Face {
  readonly family: string;
  readonly file: string;
  readonly range: string;
}

const FACES: readonly Face[] = [...CSS.matchAll(/@font-face \{([^}]*)\}/g)].map(([, rules]) => ({
  family: /font-family: "([^"]+)"/.exec(rules!)![1]!,
  file: /url\("\.\/fonts\/([^"]+)"\)/.exec(rules!)![1]!,
  range: /unicode-range:\s*([^;]+);/.exec(rules!)![1]!.replace(/\s+/g, " "),
}));

function isIn(range: string, code: number): boolean {
  return range.split(", ").some((part) => {
    const [from, to] = part.slice(2).split("-");
    return code >= Number.parseInt(from!, 16) && code <= Number.parseInt(to ?? from!, 16);
  });
}

/** The letters of a font, by the table of its file that maps them to glyphs. */
async function lettersOf(file: string): Promise<ReadonlySet<number>> {
  const woff = readFileSync(`${ROOT}src/view/design/fonts/${file}`);
  const font = Buffer.from(await fontverter.convert(woff, "sfnt"));
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, index) => 12 + 16 * index);
  const cmap = font.readUInt32BE(tables.find((at) => font.toString("latin1", at, at + 4) === "cmap")! + 8);
  const letters = new Set<number>();
  for (let index = 0; index < font.readUInt16BE(cmap + 2); index++) {
    const at = cmap + font.readUInt32BE(cmap + 4 + 8 * index + 4);
    if (font.readUInt16BE(at) === 4) addSegments(font, at, letters);
    if (font.readUInt16BE(at) === 12)
      for (let group = at + 16; group < at + 16 + 12 * font.readUInt32BE(at + 12); group += 12)
        for (let code = font.readUInt32BE(group); code <= font.readUInt32BE(group + 4); code++)
          letters.add(code);
  }
  return letters;
}

function addSegments(font: Buffer, at: number, letters: Set<number>): void {
  const doubled = font.readUInt16BE(at + 6);
  for (let offset = 0; offset < doubled; offset += 2) {
    const end = font.readUInt16BE(at + 14 + offset);
    const start = font.readUInt16BE(at + 16 + doubled + offset);
    for (let code = start; code <= end && code < 0xffff; code++) letters.add(code);
  }
}

/** Every text that a page can show: its catalogues and the lessons of every language. */
const TEXTS = ["languages", "lessons"].flatMap((folder) =>
  readdirSync(ROOT + folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(po|md)$/.test(file) && !file.endsWith("README.md"))
    .map((file) => join(folder, file)),
);

describe("the fonts", () => {
  it("are loaded by the ranges that they were cut to", () => {
    const [basic, western] = FACES.filter(({ family }) => family === "Newsreader");
    expect(basic!.range).toBe(unicodeRange(BASIC));
    expect(western!.range).toBe(unicodeRange(WESTERN));
  });

  it.each(["Newsreader", "Source Sans 3"])("%s has every letter of every language", async (family) => {
    const held: { range: string; letters: ReadonlySet<number> }[] = [];
    // One after the other: the converter keeps its work in one place.
    for (const { file, range } of FACES.filter((face) => face.family === family))
      held.push({ range, letters: await lettersOf(file) });
    const has = (code: number) => held.some(({ range, letters }) => letters.has(code) && isIn(range, code));
    const missing = new Set(
      TEXTS.flatMap((file) => [...readFileSync(ROOT + file, "utf8")]).filter(
        (letter) => letter >= " " && !FROM_ELSEWHERE.includes(letter) && !has(letter.codePointAt(0)!),
      ),
    );
    expect(TEXTS.length).toBeGreaterThan(20);
    expect([...missing]).toEqual([]);
  });
});
