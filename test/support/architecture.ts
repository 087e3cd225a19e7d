import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";

/** Sources by their path from the project's root. */
export type Sources = ReadonlyMap<string, string>;

/** What `docs/architecture.md` says: the folders with those that each may import from, and the packages with their folders. */
export interface Architecture {
  readonly folders: ReadonlyMap<string, ReadonlySet<string>>;
  readonly packages: ReadonlyMap<string, ReadonlySet<string>>;
  /** Folders and files that the page loads only when they are asked for. */
  readonly later: readonly string[];
}

/** One import as it stands in a file. */
interface Import {
  readonly file: string;
  /** The file that is imported, or null for a package. */
  readonly target: string | null;
  readonly name: string;
  /** Whether it is loaded with the file: neither a type nor something that is fetched when it is asked for. */
  readonly isLoaded: boolean;
}

const TOPS = ["src", "tools", "workers"];
const IMPORT =
  /(?:^|\n|;)\s*(?:import|export)\s[^"';]*?from\s*"([^"]+)"|import\(\s*"([^"]+)"\s*\)|(?:^|\n)\s*import\s+"([^"]+)"/g;

/** All sources of the project but the machine's assembly, which is a language of its own. */
export function readSources(root: string): Sources {
  const files = new Map<string, string>();
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder))) {
      const path = join(folder, entry);
      if (statSync(join(root, path)).isDirectory()) {
        if (entry !== "assembly" && entry !== "build") walk(path);
      } else if (/\.(ts|mjs|svelte)$/.test(entry) && !entry.endsWith(".d.ts"))
        files.set(path, readFileSync(join(root, path), "utf8"));
    }
  };
  for (const top of TOPS) if (existsSync(join(root, top))) walk(top);
  return files;
}

/** The two tables of the document. A group's name, in *stars*, stands for its folders. */
export function readArchitecture(document: string): Architecture {
  const groups = new Map<string, readonly string[]>();
  for (const [, name, list] of document.matchAll(/^\* \*(\w+)\*: (.*)$/gm)) groups.set(name!, namesIn(list!));
  const table = (heading: string) => {
    const [, rest = ""] = document.split(`\n| ${heading} `);
    const rows = rest.split("\n\n")[0]!.split("\n").slice(2);
    return new Map(
      rows.map((row) => {
        const cells = row.split("|").map((cell) => cell.trim());
        const list = cells.at(-2)!;
        const grouped = [...list.matchAll(/\*(\w+)\*/g)].flatMap(([, name]) => groups.get(name!) ?? []);
        return [namesIn(cells[1]!)[0]!, new Set([...namesIn(list), ...grouped])] as const;
      }),
    );
  };
  return { folders: table("Folder"), packages: table("Package"), later: groups.get("later") ?? [] };
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
}

function importsOf(sources: Sources): Import[] {
  return [...sources].flatMap(([file, text]) =>
    [...text.matchAll(IMPORT)].map((match): Import => {
      const name = (match[1] ?? match[2] ?? match[3])!.replace(/\?.*/, "");
      const target = name.startsWith(".") ? normalize(join(dirname(file), name)) : null;
      const isLoaded = match[2] === undefined && !/^\W*(import|export) type\b/.test(match[0]);
      return { file, target, name, isLoaded };
    }),
  );
}

/** Every import between folders that the table does not allow, in a line each; also folders that it does not list. */
export function forbiddenImports(sources: Sources, { folders, packages }: Architecture): string[] {
  const unlisted = new Set([...sources.keys()].map(dirname).filter((folder) => !folders.has(folder)));
  const wrong = importsOf(sources).flatMap(({ file, target, name }) => {
    const from = dirname(file);
    if (target === null) {
      const only = packages.get(packageOf(name));
      return only && !only.has(from) ? [`${file} imports the package ${name}`] : [];
    }
    const to = dirname(target);
    if (to === from || !folders.has(from) || target.includes("/build/") || !sources.has(target)) return [];
    return folders.get(from)!.has(to) ? [] : [`${file} imports ${target}`];
  });
  return [...[...unlisted].map((folder) => `${folder} is not in the table`), ...wrong];
}

function packageOf(name: string): string {
  const [first, second] = name.split("/");
  return name.startsWith("@") ? `${first}/${second}` : first!;
}

/** What the table allows and no source makes use of: it would let the next wrong import pass. */
export function unusedAllowances(
  sources: Sources,
  { folders }: Architecture,
  groups: readonly string[],
): string[] {
  const used = new Set(
    importsOf(sources).flatMap(({ file, target }) => (target ? [`${dirname(file)} ${dirname(target)}`] : [])),
  );
  return [...folders].flatMap(([from, allowed]) =>
    [...allowed]
      .filter((to) => !groups.includes(to) && !used.has(`${from} ${to}`))
      .map((to) => `${from}: ${to}`),
  );
}

/** What is loaded with a file, though it is listed as loaded later; each with the file that imports it. */
export function loadedTooEarly(sources: Sources, entry: string, { later }: Architecture): string[] {
  const loaded = importsOf(sources).filter(({ isLoaded }) => isLoaded);
  const isLater = (path: string) => later.some((name) => path === name || path.startsWith(`${name}/`));
  const [reached, wrong] = [new Set([entry]), new Set<string>()];
  for (const from of reached)
    for (const { target } of loaded.filter(({ file }) => file === from)) {
      if (target === null || !sources.has(target)) continue;
      if (isLater(target)) wrong.add(`${from} imports ${target}`);
      else reached.add(target);
    }
  return [...wrong];
}

/** Rings of folders, or of files, that import one another, each as its members. */
export function cycles(sources: Sources, of: "folders" | "files"): string[][] {
  const nameOf = (path: string) => (of === "folders" ? dirname(path) : path);
  const edges = new Map<string, Set<string>>();
  for (const { file, target } of importsOf(sources)) {
    if (target === null || !sources.has(target)) continue;
    const [from, to] = [nameOf(file), nameOf(target)];
    if (from !== to) edges.set(from, (edges.get(from) ?? new Set()).add(to));
  }
  return rings(edges);
}

/** Tarjan's strongly connected components with more than one member. */
function rings(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const [index, low] = [new Map<string, number>(), new Map<string, number>()];
  const [stack, found]: [string[], string[][]] = [[], []];
  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.get(node)!);
    stack.push(node);
    for (const next of edges.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node)!, low.get(next)!));
    }
    if (low.get(node) !== index.get(node)) return;
    const ring = stack.splice(stack.indexOf(node));
    if (ring.length > 1) found.push(ring.sort());
  };
  for (const node of edges.keys()) if (!index.has(node)) visit(node);
  return found;
}

/** How many sources a folder has, beside those of folders in it. */
export function sizesOf(sources: Sources): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const path of sources.keys()) sizes.set(dirname(path), (sizes.get(dirname(path)) ?? 0) + 1);
  return sizes;
}

/** A path from the root, as the tables have it. */
export function fromRoot(root: string, path: string): string {
  return relative(root, path);
}
