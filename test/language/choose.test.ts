import { describe, expect, it } from "vitest";
import { chosen } from "../../src/language/choose.ts";
import type { Language } from "../../src/language/languages.ts";

const language = (locale: string, isListed = true): Language => ({
  locale,
  tag: locale,
  isListed,
  name: locale,
  direction: "ltr",
  first: async () => ({ default: [] }),
  later: async () => ({ default: [] }),
});

const LANGUAGES = [language("en"), language("de"), language("pt-BR"), language("pseudo", false)];
const choose = (asked: string | null, kept: string | null, ...browser: string[]) =>
  chosen({ asked, kept, browser }, LANGUAGES).locale;

describe("the language of a page", () => {
  it("is what the address asks for, else what was chosen before, else what the browser speaks", () => {
    expect(choose("de", "en", "en")).toBe("de");
    expect(choose(null, "de", "en")).toBe("de");
    expect(choose(null, null, "de", "en")).toBe("de");
  });

  it("is the dearest of the browser's that is there, whatever its region", () => {
    expect(choose(null, null, "fr-FR", "de-AT", "en-GB")).toBe("de");
    expect(choose(null, null, "PT-br")).toBe("pt-BR");
    expect(choose("DE-ch", null)).toBe("de");
  });

  it("is English where nothing that is wished for is there", () => {
    expect(choose(null, null)).toBe("en");
    expect(choose("xx", "yy", "fr")).toBe("en");
  });

  it("is one that is offered to nobody only where the address asks for it", () => {
    expect(choose("pseudo", null)).toBe("pseudo");
    expect(choose(null, "pseudo", "de")).toBe("de");
    expect(choose(null, null, "pseudo")).toBe("en");
  });
});
