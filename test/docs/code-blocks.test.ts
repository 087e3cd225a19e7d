import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readLessonFile } from "../../src/lessons/source/read-lesson.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { readerOf, strangersIn } from "../../src/widget/frame-parameters.ts";
import { PARAMETERS, parametersOf, type ReadParameter } from "../../src/widget/parameters.ts";
import { makersFor, pageText } from "../../tools/docs/assemble.ts";
import { PAGES } from "../../tools/docs/pages.ts";
import { exampleText, readScenario } from "../lessons/example.ts";
import { findCompiler } from "../support/clang.ts";
import { type CodeBlock, codeBlocks } from "../support/code-blocks.ts";
import { handInFile } from "../support/hand-in-file.ts";
import { type Ended, PackageUser, repositoryCommand } from "../support/packed.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Commands that are not made here, each with what shows that they do what is said. */
const SHOWN_ELSEWHERE: Readonly<Record<string, string>> = {
  "npm ci && npm start": ".ci/run installs, and test/tools/serve starts the server",
};

const EXAMPLES_THERE = readdirSync(join(ROOT, "public/scenarios")).map((file) => basename(file, ".json"));

const user = new PackageUser();
const makers = makersFor(ROOT);
const compiler = findCompiler();

beforeAll(async () => {
  await user.install("--engine-only");
  await handInFile(join(user.folder, "hand-ins/genuine.json"));
}, 240_000);
afterAll(() => user.leave());

/** One reader who does what a page says, from its top to its end. */
class Reader {
  /** What the last command or program printed. */
  #printed = "";
  #programs = 0;

  /** Does what a block says. Rejects for a language that nobody knows how to try. */
  async follow({ language, text, file }: CodeBlock): Promise<void> {
    if (file) user.write(file, text);
    if (language === "sh") for (const line of text.trim().split("\n")) await this.#command(line);
    else if (language === "js") await this.#program(file ?? `program-${++this.#programs}.mjs`, text);
    else if (language === "ts") await this.#typed(`program-${++this.#programs}.mts`, text);
    else if (language === "json") parseScenario(JSON.parse(text));
    else if (language === "markdown") await lessonIn(text);
    else if (language === "html") expect(widgetWarnings(text)).toEqual([]);
    else if (language === "text") expect(this.#printed).toContain(text);
    else if (language !== "c") throw new Error(`Nobody knows how to try a block of "${language}".`);
  }

  async #command(line: string): Promise<void> {
    const [command = ""] = line.split(/\s+#/);
    if (command in SHOWN_ELSEWHERE) return;
    const [name = "", ...words] = command.trim().split(/\s+/);
    if (name === "clang" && !compiler) return;
    const ended =
      name === "npm"
        ? await repositoryCommand(name, ...words.map(inUsersFolder))
        : await user.command(name === "clang" ? compiler! : name, ...words);
    this.#heard(line, ended);
  }

  async #program(file: string, text: string): Promise<void> {
    user.write(file, text);
    this.#claimed(file, await user.command(process.execPath, file));
  }

  /** It is compiled first, and then run without its types. */
  async #typed(file: string, text: string): Promise<void> {
    user.write(file, text);
    const types = ["--types", "node", "--typeRoots", join(ROOT, "node_modules/@types")];
    const options = ["--ignoreConfig", "--strict", "--target", "es2023", "--module", "node16", ...types];
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    this.#heard(`tsc ${file}`, await user.command(process.execPath, tsc, ...options, file));
    this.#claimed(file, await user.command(process.execPath, file.replace(/\.mts$/, ".mjs")));
  }

  /** What a program prints as true or false is what its page claims. */
  #claimed(what: string, ended: Ended): void {
    this.#heard(what, ended);
    expect(ended.stdout, what).not.toMatch(/\bfalse\b/);
  }

  #heard(what: string, { code, stdout, stderr }: Ended): void {
    expect({ what, code, stderr }, stdout).toEqual({ what, code: 0, stderr: "" });
    this.#printed = stdout;
  }
}

/** A file of the reader's is named to a command of the repository by its whole path. */
function inUsersFolder(word: string): string {
  const path = join(user.folder, word);
  return /\.\w+$/.test(word) && existsSync(path) ? path : word;
}

/** What a widget would warn of, were the elements and frames of a page put into one. Journeys run the first of them. */
function widgetWarnings(html: string): string[] {
  const warnings: string[] = [];
  const read = (name: ReadParameter) =>
    parametersOf(name, EXAMPLES_THERE, (warning) => warnings.push(warning));
  for (const [, attributes] of html.matchAll(/<quick-resume-lab([^>]*)>/g)) {
    const given = new Map(
      [...attributes!.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
    );
    read((name) => given.get(name) ?? null);
    warnings.push(...[...given.keys()].filter((name) => !(PARAMETERS as readonly string[]).includes(name)));
  }
  for (const [, search] of html.matchAll(/embed\.html(\?[^"]*)/g)) {
    read(readerOf(search!, ""));
    warnings.push(...strangersIn(search!));
  }
  return warnings;
}

/** A whole lesson, or a section that a lesson may have. */
async function lessonIn(text: string): Promise<void> {
  const whole = text.startsWith("---\n") ? text : await withSection(text);
  await readLessonFile("example", { name: "example.md", text: whole }, readScenario);
}

/** The example with one more section; a term in it is read first where the lesson begins. */
async function withSection(section: string): Promise<string> {
  const example = await exampleText();
  const term = /^## term\.(\w+)/.exec(section)?.[1];
  const link = term ? `[${term}](#term/${term}): ` : "";
  return `${example.replace("Press Migrate", `${link}press Migrate`)}\n${section}`;
}

describe("the documentation's blocks of code", { timeout: 240_000 }, () => {
  it.each(PAGES.map(({ name, source }) => [name, source]))("do what is said: %s", async (_, source) => {
    const text = await pageText(ROOT, source!, makers);
    const reader = new Reader();
    for (const block of codeBlocks(text))
      await reader.follow(block).catch((error: Error) => {
        error.message = `${source}:${block.line}: ${error.message}`;
        throw error;
      });
  });

  it("are found, whatever stands around them", () => {
    const text = "Save `a.json` as `b.mjs`:\n\n```js\n1;\n```\n\n- so:\n\n  ```sh\n  npm x\n  ```\n";
    expect(codeBlocks(text)).toEqual([
      { language: "js", text: "1;\n", file: "b.mjs", line: 3 },
      { language: "sh", text: "npm x\n", file: null, line: 9 },
    ]);
  });

  it("are all fenced, and none stands in a language that is not tried", async () => {
    await expect(new Reader().follow({ language: "py", text: "", file: null, line: 1 })).rejects.toThrow(
      "py",
    );
  });

  it("name commands that there are", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    for (const { source } of PAGES) {
      const text = readFileSync(join(ROOT, source), "utf8");
      for (const [, name] of text.matchAll(/npm run -s ([\w:]+)/g))
        expect(scripts, source).toHaveProperty([name!]);
    }
  });
});
