/** Puts the site's sources together: texts as they lie in the repository, and in them what is made of the lab's own tables. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { apiReference } from "./api.ts";
import { conditionTables, faultTable, momentTable, strategyTable } from "./conditions.ts";
import { withSiteLinks } from "./links.ts";
import { GROUPS, PAGES, PICTURES } from "./pages.ts";
import { exampleChapters, lessonTable, settingTable } from "./shipped.ts";
import { stateTables } from "./states.ts";
import { detailTable, eventTable, methodTable, parameterTable } from "./widget-tables.ts";

/** What stands in a text in the place of `<!-- made: NAME -->`. */
type Makers = Readonly<Record<string, () => string | Promise<string>>>;

const MARK = /<!-- made: ([a-z-]+) -->/g;

/** What the pages have that is written nowhere. */
export function makersFor(root: string): Makers {
  return {
    conditions: conditionTables,
    faults: faultTable,
    moments: momentTable,
    strategies: strategyTable,
    examples: () => exampleChapters(root),
    settings: settingTable,
    lessons: () => lessonTable(root),
    states: stateTables,
    parameters: parameterTable,
    methods: () => methodTable(root),
    events: () => eventTable(root),
    predicted: () => detailTable(root, "Predicted"),
    goal: () => detailTable(root, "GoalTold"),
    "widget-api": () => apiReference(root, "src/entries/widget/declared.ts"),
    "engine-api": () => apiReference(root, "src/entries/headless.ts"),
  };
}

/** A page's text as the site has it. Rejects for a mark that nobody makes anything for. */
export async function pageText(root: string, source: string, makers: Makers): Promise<string> {
  let text = withSiteLinks(readFileSync(join(root, source), "utf8"), source);
  for (const [mark, name] of [...text.matchAll(MARK)]) {
    const make = makers[name!];
    if (!make) throw new Error(`${source} wants "${name}", which nothing is made for.`);
    const made = await make();
    text = text.replace(mark, () => made);
  }
  return text;
}

/** Writes the site's sources below `to`, which is emptied first. */
export async function assembleSite(root: string, to: string): Promise<void> {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  cpSync(join(root, "docs/site/.vitepress"), join(to, ".vitepress"), { recursive: true });
  for (const file of PICTURES) cpSync(join(root, file), join(to, basename(file)));
  const makers = makersFor(root);
  for (const { name, source } of PAGES)
    writeFileSync(join(to, `${name}.md`), await pageText(root, source, makers));
  const sidebar = GROUPS.map(({ title, pages }) => ({
    text: title,
    items: pages.map((page) => ({ text: page.title, link: `/${page.name === "index" ? "" : page.name}` })),
  }));
  writeFileSync(join(to, ".vitepress/sidebar.json"), JSON.stringify(sidebar));
}
