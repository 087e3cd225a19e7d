// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sources are texts here.
import { describe, expect, it } from "vitest";
import { compiled, entryOf, keyOf } from "../../../tools/language/catalogue.ts";
import { faultsOf } from "../../../tools/language/faults.ts";
import { messagesIn } from "../../../tools/language/messages-in.ts";
import { pseudo } from "../../../tools/language/pseudo.ts";
import { loadedWith, type Source } from "../../../tools/language/sources.ts";

const source = (code: string, file = "src/a.ts"): Source => {
  const text = `import { plural, t } from "./language/words.ts";\n${code}`;
  return { file, code: text, group: "first", messages: messagesIn(file, text) };
};

const SOURCES = [source("t`The ${a} of ${b}`; plural(n, { one: `a page`, other: `${n} pages` });")];
const OF = keyOf({ one: "The {0} of {1}", other: null });
const PAGES = keyOf({ one: "a page", other: "{0} pages" });
const faults = (translations: [string, string[]][]) => faultsOf("de", new Map(translations), SOURCES);

describe("a catalogue", () => {
  it("takes the values out of a text", () => {
    expect([compiled("no value"), compiled("{1} of {0}!"), compiled("{0}")]).toEqual([
      "no value",
      [1, " of ", 0, "!"],
      [0],
    ]);
  });

  it("says English where nobody has translated, and a file's own words where it has some", () => {
    const message = { one: "Play", other: null };
    const words = new Map([
      [keyOf(message), ["Abspielen"]],
      [keyOf(message, "src/b.ts"), ["Spielen"]],
    ]);
    expect(entryOf("de", new Map(), message, "src/a.ts", 2)).toBe("Play");
    expect(entryOf("de", words, message, "src/a.ts", 2)).toBe("Abspielen");
    expect(entryOf("de", words, message, "src/b.ts", 2)).toBe("Spielen");
  });

  it("is whole where each message has words with the same values", () => {
    expect(
      faults([
        [OF, ["{1}: {0}"]],
        [PAGES, ["eine Seite", "{0} Seiten"]],
      ]),
    ).toEqual([]);
  });

  it("is not whole where words, forms or values are missing, or nobody uses it", () => {
    expect(faults([[PAGES, ["{0} Seiten"]]])).toEqual([
      '"The {0} of {1}" has no words',
      '"a page" has 1 forms and not 2',
    ]);
    expect(
      faults([
        [OF, ["{0} {2}"]],
        [PAGES, ["eine Seite", "Seiten <b>"]],
        [keyOf({ one: "gone", other: null }), ["weg"]],
      ]),
    ).toEqual([
      '"The {0} of {1}" has other values or tags than "{0} {2}"',
      '"a page" has other values or tags than "Seiten <b>"',
      'no source says "gone"',
    ]);
  });
});

describe("the derived language", () => {
  it("is longer, accented and marked, and keeps values and tags", () => {
    const text = pseudo("The <cut>cable</cut> of {0}");
    expect(text).toMatch(/^⟦Ţĥé <cut>çåƀļé<\/cut> öƒ \{0\}.+⟧$/);
    expect(pseudo("ten letters").length).toBeGreaterThanOrEqual(1.35 * "ten letters".length);
  });
});

describe("what a first visit says", () => {
  it("is what is imported at once, and not what is fetched later or only typed", () => {
    const codes = new Map([
      ["src/a.ts", 'import "./b.ts";\nimport type { C } from "./c.ts";\nconst d = () => import("./d.ts");'],
      ["src/b.ts", 'export { e } from "./e.ts";'],
      ["src/c.ts", ""],
      ["src/d.ts", ""],
      ["src/e.ts", ""],
    ]);
    expect([...loadedWith("src/a.ts", codes)]).toEqual(["src/a.ts", "src/b.ts", "src/e.ts"]);
  });
});
