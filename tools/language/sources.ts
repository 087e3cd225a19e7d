/** The sources of the page that have words in them, each with its messages and whether a first visit loads it. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { type FoundMessage, messagesIn } from "./messages-in.ts";

/** What a first visit loads, and the rest. */
export type Group = "first" | "later";

export interface Source {
  /** From the project's root. */
  readonly file: string;
  readonly code: string;
  readonly group: Group;
  readonly messages: readonly FoundMessage[];
}

const ENTRY = "src/entries/app.ts";
const IMPORT = /(?:^|\n|;)\s*(?:import|export)\s(?!type\b)(?:[^"';]*?from\s*)?"(\.[^"]+)"/g;

/** All sources below `src` that say something. */
export function sourcesOf(root: string): readonly Source[] {
  const codes = readAll(root);
  const first = loadedWith(ENTRY, codes);
  return [...codes]
    .map(([file, code]): Source => {
      const group = first.has(file) ? "first" : "later";
      return { file, code, group, messages: messagesIn(file, code) };
    })
    .filter(({ messages }) => messages.length > 0);
}

export function readAll(root: string): ReadonlyMap<string, string> {
  const names = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|svelte)$/.test(name) && !name.endsWith(".d.ts"))
    .filter((name) => !name.startsWith(join("machine", "assembly")))
    .map((name) => join("src", name))
    .sort();
  return new Map(names.map((file) => [file, readFileSync(join(root, file), "utf8")]));
}

/** What is loaded together with a file: all that it imports at once, and what that does. */
export function loadedWith(entry: string, codes: ReadonlyMap<string, string>): ReadonlySet<string> {
  const loaded = new Set<string>();
  const add = (file: string) => {
    const code = codes.get(file);
    if (code === undefined || loaded.has(file)) return;
    loaded.add(file);
    for (const [, name] of code.matchAll(IMPORT)) add(normalize(join(dirname(file), name!)));
  };
  add(entry);
  return loaded;
}
