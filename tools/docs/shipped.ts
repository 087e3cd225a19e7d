/** What the lab ships: its examples, guests and lessons, read off their tables. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EXAMPLES } from "../../src/examples/examples.ts";
import { PROGRAM_NAMES, PROGRAMS, type Setting } from "../../src/guests/programs.ts";
import { LESSON_ORDER } from "../../src/lessons/order.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { code, markdownTable } from "./markdown-table.ts";

/** Every example with what is asked, where to look, and what a scenario's file says of it. */
export function exampleChapters(root: string): string {
  return EXAMPLES.map(({ name, title, question, look }) => {
    const text = readFileSync(join(root, `public/scenarios/${name}.json`), "utf8").trim();
    return [
      `## ${title}`,
      question,
      `Look at ${look}. In the lab: \`#example-${name}\`. In the package: \`quick-resume-lab/scenarios/${name}.json\`.`,
      `\`\`\`json\n${text}\n\`\`\``,
    ].join("\n\n");
  }).join("\n\n");
}

/** What the shipped guests can be told, with the limits in the smallest RAM and the usual one. */
export function settingTable(): string {
  const usual = parseScenario({ version: 1 }).guest.ramMiB * 256;
  const rows = PROGRAM_NAMES.flatMap((name) =>
    PROGRAMS[name].settings.map((setting, index) => [
      code(name),
      code(setting.name),
      ...limitsOf(setting, standards(PROGRAMS[name].settings.slice(0, index), usual), usual),
    ]),
  );
  return markdownTable(["Guest", "Setting", "Allowed", `If left out, with ${usual / 256} MiB`], rows);
}

function limitsOf(setting: Setting, before: readonly number[], ramPages: number): [string, string] {
  if (setting.kind === "choice") return [setting.choices.map(code).join(", "), code(setting.choices[0])];
  const max = setting.max(ramPages, before);
  return [`${setting.min} to ${max} (${setting.maxIs})`, String(setting.default(ramPages, before))];
}

function standards(settings: readonly Setting[], ramPages: number): number[] {
  const words: number[] = [];
  for (const each of settings) words.push(each.kind === "choice" ? 0 : each.default(ramPages, words));
  return words;
}

/** The lessons in their order, with what each asks first. */
export function lessonTable(root: string): string {
  const rows = LESSON_ORDER.map((id) => {
    const words = readFileSync(join(root, `lessons/${id}/en.md`), "utf8");
    const title = /^# (.+)$/m.exec(words)![1]!;
    const question = /^## question\n([\s\S]*?)(?=\n## )/m.exec(words)![1]!.trim();
    return [title, question, code(`#lesson/${id}`)];
  });
  return markdownTable(["Lesson", "What it asks", "In the lab"], rows);
}
