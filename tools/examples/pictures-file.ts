import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { ScenarioInput } from "../../src/entries/headless.ts";
import { EXAMPLES, type Example } from "../../src/examples/examples.ts";
import { pictureOf } from "./picture-of.ts";

/** The scenario of an example, as its file has it. */
export async function scenarioOf({ name }: Example): Promise<ScenarioInput> {
  const file = fileURLToPath(new URL(`../../public/scenarios/${name}.json`, import.meta.url));
  return JSON.parse(await readFile(file, "utf8"));
}

/** The text of the file that holds the picture of every example, made now by running them: a line for each. */
export async function picturesFile(): Promise<string> {
  const lines: string[] = [];
  for (const example of EXAMPLES) {
    const { picture } = await pictureOf(await scenarioOf(example));
    lines.push(`${JSON.stringify(example.name)}:${JSON.stringify(picture)}`);
  }
  return `{\n${lines.join(",\n")}\n}\n`;
}
