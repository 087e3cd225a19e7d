/**
 * Verifies thirty hand-ins of six lessons, five of them forged in different ways: `npm run -s bench:verify`.
 *
 * Prints how long the command took, and says where one was judged otherwise than it was made; exit code 1 then.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { HandIn } from "../../src/handin/hand-in.ts";
import { handInText } from "../../src/handin/hand-in-file.ts";
import { lessonAt, scenariosIn } from "../../tools/lessons/folder.ts";
import { Verifier } from "../../tools/verify/verify-file.ts";
import { handInOf } from "../support/made-hand-in.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const LESSONS = [
  "what-moves",
  "copy-while-it-runs",
  "never-ends",
  "quick-resume",
  "cut-the-link",
  "its-price",
];
const EACH = 5;

type Forge = (handIn: HandIn) => string;

/** Five learners who cheat, each in another way; all but the last make the checksum anew. */
const FORGERS: readonly Forge[] = [
  (handIn) => handInText({ ...handIn, challenge: { ...handIn.challenge!, actions: [] } }),
  (handIn) => handInText({ ...handIn, challenge: { ...handIn.challenge!, hash: "0123456789abcdef" } }),
  (handIn) =>
    handInText({ ...handIn, predictions: handIn.predictions.map((one) => ({ ...one, right: !one.right })) }),
  (handIn) => {
    const challenge = handIn.challenge!;
    const scenario = challenge.scenario as { seed: number };
    return handInText({
      ...handIn,
      challenge: { ...challenge, scenario: { ...scenario, seed: scenario.seed + 1 } },
    });
  },
  (handIn) => handInText(handIn).replace('"name": "', '"name": "Dr. '),
];

/** Writes the files, and gives the names of those that are forged. */
async function writeHandIns(folder: string): Promise<Set<string>> {
  const readScenario = scenariosIn(`${ROOT}public/scenarios/`);
  const forged = new Set<string>();
  for (const [place, id] of LESSONS.entries()) {
    const lesson = await lessonAt(`${ROOT}lessons/`, id, readScenario);
    const measure = await new Verifier({ lesson: async () => lesson, readScenario }).measureFor(lesson);
    for (let learner = 0; learner < EACH; learner++) {
      // Most play the lesson's own numbers, some other ones.
      const number = learner < 3 ? null : learner;
      const handIn = await handInOf(id, measure, { number, name: `${id} ${learner}`, at: learner });
      const forger = learner === place ? FORGERS[learner] : undefined;
      const name = `${id}-${learner}.json`;
      if (forger) forged.add(name);
      writeFileSync(join(folder, name), forger ? forger(handIn) : handInText(handIn));
    }
  }
  return forged;
}

const folder = mkdtempSync(join(tmpdir(), "hand-ins-"));
const forged = await writeHandIns(folder);
const begun = performance.now();
const command = ["tools/run.mjs", "tools/cli/verify.ts", folder, "--again"];
const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: ROOT }).catch(
  (failure: { stdout: string }) => failure,
);
const seconds = (performance.now() - begun) / 1000;
const lines = stdout.trimEnd().split("\n").slice(1);
const wrong = lines.filter((line) => {
  const [file = ""] = line.split(",");
  return line.endsWith(",") === forged.has(file.slice(folder.length + 1));
});
for (const line of wrong) console.log(`judged otherwise than it was made: ${line}`);
console.log(
  `${lines.length} hand-ins, ${forged.size} of them forged: ${wrong.length} judged wrongly, ${seconds.toFixed(1)} s`,
);
rmSync(folder, { recursive: true });
process.exitCode = wrong.length === 0 && lines.length === LESSONS.length * EACH ? 0 : 1;
