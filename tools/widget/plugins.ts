import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { deflateRawSync } from "node:zlib";
import type { Plugin } from "vite";
import { FAULT_KINDS } from "../../src/scenario/fault.ts";
import type { Poster } from "../../src/widget/poster.ts";
import { POSTER_STYLE } from "../../src/widget/poster-style.ts";
import type { LessonParts } from "./lessons.ts";
import { posterOf, scenarioIn } from "./poster.ts";

/** What stands for the style of all components until it is known, and for that of those which only lessons have. */
const STYLE = "__WIDGET_STYLE__";
const LESSON_STYLE = "__WIDGET_LESSON_STYLE__";

/** Styles that only lessons have; until all is joined they lie in a layer of this name, by which they are found again. */
const OF_LESSONS = /\/src\/view\/(?:lessons|conditions|widget\/lesson)\/.*lang\.css$/;
const LAYER = "of-lessons";

const OWN = "virtual:widget-";

/** What Vite wraps around every `import()` for the styles and parts that come with it. A widget's parts have none. */
const PRELOADS = "\0vite/preload-helper.js";

/** Bytes as letters of a program: deflated, in base64. */
function packed(file: string): string {
  return `export default ${JSON.stringify(deflateRawSync(readFileSync(file), { level: 9 }).toString("base64"))};`;
}

/** A module whose default is a record of parts that are loaded when they are asked for. */
function record(names: readonly string[], partOf: (name: string) => string): string {
  const rows = names.map((name) => `${JSON.stringify(name)}: () => import(${JSON.stringify(partOf(name))})`);
  return `export default { ${rows.join(", ")} };`;
}

/** The colours of the themes from the page's own tokens, without its measures. */
export function coloursIn(tokens: string): string {
  const rules = [
    ...tokens.replaceAll(/\/\*.*?\*\//gs, "").matchAll(/^(:root|\[data-theme="\w+"\]) \{([^}]*)\}/gm),
  ];
  const isColour = (line: string) => /^\s*(--\w+: (#|light-dark)|color-scheme)/.test(line);
  return rules
    .map(([, selector, body]) => {
      const lines = body!
        .split(/;\s*\n/)
        .filter(isColour)
        .map((line) => line.trim());
      return lines.length > 0 ? `${selector === ":root" ? ":host" : selector} { ${lines.join("; ")} }` : "";
    })
    .filter((rule) => rule !== "")
    .join("\n");
}

/** A query of the page's width or height, and all its rules. */
const OF_THE_PAGE = /@media[^{]*(?:width|height)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g;

/**
 * The style of a page as that of a shadow root: its root is the host, a rem is what it is where nobody changed it, and the size
 * of the page around it is nothing to it.
 */
export function shadowStyle(css: string): string {
  return css
    .replaceAll(OF_THE_PAGE, "")
    .replaceAll(":root", ":host")
    .replaceAll(/(?<![\w-])(\d*\.?\d+)rem\b/g, (_, size: string) => `${Number(size) * 16}px`);
}

/** The posters of all examples, by their names. */
export type Posters = Readonly<Record<string, Poster>>;

/** What of the lessons is a part of the widget's code; null where a page has none in it. */
export type Lessons = Readonly<Record<string, LessonParts>> | null;

/** Makes them all. */
export async function postersIn(folder: string): Promise<Posters> {
  const names = readdirSync(folder).map((file) => basename(file, ".json"));
  const made = names.map(
    async (name) => [name, await posterOf(scenarioIn(join(folder, `${name}.json`)))] as const,
  );
  return Object.fromEntries(await Promise.all(made));
}

/** The names of the colours that posters show, and what stands around them. */
function shownBy(posters: Posters): ReadonlySet<string> {
  return new Set([...(JSON.stringify(posters) + POSTER_STYLE).matchAll(/--\w+/g)].map(([name]) => name));
}

/** A style without those of its colours that the loader has given the same root already. */
function withoutColours(css: string, known: ReadonlySet<string>): string {
  return css.replaceAll(/(--\w+):(?:#\w+|light-dark\([^()]*\));?/g, (rule, name: string) =>
    known.has(name) ? "" : rule,
  );
}

/** Of the colours those that posters show. */
function coloursOf(root: string, posters: Posters): string {
  const used = shownBy(posters);
  const all = coloursIn(readFileSync(join(root, "src/view/design/tokens.css"), "utf8"));
  return all.replaceAll(/(--\w+): [^;}]+;? ?/g, (rule, name: string) => (used.has(name) ? rule : ""));
}

/** A style without the blanks that nobody needs. */
function short(css: string): string {
  return css
    .replaceAll(/\s*([{};,])\s*/g, "$1")
    .replaceAll(/: /g, ":")
    .replaceAll(";}", "}")
    .trim();
}

/** A style without its layers of a name, and what lay in those. */
export function withoutLayer(css: string, layer: string): [rest: string, inside: string] {
  const [begin, inside] = [new RegExp(`@layer ${layer}\\s*\\{`), [] as string[]];
  let rest = css;
  for (let found = begin.exec(rest); found; found = begin.exec(rest)) {
    const from = found.index + found[0].length;
    const to = closingOf(rest, from);
    inside.push(rest.slice(from, to));
    rest = rest.slice(0, found.index) + rest.slice(to + 1);
  }
  return [rest, inside.join("\n")];
}

/** The place of the brace that closes what begins at a place. */
function closingOf(css: string, from: number): number {
  let depth = 1;
  let at = from;
  for (; depth > 0 && at < css.length; at++) depth += css[at] === "{" ? 1 : css[at] === "}" ? -1 : 0;
  return at - 1;
}

/** A lesson by its name; without one, what leads through them. */
function lessonModule(root: string, lessons: Lessons, name: string | undefined): string {
  if (name) return `export default ${JSON.stringify(lessons?.[name]?.lesson)};`;
  const code = JSON.stringify(join(root, "src/entries/widget/lesson.ts"));
  return `export default ${lessons ? `() => import(${code})` : "null"};`;
}

/** Poster and lesson of each, loaded when they are asked for. */
function lessonsModule(lessons: Lessons): string {
  const part = (kind: string, name: string) => `() => import(${JSON.stringify(`${OWN}${kind}/${name}`)})`;
  const rows = Object.keys(lessons ?? {}).map(
    (name) =>
      `${JSON.stringify(name)}: { poster: ${part("lessons", name)}, lesson: ${part("lesson", name)} }`,
  );
  return `export const lessons = { ${rows.join(", ")} };`;
}

/** What of the lab is a part of the widget's code: files, examples and styles. */
export function widgetParts(root: string, posters: Posters, lessons: Lessons): Plugin {
  const guests = readdirSync(join(root, "public/guests")).filter((file) => file.endsWith(".elf"));
  return {
    name: "widget-parts",
    enforce: "pre",
    resolveId(id, importer) {
      if (id.endsWith("/fault.ts") && importer?.endsWith("/scenario/action.ts")) return `\0${OWN}faults`;
      return id.startsWith(OWN) ? `\0${id}` : null;
    },
    load(id) {
      if (id === PRELOADS) return "export const __vitePreload = (load) => load();";
      if (!id.startsWith(`\0${OWN}`)) return null;
      const [kind, name] = id.slice(OWN.length + 1).split("/") as [string, string | undefined];
      // A run needs the names of faults, which their schema has; what checks a stranger's is loaded when there is one.
      if (kind === "faults") return `export const FAULT_KINDS = ${JSON.stringify(FAULT_KINDS)};`;
      if (kind === "style") return `export default ${JSON.stringify(name ? LESSON_STYLE : STYLE)};`;
      if (kind === "lesson") return lessonModule(root, lessons, name);
      if (kind === "lessons" && name) return `export default ${JSON.stringify(lessons?.[name]?.poster)};`;
      if (kind === "lessons") return lessonsModule(lessons);
      if (kind === "colours") return `export default ${JSON.stringify(short(coloursOf(root, posters)))};`;
      if (kind === "machine") return packed(join(root, "src/machine/build/machine.wasm"));
      if (kind === "guests" && name) return packed(join(root, "public/guests", name));
      if (kind === "guests")
        return record(
          guests.map((file) => `guests/${file}`),
          (path) => `${OWN}${path}`,
        );
      if (kind === "examples" && name) return `export default ${JSON.stringify(posters[name])};`;
      return record(Object.keys(posters), (each) => `${OWN}examples/${each}`);
    },
    transform: {
      order: "pre",
      filter: { id: [/poster-style\.ts$/, OF_LESSONS] },
      handler(code, id) {
        if (OF_LESSONS.test(id)) return `@layer ${LAYER} {\n${code}\n}`;
        // What stands in the loader is as short as it can be written.
        return `export const POSTER_STYLE = ${JSON.stringify(short(POSTER_STYLE))};`;
      },
    },
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const sheets = Object.values(bundle).filter(
          (file) => file.type === "asset" && file.fileName.endsWith(".css"),
        );
        const joined = sheets.map((file) => String((file as { source: unknown }).source)).join("\n");
        const [css, ofLessons] = withoutLayer(joined, LAYER);
        const styles = { [STYLE]: css, [LESSON_STYLE]: ofLessons };
        for (const { fileName } of sheets) delete bundle[fileName];
        for (const file of Object.values(bundle))
          for (const [mark, style] of Object.entries(styles))
            if (file.type === "chunk" && file.code.includes(mark))
              file.code = file.code.replace(new RegExp(`(["'\`])${mark}\\1`), () =>
                JSON.stringify(withoutColours(shadowStyle(style), shownBy(posters))),
              );
      },
    },
  };
}
