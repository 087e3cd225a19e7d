import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  cycles,
  forbiddenImports,
  loadedTooEarly,
  readArchitecture,
  readSources,
  sizesOf,
  unusedAllowances,
} from "./support/architecture.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
/** So many sources of one noun can be looked over. */
const MOST_FILES = 24;

const sources = readSources(ROOT);
const document = readFileSync(`${ROOT}docs/architecture.md`, "utf8");
const architecture = readArchitecture(document);

describe("the architecture", () => {
  it("lists every folder, and no import between folders but those that the table allows", () => {
    expect(forbiddenImports(sources, architecture)).toEqual([]);
  });

  it("lists no folder that is not there", () => {
    const sizes = sizesOf(sources);
    expect([...architecture.folders.keys()].filter((folder) => !sizes.has(folder))).toEqual([]);
  });

  it("has no ring of folders and none of files", () => {
    expect(cycles(sources, "folders")).toEqual([]);
    expect(cycles(sources, "files")).toEqual([]);
  });

  it("loads with the page nothing that is loaded when it is asked for", () => {
    expect(
      architecture.later.filter((name) => ![...sources.keys()].some((path) => path.startsWith(name))),
    ).toEqual([]);
    expect(loadedTooEarly(sources, "src/entries/app.ts", architecture)).toEqual([]);
  });

  it(`keeps folders to ${MOST_FILES} sources`, () => {
    expect([...sizesOf(sources)].filter(([, size]) => size > MOST_FILES)).toEqual([]);
  });
});

describe("the check of the architecture", () => {
  const planted = (path: string, text: string) => new Map([...sources, [path, text]]);

  it("finds a wrong import, whether of values, of types, of a part that is loaded later, or of a package", () => {
    for (const text of [
      'import { Lab } from "../lab/lab.svelte.ts";',
      'import type { Lab } from "../lab/lab.svelte.ts";',
      'export { Lab } from "../lab/lab.svelte.ts";',
      'const lab = () => import("../lab/lab.svelte.ts");',
    ])
      expect(forbiddenImports(planted("src/clock/planted.ts", text), architecture)).toEqual([
        "src/clock/planted.ts imports src/lab/lab.svelte.ts",
      ]);
    expect(
      forbiddenImports(planted("src/clock/planted.ts", 'import * as svelte from "svelte";'), architecture),
    ).toEqual(["src/clock/planted.ts imports the package svelte"]);
  });

  it("finds a folder that the table does not list", () => {
    expect(forbiddenImports(planted("src/attic/box.ts", ""), architecture)).toEqual([
      "src/attic is not in the table",
    ]);
  });

  it("finds what comes with the page too early, but neither types nor what is fetched later", () => {
    const early = (text: string) =>
      loadedTooEarly(planted("src/lab/pace.ts", text), "src/entries/app.ts", architecture);
    expect(
      early(
        'import { track } from "../view/design/shapes.ts";\nimport { along } from "../view/design/chart.ts";',
      ),
    ).toEqual(["src/lab/pace.ts imports src/view/design/chart.ts"]);
    expect(early('import type { AxisMark } from "../view/design/chart.ts";')).toEqual([]);
    expect(early('const charts = () => import("../view/design/chart.ts");')).toEqual([]);
  });

  it("finds rings", () => {
    const ring = planted("src/clock/planted.ts", 'import { parseScenario } from "../scenario/scenario.ts";');
    expect(cycles(ring, "folders")[0]).toContain("src/clock");
    const pair = new Map([
      ...planted("src/clock/a.ts", 'import "./b.ts";'),
      ["src/clock/b.ts", 'import "./a.ts";'],
    ]);
    expect(cycles(pair, "files")).toEqual([["src/clock/a.ts", "src/clock/b.ts"]]);
  });

  it("allows the engine nothing that it does not use", () => {
    const view = [...architecture.folders.keys()].filter((folder) => /^src\/(view|lab|entries)/.test(folder));
    const engine = new Map([...architecture.folders].filter(([folder]) => !view.includes(folder)));
    expect(unusedAllowances(sources, { ...architecture, folders: engine }, [])).toEqual([]);
  });
});
