import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What only an entry may ask of the page or do to it: everything else has it from its environment. */
const PAGES_OWN =
  /(?<![.\w"'`-])(?:location|localStorage|sessionStorage)(?=\s*[.;,)\]])|=\s*location\b|history\.\w+State|\bbaseURI\b|documentElement\.(?:dataset|style|class|append|set)|["']hashchange["']|onhashchange/g;

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|(?<!:)\/\/.*/g, "");

/** The lines of a file that use what is the page's own. */
function usesIn(text: string): string[] {
  return withoutComments(text)
    .split("\n")
    .filter((line) => line.match(PAGES_OWN));
}

test("nothing but an entry reads the page's address or storage, or changes its root element", () => {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|svelte)$/.test(file) && !file.startsWith("entries/"))
    .map((file) => `src/${file}`);
  expect(files.length).toBeGreaterThan(250);
  const uses = files.flatMap((file) => usesIn(readFileSync(file, "utf8")).map((line) => `${file}: ${line}`));
  expect(uses).toEqual([]);
});

test("and every way to do so would be found", () => {
  const ways = [
    "location.hash = route;",
    "const { hash } = location;",
    "routeOf(location)",
    'history.replaceState(null, "", hash);',
    "localStorage.getItem(KEY)",
    "store(sessionStorage)",
    "new URL(path, document.baseURI)",
    'document.documentElement.dataset.theme = "dark";',
    "<svelte:window onhashchange={follow} />",
    'addEventListener("hashchange", follow)',
  ];
  expect(ways.filter((way) => usesIn(way).length === 0)).toEqual([]);
  expect(
    usesIn("// location.hash\nconst size = getComputedStyle(document.documentElement).fontSize;"),
  ).toEqual([]);
});
