import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { MOST_BYTES, oneFile } from "../../src/one-file/one-file.ts";
import { PARTS } from "../../src/one-file/parts.ts";

/**
 * Weighs what a first visit loads of the built lab, compressed as servers send it: the page, what it names, the fonts,
 * the machine and the guest and scenario that it opens with. Everything else is loaded when it is asked for, and only
 * listed; so is what the service worker keeps for use without a network, which it fetches when the page is at rest. The lessons have a
 * limit of their own, and so have a lesson that is saved as one file and the widget. Exit code 1 above a limit.
 */

const LIMIT_KB = 250;
/** Code and words of a lesson beside the lab's; the runs' own worker is the lab's simulation once more. */
const LESSONS_LIMIT_KB = 60;
/** Of a widget in somebody else's page: what is loaded first, what is seen then, and all of it with machine, workers and a guest. */
const LOADER_LIMIT_KB = 5.12;
const POSTER_LIMIT_KB = 15;
const WIDGET_LIMIT_KB = 150;
const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

/** What the page fetches itself before anybody has pressed anything. */
const OPENED_WITH = ["guests/canvas.elf", "scenarios/quick-resume.json"];

/** Files of the build's folder that a text names. */
function namedIn(text: string, files: readonly string[]): string[] {
  return files.filter((file) => text.includes(file.slice(file.lastIndexOf("/") + 1)));
}

/** The files that the service worker keeps. */
function keptFiles(): string[] {
  const worker = readFileSync(`${DIST}sw.js`, "utf8");
  return [...new Set([...worker.matchAll(/url:"([^"]+)"/g)].map(([, file]) => file!))];
}

function kilobytes(file: string): number {
  return gzipSync(readFileSync(DIST + file), { level: 9 }).length / 1000;
}

function report(title: string, files: readonly string[]): number {
  const sizes = files
    .map((file) => ({ file, size: kilobytes(file) }))
    .sort((one, other) => other.size - one.size);
  const total = sizes.reduce((sum, { size }) => sum + size, 0);
  process.stdout.write(`${title}: ${total.toFixed(1)} kB\n`);
  for (const { file, size } of sizes) process.stdout.write(`  ${size.toFixed(1).padStart(7)} kB  ${file}\n`);
  return total;
}

const assets = readdirSync(`${DIST}assets`).map((file) => `assets/${file}`);
const page = readFileSync(`${DIST}index.html`, "utf8");
const entry = namedIn(page, assets);
// The page itself names the fonts of English; the others come where a letter of theirs is shown.
const machine = assets.filter((file) => file.endsWith(".wasm"));
// A visitor loads the words of one language; those of English are of the usual length.
const words = assets.filter((file) => file.startsWith("assets/first-en-"));
const first = [...new Set(["index.html", ...entry, ...words, ...machine, ...OPENED_WITH])];
const total = report("first load, gzip", first);
report(
  "on demand, gzip",
  assets.filter((file) => !first.includes(file)),
);
/** What a script imports before it runs, and the same of those. */
function neededBy(file: string, known = new Set<string>()): Set<string> {
  if (known.has(file)) return known;
  known.add(file);
  const script = readFileSync(DIST + file, "utf8");
  const imported = [...script.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)];
  for (const [, name] of imported) neededBy(`assets/${name}`, known);
  return known;
}

const called = (name: RegExp) => assets.filter((file) => name.test(file));
/** The heaviest of some parts, of which a page loads one. */
const heaviest = (files: readonly string[]) =>
  [...files].sort((one, other) => kilobytes(other) - kilobytes(one)).slice(0, 1);

/** What a lesson is opened with: its rail and tape with all that they import, and the largest data and words. */
const ofLessons = [...called(/\/(LessonRail|opening|DraftTape)-[\w-]+\.js$/)].flatMap((file) => [
  ...neededBy(file),
]);
const lessonParts = [
  ...ofLessons,
  ...called(/\/(LessonRail|DraftTape)-[\w-]+\.css$/),
  ...heaviest(called(/\/lesson-[\w-]+\.js$/)),
  ...heaviest(called(/\/en-[\w-]+\.js$/)),
];
if (ofLessons.length === 0) throw new Error("The build has no part of the lessons.");
/** What the lab's own parts bring when they are asked for is no part of the lessons. */
const ofTheLab = new Set(
  called(
    /\/(ConditionsPanel|Tape|InsidePanel|ExamplesPage|ComparePage|MatrixPage|Diagram|open-files)-[\w-]+\.js$/,
  ).flatMap((file) => [...neededBy(file)]),
);
const lessons = report(
  `a lesson beside the lab, gzip (limit ${LESSONS_LIMIT_KB} kB)`,
  [...new Set(lessonParts)].filter((file) => !first.includes(file) && !ofTheLab.has(file)),
);
const kept = keptFiles().reduce((sum, file) => sum + kilobytes(file), 0);
process.stdout.write(`kept for use without a network, gzip: ${kept.toFixed(1)} kB\n`);
process.stdout.write(`limit: ${LIMIT_KB} kB\n`);
/** Which lesson it opens with makes no difference: all of them are in it. */
const wanted = { hash: "#lesson/cut-the-link", language: "en", nonce: "0".repeat(40), beside: {} };
const parts = JSON.parse(readFileSync(DIST + PARTS, "utf8"));
const saved = (await oneFile(parts, wanted, async (file) => readFileSync(DIST + file))).length;
process.stdout.write(
  `a lesson saved as one file (limit ${MOST_BYTES / 1000} kB): ${(saved / 1000).toFixed(1)} kB\n`,
);
/** What a widget asks for, where its page shows the lab's own run; nothing but the loader and the poster before Run. */
const beforeRun = ["quick-resume-lab.js", "posters/quick-resume.js"];
const ofTheRun = readdirSync(`${DIST}widget`)
  .filter((file) => /^(live|canvas)-/.test(file))
  .map((file) => `widget/${file}`);
report(
  `a widget before Run, gzip (limits: loader ${LOADER_LIMIT_KB} kB, poster ${POSTER_LIMIT_KB} kB)`,
  beforeRun,
);
const running = report(`a widget that runs, gzip (limit ${WIDGET_LIMIT_KB} kB)`, [...beforeRun, ...ofTheRun]);
report("a widget as a page for frames, gzip", ["embed.html"]);
const isAbove =
  total > LIMIT_KB ||
  lessons > LESSONS_LIMIT_KB ||
  saved > MOST_BYTES ||
  running > WIDGET_LIMIT_KB ||
  kilobytes(beforeRun[0]!) > LOADER_LIMIT_KB ||
  kilobytes(beforeRun[1]!) > POSTER_LIMIT_KB;
process.exitCode = isAbove ? 1 : 0;
