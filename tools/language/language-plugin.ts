/**
 * Builds the page for its languages: each message of a source becomes a number, and each language a list of what it says
 * for those numbers, in two parts: what a first visit loads, and the rest. A page loads the parts of one language.
 */
import { relative } from "node:path";
import MagicString, { type SourceMap } from "magic-string";
import type { HtmlTagDescriptor, Plugin, Rolldown } from "vite";
import { formsOf } from "../../src/language/words.ts";
import { entryOf, languageFolders, PSEUDO_LANGUAGE, SOURCE_LANGUAGE, translationsOf } from "./catalogue.ts";
import { type FoundMessage, messagesIn } from "./messages-in.ts";
import { type Group, loadedWith, readAll, type Source, sourcesOf } from "./sources.ts";

const LIST = "virtual:languages";
const PART = /^virtual:language\/(first|later)-([\w-]+)$/;
const SOURCE = /\/src\/.*\.(?:ts|svelte)$/;
const LAB = "/src/entries/app.ts";
const LATER = "/src/language/later.ts";

/** Every message has a place of its own in the catalogue, those of a first visit before all others. */
class Numbers {
  readonly #places = new Map<string, number>();
  readonly #sources = new Map<string, Source>();
  readonly #groups: Record<Group, { file: string; message: FoundMessage }[]> = { first: [], later: [] };

  constructor(sources: readonly Source[]) {
    for (const source of sources) this.#sources.set(source.file, source);
    for (const group of ["first", "later"] as const)
      for (const source of sources.filter((each) => each.group === group)) this.#add(source);
  }

  #add({ file, group, messages }: Source): void {
    for (const message of messages) {
      const key = placeKey(file, message);
      if (this.#places.has(key)) continue;
      this.#places.set(key, this.#places.size);
      this.#groups[group].push({ file, message });
    }
  }

  groupOf(file: string): Group | null {
    return this.#sources.get(file)?.group ?? null;
  }

  of(file: string, message: FoundMessage): number | undefined {
    return this.#places.get(placeKey(file, message));
  }

  entries(root: string, locale: string, group: Group): readonly unknown[] {
    const translations = translationsOf(root, locale);
    const forms = formsOf(locale === PSEUDO_LANGUAGE ? SOURCE_LANGUAGE : locale).length;
    return this.#groups[group].map(({ file, message }) =>
      entryOf(locale, translations, message, file, forms),
    );
  }
}

/** A file's messages are its own, so that a language may say the same English words otherwise in another file. */
function placeKey(file: string, { one, other }: FoundMessage): string {
  return [file, one, other ?? ""].join("\0");
}

/** The plugin for the project at `root`. */
export function languages(root: string): Plugin {
  let numbers: Numbers | null = null;
  const numbered = () => {
    numbers ??= new Numbers(sourcesOf(root));
    return numbers;
  };
  return {
    name: "languages",
    enforce: "pre",
    buildStart() {
      numbers = null;
    },
    resolveId: (id) => (id === LIST || PART.test(id) ? `\0${id}` : null),
    load(id) {
      if (id === `\0${LIST}`) return { code: listOf(root), moduleType: "js" };
      const [, group, locale] = PART.exec(id.slice(1)) ?? [];
      if (!locale || id[0] !== "\0") return null;
      const entries = numbered().entries(root, locale, group as Group);
      return { code: `export default ${JSON.stringify(entries)};`, moduleType: "js" };
    },
    transform: {
      order: "pre",
      filter: { id: SOURCE },
      handler(code, id) {
        // Tests of single parts say what stands in the source.
        if (process.env.VITEST) return null;
        const file = relative(root, id);
        return transformed(file, code, numbered());
      },
    },
    transformIndexHtml: {
      order: "post",
      handler: (html, { bundle }) => ({
        html: html.replace("</noscript>", `${withoutScript(root)}</noscript>`),
        tags: bundle ? besideTheWords(Object.values(bundle)) : [],
      }),
    },
    handleHotUpdate({ file, server }) {
      if (!SOURCE.test(file) && !file.endsWith(".po")) return;
      numbers = null;
      for (const [id, module] of server.moduleGraph.idToModuleMap)
        if (id.startsWith("\0virtual:language")) server.moduleGraph.invalidateModule(module);
      if (file.endsWith(".po")) server.ws.send({ type: "full-reload" });
    },
  };
}

/** Without a script nobody chooses a language, so every one is there. */
function withoutScript(root: string): string {
  return languageFolders(root)
    .filter(({ needsScript }) => needsScript !== undefined)
    .map(({ locale, direction, needsScript }) => `<p lang="${locale}" dir="${direction}">${needsScript}</p>`)
    .join("");
}

/** The lab's own parts, named in the page so that the browser loads them beside the words that the entry chooses. */
function besideTheWords(
  files: readonly (Rolldown.OutputAsset | Rolldown.OutputChunk)[],
): HtmlTagDescriptor[] {
  const chunks = files.filter((file) => file.type === "chunk");
  const lab = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(LAB));
  if (!lab) throw new Error(`The build has no part that begins with ${LAB}.`);
  const parts = [lab, ...chunks.filter(({ fileName }) => lab.imports.includes(fileName))];
  const styles = new Set(parts.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]));
  return [
    ...parts.map(({ fileName }) => tagOf("link", { rel: "modulepreload", href: `./${fileName}` })),
    ...[...styles].map((file) => tagOf("link", { rel: "stylesheet", href: `./${file}` })),
  ];
}

function tagOf(tag: string, attrs: Record<string, string>): HtmlTagDescriptor {
  return { tag, attrs: { ...attrs, crossorigin: "" }, injectTo: "head" };
}

/** Whether a source is always loaded with the lab, and not already by the entry that chooses the language. */
export function alwaysLoaded(root: string): (id: string) => boolean {
  const codes = readAll(root);
  const [lab, entry] = [loadedWith("src/entries/app.ts", codes), loadedWith("src/entries/page.ts", codes)];
  return (id) => {
    const file = relative(root, id);
    return lab.has(file) && !entry.has(file) && file !== "src/entries/app.ts";
  };
}

/** The module that lists the languages and how their parts are loaded. */
function listOf(root: string): string {
  const derived = { locale: PSEUDO_LANGUAGE, tag: "en-XA", name: "Pseudo", direction: "rtl" };
  const folders = languageFolders(root).map(({ needsScript: _, ...language }) => language);
  const rows = [...folders, derived].map((language) => {
    const isListed = language !== derived;
    const part = (group: Group) => `() => import("virtual:language/${group}-${language.locale}")`;
    return `{ ...${JSON.stringify({ tag: language.locale, ...language, isListed })}, first: ${part("first")}, later: ${part("later")} }`;
  });
  return `export const LANGUAGES = [${rows.join(",\n")}];`;
}

function transformed(file: string, code: string, numbers: Numbers): { code: string; map: SourceMap } | null {
  const messages = messagesIn(file, code);
  if (messages.length === 0) return null;
  const text = new MagicString(code);
  for (const message of messages) {
    const number = numbers.of(file, message);
    if (number === undefined) throw new Error(`${file}: the message "${message.one}" came after the count.`);
    if (message.forms) pluralised(text, message, number);
    else called(text, message, number);
  }
  if (numbers.groupOf(file) === "later") importLater(file, text, code);
  return { code: text.toString(), map: text.generateMap({ hires: true }) };
}

/** t`The {0} of {1}` becomes t(7, a, b). */
function called(text: MagicString, { start, end, spans }: FoundMessage, number: number): void {
  let from = start;
  let put = `t(${number}`;
  for (const [begins, ends] of spans) {
    text.overwrite(from, begins, `${put}, `);
    [from, put] = [ends, ""];
  }
  if (spans.length === 0) text.overwrite(start, end, `${put})`);
  else text.overwrite(from, end, ")");
}

/** plural(n, { one: …, other: … }) becomes plural(n, 7, [a, b]). */
function pluralised(text: MagicString, { forms, values }: FoundMessage, number: number): void {
  const given = values.length > 0 ? `, [${values.join(", ")}]` : "";
  text.overwrite(forms![0], forms![1], `${number}${given}`);
}

/** What is loaded later waits for its words. */
function importLater(file: string, text: MagicString, code: string): void {
  const statement = `import ${JSON.stringify(LATER)};\n`;
  const script = /<script\b(?![^>]*\bmodule\b)[^>]*>/.exec(code);
  if (!file.endsWith(".svelte")) text.prepend(statement);
  else text.appendRight(script!.index + script![0].length, `\n${statement}`);
}
