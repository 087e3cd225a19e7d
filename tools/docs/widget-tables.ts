/** The widget's parameters, methods and events as tables, from the modules in which they are written. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { STRATEGY_NAMES } from "../../src/migration/strategy.ts";
import {
  PARAMETERS,
  type ParameterName,
  WIDGET_CONTROLS,
  WIDGET_CUTS,
  WIDGET_LOADS,
  WIDGET_PARTS,
  WIDGET_THEMES,
} from "../../src/widget/parameters.ts";

const words = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ");

const ROWS: Readonly<Record<ParameterName, readonly [allowed: string, meaning: string]>> = {
  example: ["the name of an [example](./examples.md)", "what is run; the lab's own run where it is left out"],
  lesson: [
    "the name of a [lesson](./lessons.md)",
    "the lesson's question before its own run; `example`, `strategy`, `cut` and `seed` are its own",
  ],
  strategy: [words(STRATEGY_NAMES), "how the guest is moved; the example's own where it is left out"],
  cut: [words(WIDGET_CUTS), "when the cable is cut by itself, 250 ms into that phase"],
  seed: ["a whole number", "another run of the same kind"],
  theme: [words(WIDGET_THEMES), "`auto` follows the reader's system"],
  controls: [words(WIDGET_CONTROLS), "what can be pressed; `min` has Migrate, Cut link, Play and the tape"],
  hide: [words(WIDGET_PARTS), "parts that are left out, with blanks between them"],
  load: [words(WIDGET_LOADS), "when the lab takes the place of its poster"],
  run: [
    "what a link to a run has behind its `#`",
    "a run of the lab with what was done in it, at its moment",
  ],
  accent: ["a colour such as `#6b3fd4`", "what is proposed now, and the playhead"],
};

/** A row for every parameter. */
export function parameterTable(): string {
  const rows = PARAMETERS.map((name) => `| \`${name}\` | ${ROWS[name].join(" | ")} |`);
  return ["| Name | Allowed | What it does |", "|---|---|---|", ...rows].join("\n");
}

/** The members of an interface in `src/widget/api.ts`, each with the comment before it. */
function membersOf(root: string, name: string): [string, string][] {
  const source = readFileSync(join(root, "src/widget/api.ts"), "utf8");
  const body = new RegExp(`export interface ${name} \\{\\n([\\s\\S]*?)\\n\\}`).exec(source)?.[1] ?? "";
  return [...body.matchAll(/(?: {2}\/\*\* (.*?) \*\/\n)? {2}(\w+.*);/g)].map(([, comment, member]) => [
    member!,
    comment ?? "",
  ]);
}

const cell = (text: string) => text.replaceAll("|", "\\|");

/** A row for every method. */
export function methodTable(root: string): string {
  const rows = membersOf(root, "LabMethods").map(
    ([member, comment]) => `| \`${cell(member)}\` | ${cell(comment)} |`,
  );
  return ["| Method | What it does |", "|---|---|", ...rows].join("\n");
}

/** A row for every event. */
export function eventTable(root: string): string {
  const rows = membersOf(root, "LabEvents").map(([member, comment]) => {
    const [name, ...detail] = member.split(": ");
    return `| \`${name}\` | \`${cell(detail.join(": ").replaceAll("readonly ", ""))}\` | ${cell(comment)} |`;
  });
  return ["| Event | `detail` | When |", "|---|---|---|", ...rows].join("\n");
}

/** A row for every field of what an event tells. */
export function detailTable(root: string, name: "Predicted" | "GoalTold"): string {
  const rows = membersOf(root, name).map(([member, comment]) => {
    const [field, ...type] = member.replace(/^readonly /, "").split(": ");
    return `| \`${field}\` | \`${cell(type.join(": "))}\` | ${cell(comment)} |`;
  });
  return ["| Field of `detail` | Type | What it is |", "|---|---|---|", ...rows].join("\n");
}
