import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { QUICK_TESTS } from "./quick.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
/** Ignored by git, and inside the project, so that packages are found from it. */
const COPY = `${ROOT}build/contributing-${process.pid}/`;
const COPIED = ["src", "tools", "workers", "tsconfig.json"];
const TEXT = readFileSync(`${ROOT}CONTRIBUTING.md`, "utf8");

/** The files in the list under a heading, in their order. */
function listUnder(heading: string): string[] {
  const chapter = TEXT.split(`\n### ${heading}\n`)[1]!.split("\n#")[0]!;
  return [...chapter.matchAll(/^- `([^`]+)`/gm)].map(([, file]) => file!);
}

type Edit = (text: string) => string;

/** Puts `added` before a text that stands there exactly once. */
function before(anchor: string, added: string): Edit {
  return (text) => {
    expect(text.split(anchor), anchor).toHaveLength(2);
    return text.replace(anchor, () => added + anchor);
  };
}

/** What somebody does who follows the lists: a strategy and a fault, each with as little as there can be to it. */
const DONE: Readonly<Record<string, Readonly<Record<string, Edit>>>> = {
  "A strategy": {
    "src/migration/strategy.ts": before(
      "  preCopy: CLASSIC,\n",
      "  hybrid: { ...CLASSIC, resumesEarly: true },\n",
    ),
    "src/view/design/words.ts": before(
      "  stopAndCopy: { name:",
      '  hybrid: { name: "Hybrid", manner: "Copies, then fetches the rest." },\n',
    ),
    "src/matrix/expected.ts": (text) =>
      before('  "stopAndCopy",\n', '  "hybrid",\n')(text).replaceAll(/row\(\s*\[/g, "row([C, "),
  },
  "A kind of fault": {
    "src/scenario/fault.ts": before(
      "  cutLink: record(",
      '  narrowLink: record({ kind: v.literal("narrowLink"), at, percent: number(1, 100) }),\n',
    ),
    "src/simulation/faults.ts": before('    case "cutLink":\n', '    case "narrowLink":\n      return;\n'),
    "src/trace/event-fields.ts": before(
      "  cutLink: cause,\n",
      "  narrowLink: { ...cause, percent: v.number() },\n",
    ),
    "src/trace/transcript.ts": before("  cutLink: () =>", '  narrowLink: () => "the link is narrowed",\n'),
    "src/view/design/deeds.ts": (text) =>
      before(
        "  cutLink: () =>",
        '  narrowLink: () => "the link is narrowed",\n',
      )(before("  cutLink: t`", '  narrowLink: "link narrowed",\n')(text)),
  },
};
const EDITS = Object.assign({}, ...Object.values(DONE)) as Readonly<Record<string, Edit>>;

/** Writes the copy's files as somebody leaves them who forgets one of them, or none. */
function writeCopy(forgotten: string | null): void {
  for (const [file, edit] of Object.entries(EDITS)) {
    const text = readFileSync(ROOT + file, "utf8");
    writeFileSync(COPY + file, file === forgotten ? text : edit(text));
  }
}

/** The copy as a program; `earlier` is read again only where it differs. */
function compile(earlier?: ts.Program): ts.Program {
  const config = ts.readConfigFile(`${COPY}tsconfig.json`, ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config.config, ts.sys, COPY);
  const host = ts.createCompilerHost(options, true);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) => {
    const known = earlier?.getSourceFile(name);
    return known && known.text === ts.sys.readFile(name) ? known : getSourceFile.call(host, name, ...rest);
  };
  return ts.createProgram(fileNames, options, host, earlier);
}

/** What the compiler has against these files, each with the file's name. */
function complaints(program: ts.Program, files: readonly ts.SourceFile[]): string[] {
  return files.flatMap((file) =>
    program
      .getSemanticDiagnostics(file)
      .map(({ messageText }) => `${file.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`),
  );
}

let whole: ts.Program;

beforeAll(() => {
  mkdirSync(COPY, { recursive: true });
  for (const each of COPIED) cpSync(ROOT + each, COPY + each, { recursive: true });
  writeCopy(null);
  whole = compile();
}, 120_000);

afterAll(() => rmSync(COPY, { recursive: true, force: true }));

describe("the lists of files in CONTRIBUTING.md", { timeout: 120_000 }, () => {
  it("take at most three files beside the behaviour itself", () => {
    const behaviour = new Map([
      ["A strategy", 1],
      ["A kind of fault", 2],
      ["A guest", 1],
      ["A colour of the themes", 1],
    ]);
    for (const [heading, own] of behaviour) {
      expect(listUnder(heading).length, heading).toBeGreaterThan(own);
      expect(listUnder(heading).length - own, heading).toBeLessThanOrEqual(3);
    }
  });

  for (const [heading, edits] of Object.entries(DONE))
    it(`name every file of code that was changed: ${heading}`, () => {
      expect(listUnder(heading).filter((file) => file.endsWith(".ts"))).toEqual(Object.keys(edits));
    });

  it("are complete: where all of them are followed, everything compiles", () => {
    expect(
      complaints(
        whole,
        whole.getSourceFiles().filter(({ fileName }) => fileName.startsWith(COPY)),
      ),
    ).toEqual([]);
  });

  for (const forgotten of Object.keys(EDITS))
    it(`name nothing in vain: without ${forgotten} it does not compile`, () => {
      writeCopy(forgotten);
      const program = compile(whole);
      const listed = Object.keys(EDITS).map((file) => program.getSourceFile(COPY + file)!);
      expect(complaints(program, listed)).not.toEqual([]);
    });
});

it("every file that CONTRIBUTING.md names is there", () => {
  const named = [...TEXT.matchAll(/`((?:src|test|tools|docs|public|workers)\/[\w./-]+)`/g)].map(
    ([, path]) => path!,
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !path.includes("NAME") && !existsSync(ROOT + path))).toEqual([]);
});

it("what CONTRIBUTING.md says to be in a file is defined there", () => {
  const table = TEXT.split("\n## Where things are\n")[1]!.split("\n## ")[0]!;
  const claims = [...table.matchAll(/((?:`[#\w]+`(?: and )?)+) in `([^`]+)`/g)].flatMap(([, names, file]) =>
    [...names!.matchAll(/`([#\w]+)`/g)].map(([, name]) => ({ name: name!, file: file! })),
  );
  expect(claims.length).toBeGreaterThan(12);
  const isDefined = (name: string, text: string) =>
    new RegExp(`(?:function|class|const) ${name}\\b|^  ${name}\\(`, "m").test(text);
  expect(claims.filter(({ name, file }) => !isDefined(name, readFileSync(ROOT + file, "utf8")))).toEqual([]);
});

it("every fast test is there, once", () => {
  expect(QUICK_TESTS.filter((file) => !existsSync(ROOT + file))).toEqual([]);
  expect(new Set(QUICK_TESTS).size).toBe(QUICK_TESTS.length);
});
