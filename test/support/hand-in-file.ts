import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { handInText } from "../../src/handin/hand-in-file.ts";
import { lessonAt } from "../../tools/lessons/folder.ts";
import { Verifier } from "../../tools/verify/verify-file.ts";
import { readScenario } from "../lessons/example.ts";
import { handInOf } from "./made-hand-in.ts";

/** Writes a genuine hand-in of a lesson, and gives its text. */
export async function handInFile(path: string): Promise<string> {
  const lesson = await lessonAt("lessons", "what-moves", readScenario);
  const verifier = new Verifier({ lesson: async () => lesson, readScenario });
  const handIn = await handInOf("what-moves", await verifier.measureFor(lesson), { number: 7, name: "N." });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, handInText(handIn));
  return handInText(handIn);
}
