import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handInFile } from "../../support/hand-in-file.ts";
import { PackageUser, repositoryCommand } from "../../support/packed.ts";
import { SMALL } from "../../support/small.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const SCENARIO = "scenarios/cut-at-first-fault.json";

const EXAMPLE = `import { readFile } from "node:fs/promises";
import { runScenario } from "quick-resume-lab/engine";

const file = new URL(import.meta.resolve("quick-resume-lab/${SCENARIO}"));
const scenario = JSON.parse(await readFile(file, "utf8"));
const { report } = await runScenario(scenario);
console.log(JSON.stringify(report, null, 2));
`;

const TYPED = `import { runScenario, type FileReader, type Report, type ScenarioInput } from "quick-resume-lab/engine";

const files: FileReader | undefined = undefined;
const scenario: ScenarioInput = { version: 1, seed: 7, migration: { strategy: "quickResume" } };
const { report, trace } = await runScenario(scenario, { files, onProgress: ({ share }) => share.toFixed(2) });
const told: Report = report;
console.log(told.outcome, trace.count.toFixed());
// @ts-expect-error: there is no such version
const bad: ScenarioInput = { version: 2 };
`;

const user = new PackageUser();
beforeAll(() => user.install("--engine-only"), 240_000);
afterAll(() => user.leave());

/** Compiles a file of the user's as strictly as can be, the package's declarations with it. */
function compile(file: string, module: string, moduleResolution: string) {
  const strict = ["--ignoreConfig", "--noEmit", "--strict", "--exactOptionalPropertyTypes"];
  const target = ["--target", "es2023", "--lib", "es2023"];
  const types = ["--types", "node", "--typeRoots", join(ROOT, "node_modules/@types")];
  const modules = ["--module", module, "--moduleResolution", moduleResolution];
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  return user.command(process.execPath, tsc, ...strict, ...target, ...types, ...modules, file);
}

describe("the package, installed into an empty folder", { timeout: 240_000 }, () => {
  it("gives a script of ten lines the report of the headless lab", async () => {
    user.write("example.mjs", EXAMPLE);
    const example = await user.command(process.execPath, "example.mjs");
    const headless = await repositoryCommand("npm", "run", "-s", "headless", "--", `public/${SCENARIO}`);
    expect(example).toEqual({ code: 0, stdout: headless.stdout, stderr: "" });
  });

  it("gives the very same module to require", async () => {
    user.write(
      "required.cjs",
      `const required = require("quick-resume-lab/engine");
      import("quick-resume-lab/engine").then(({ BadScenarioError }) =>
        required.runScenario({ version: 2 }).catch((error) => console.log(error instanceof BadScenarioError, error.message)),
      );`,
    );
    const { stdout, stderr } = await user.command(process.execPath, "required.cjs");
    expect(stdout + stderr).toBe("true version is 2; allowed is 1.\n");
  });

  it("prints with run what the headless lab prints, byte for byte, and ends as it does", async () => {
    user.write(
      "held.json",
      JSON.stringify({ ...SMALL, faults: [{ kind: "crashSource", at: { atMs: 300 } }] }),
    );
    for (const file of ["held.json", `node_modules/quick-resume-lab/${SCENARIO}`, "nowhere.json"]) {
      const ran = await user.command("npx", "--no", "quick-resume", "run", file);
      const path = file.startsWith("nowhere") ? file : join(user.folder, file);
      expect(ran).toEqual(await repositoryCommand("npm", "run", "-s", "headless", "--", path));
    }
  });

  it("prints with trace what the headless lab writes as the trace", async () => {
    const file = `node_modules/quick-resume-lab/${SCENARIO}`;
    const { code, stdout } = await user.command("npx", "--no", "quick-resume", "trace", file);
    const written = await user.command("npx", "--no", "quick-resume", "run", file, "--trace", "own.ndjson");
    const trace = join(user.folder, "headless.ndjson");
    await repositoryCommand("npm", "run", "-s", "headless", "--", `public/${SCENARIO}`, "--trace", trace);
    expect([code, written.code]).toEqual([0, 0]);
    expect(stdout).toBe(readFileSync(trace, "utf8"));
    expect(readFileSync(join(user.folder, "own.ndjson"), "utf8")).toBe(stdout);
  });

  it("verifies hand-ins as the repository does, and takes up what it verified before", async () => {
    const genuine = await handInFile(join(user.folder, "genuine.json"));
    user.write("forged.json", genuine.replace('"N."', '"M."'));
    const files = ["genuine.json", "forged.json"];
    const verified = await user.command("npx", "--no", "quick-resume", "verify", ...files);
    const paths = files.map((file) => join(user.folder, file));
    const own = await repositoryCommand("npm", "run", "-s", "verify", "--", "--again", ...paths);
    expect(verified).toEqual({ ...own, stdout: own.stdout.replaceAll(`${user.folder}/`, "") });
    expect(await user.command("npx", "--no", "quick-resume", "verify", ...files)).toEqual(verified);
  });

  it("helps, and says what is wrong with a command", async () => {
    const help = await user.command("npx", "--no", "--", "quick-resume", "--help");
    expect(help).toMatchObject({ code: 0, stderr: "" });
    for (const command of ["run", "trace", "verify"])
      expect(help.stdout).toContain(`quick-resume ${command} F`);
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    const quickResume = join(user.installed, "node/quick-resume.js");
    const command = (...texts: string[]) => user.command(process.execPath, quickResume, ...texts);
    expect(await command("--version")).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
    expect(await command()).toEqual({ code: 2, stdout: "", stderr: help.stdout });
    for (const [texts, said] of [
      [
        ["fly"],
        'There is no command fly; there are run, trace and verify. "quick-resume --help" tells more.\n',
      ],
      [["run"], "Usage: quick-resume run FILE.json [--trace TRACE.ndjson]\n"],
      [["trace", "a.json", "--trace", "b"], "Usage: quick-resume trace FILE.json\n"],
      [["verify"], "Give the files of hand-ins, or a folder of them.\n"],
    ] as const)
      expect(await command(...texts)).toEqual({ code: 2, stdout: "", stderr: said });
  });

  it.each([
    ["typed.mts", "node16", "node16"],
    ["typed.mts", "nodenext", "nodenext"],
    ["typed.mts", "esnext", "bundler"],
  ])("compiles in TypeScript: %s, %s, %s", async (file, module, resolution) => {
    user.write(file, TYPED);
    expect(await compile(file, module, resolution)).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("has no fault that publint or attw finds", async () => {
    const tool = (path: string, ...texts: string[]) =>
      user.command(process.execPath, join(ROOT, "node_modules", path), ...texts);
    const published = await tool("publint/src/cli.js", "run", user.tarball, "--strict");
    expect(published, published.stdout).toMatchObject({ code: 0 });
    const typed = await tool("@arethetypeswrong/cli/dist/index.js", user.tarball);
    expect(typed, typed.stdout).toMatchObject({ code: 0 });
  });

  it("needs no other package, and names in both lists what it has of others", () => {
    const text = (file: string) => readFileSync(join(user.installed, file), "utf8");
    const manifest = JSON.parse(text("package.json"));
    for (const field of ["dependencies", "peerDependencies", "optionalDependencies", "scripts"])
      expect(manifest).not.toHaveProperty(field);
    const bill = JSON.parse(text("sbom.cdx.json"));
    const named: string[] = bill.components.map(({ group, name, version }: Record<string, string>) =>
      group ? `${group}/${name} ${version}` : `${name} ${version}`,
    );
    expect(named.map((each) => each.replace(/ .*/, ""))).toEqual(
      expect.arrayContaining(["@marcbachmann/cel-js", "marked", "valibot", "yaml"]),
    );
    const chapters = text("THIRD-PARTY.txt").match(/^\S+ \d[\w.-]*(?=, )/gm);
    expect([...named].sort()).toEqual([...chapters!].sort());
  });
});
