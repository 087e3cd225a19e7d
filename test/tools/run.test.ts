import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { RUNNER } from "../../tools/process-pool.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), "run-")));

afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function run(entry: string, ...given: string[]) {
  const { status, stdout, stderr } = spawnSync("node", [RUNNER, entry, ...given], { encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("the runner of TypeScript entries", { timeout: 60_000 }, () => {
  it("bundles anew when a file that the entry imports has changed, and only then", () => {
    write("word.ts", 'export const word: string = "first";');
    const entry = write("changing.ts", 'import { word } from "./word.ts"; console.log(word);');
    expect(run(entry).stdout).toBe("first\n");
    write("word.ts", 'export const word: string = "second one";');
    expect(run(entry).stdout).toBe("second one\n");
    expect(run(entry).stdout).toBe("second one\n");
  });

  it("gives the entry its arguments, and every module the address of its source", () => {
    const entry = write("telling.ts", "console.log(import.meta.url, process.argv.slice(1).join());");
    expect(run(entry, "a", "--b").stdout).toBe(`file://${entry} ${entry},a,--b\n`);
  });

  it("names the source and its line where something throws", () => {
    const entry = write(
      "throwing.ts",
      'type Word = string;\nconst word: Word = "broken";\nthrow new Error(word);',
    );
    const { status, stderr } = run(entry);
    expect(status).not.toBe(0);
    expect(stderr).toContain("throwing.ts:3");
  });
});

/** All entries that a command of package.json runs, and the configuration that each tool of the tests loads. */
function entries(): string[] {
  const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8")) as {
    scripts: Record<string, string>;
  };
  const run = Object.values(scripts).flatMap((script) => [...script.matchAll(/tools\/run\.mjs (\S+)/g)]);
  return [...new Set([...run.map(([, entry]) => entry!), "vite.config.ts", "playwright.config.ts"])];
}

describe("what a command loads before it begins", { timeout: 60_000 }, () => {
  it("is never the compiler of the machine, which alone takes seconds", async () => {
    const { metafile } = await build({
      absWorkingDir: ROOT,
      entryPoints: entries(),
      outdir: folder,
      bundle: true,
      write: false,
      metafile: true,
      platform: "node",
      format: "esm",
      packages: "external",
    });
    const loaded = Object.values(metafile.inputs).flatMap(({ imports }) => imports);
    const compiler = loaded.filter(({ path }) => path.startsWith("assemblyscript"));
    expect(compiler.length).toBeGreaterThan(0);
    expect(compiler.map(({ kind }) => kind)).toEqual(compiler.map(() => "dynamic-import"));
  });
});
