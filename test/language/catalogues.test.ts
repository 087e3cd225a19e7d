import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  catalogueFile,
  languageFolders,
  SOURCE_LANGUAGE,
  translationsOf,
} from "../../tools/language/catalogue.ts";
import { faultsOf } from "../../tools/language/faults.ts";
import { sourcesOf } from "../../tools/language/sources.ts";
import { updated } from "../../tools/language/update.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const sources = sourcesOf(ROOT);
const others = languageFolders(ROOT).filter(({ locale }) => locale !== SOURCE_LANGUAGE);

describe.each(others)("the language $locale", ({ locale }) => {
  it("has words for every message, with its values, and for nothing else", () => {
    expect(faultsOf(locale, translationsOf(ROOT, locale), sources)).toEqual([]);
  });

  it("has a catalogue as npm run messages writes it", () => {
    expect(readFileSync(catalogueFile(ROOT, locale), "utf8")).toBe(updated(ROOT, locale, sources));
  });

  it("names itself, the way it runs, and the script that it needs", () => {
    const { name, direction, needsScript } = languageFolders(ROOT).find((each) => each.locale === locale)!;
    expect(name).not.toBe("");
    expect(needsScript).toContain("JavaScript");
    expect(["ltr", "rtl"]).toContain(direction);
  });
});
