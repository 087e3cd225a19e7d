import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { deflateRawSync } from "node:zlib";
import type { Plugin } from "vite";
import { FAULT_KINDS } from "../../src/scenario/fault.ts";
import type { Poster } from "../../src/widget/poster.ts";
import { POSTER_STYLE } from "../../src/widget/poster-style.ts";
import { posterOf, scenarioIn } from "./poster.ts";

/** What stands for the style of all components until it is known. */
const STYLE = "__WIDGET_STYLE__";

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

/** What of the lab is a part of the widget's code: files, examples and styles. */
export function widgetParts(root: string, posters: Posters): Plugin {
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
      if (kind === "style") return `export default ${JSON.stringify(STYLE)};`;
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
    /** What stands in the loader is as short as it can be written. */
    transform: {
      filter: { id: /poster-style\.ts$/ },
      handler: () => `export const POSTER_STYLE = ${JSON.stringify(short(POSTER_STYLE))};`,
    },
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const sheets = Object.values(bundle).filter(
          (file) => file.type === "asset" && file.fileName.endsWith(".css"),
        );
        const css = sheets.map((file) => String((file as { source: unknown }).source)).join("\n");
        for (const { fileName } of sheets) delete bundle[fileName];
        for (const file of Object.values(bundle))
          if (file.type === "chunk" && file.code.includes(STYLE))
            file.code = file.code.replace(new RegExp(`(["'\`])${STYLE}\\1`), () =>
              JSON.stringify(withoutColours(shadowStyle(css), shownBy(posters))),
            );
      },
    },
  };
}
