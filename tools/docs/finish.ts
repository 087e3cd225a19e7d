/** What a generated site lacks: it lies at any address, and its pages say what they may load. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { POLICY, policyText } from "../content-policy.ts";

/** What the generator is told as the site's address, and what the finished site has nowhere. */
export const NO_ADDRESS = "/__docs__/";

/** How a module calls its own address; written in parts, so that no tool takes it for this module's. */
const HERE = ["import", "meta", "url"].join(".");

/** The parts of a site lie in its folder `assets`, or in one folder of that. */
const ASSETS = /^assets\/(chunks\/)?[^/]+\.js$/;

/**
 * Makes a generated site independent of its address, and gives its pages a content policy. Whatever a page has as a style in
 * its markup becomes a rule of the site's style sheet, since the policy allows no other.
 */
export function finishSite(folder: string): void {
  rmSync(join(folder, "404.html"), { force: true });
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const styles = new InlineStyles();
  for (const file of files.filter((each) => each.endsWith(".html")))
    change(folder, file, (text) => withPolicy(styles.moved(text).replaceAll(NO_ADDRESS, "./")));
  for (const file of files.filter((each) => each.endsWith(".js"))) {
    if (!ASSETS.test(file)) throw new Error(`${file} lies where no part of the site was expected.`);
    const up = file.startsWith("assets/chunks/") ? "../../" : "../";
    change(folder, file, (text) => withoutAddress(styles.moved(text), up));
  }
  const sheet = files.find((each) => /^assets\/style\..*\.css$/.test(each));
  if (!sheet) throw new Error("The site has no style sheet.");
  change(folder, sheet, (text) => text.replaceAll(NO_ADDRESS, "../") + styles.rules());
}

function change(folder: string, file: string, by: (text: string) => string): void {
  const path = join(folder, file);
  writeFileSync(path, by(readFileSync(path, "utf8")));
}

/** A script with the site's address looked up where it runs, in the place of every text that has it. */
function withoutAddress(text: string, up: string): string {
  if (!text.includes(NO_ADDRESS)) return text;
  const script = ts.createSourceFile("part.js", text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const places: (readonly [number, number])[] = [];
  const look = (node: ts.Node): void => {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
    if (isText && node.getText(script).includes(NO_ADDRESS)) places.push([node.getStart(script), node.end]);
    else ts.forEachChild(node, look);
  };
  look(script);
  const address = `new URL(${JSON.stringify(up)},${HERE}).pathname`;
  return places.reduceRight((changed, [from, to]) => {
    const lookedUp = `(${changed.slice(from, to)}).replaceAll(${JSON.stringify(NO_ADDRESS)},${address})`;
    return `${changed.slice(0, from)} ${lookedUp}${changed.slice(to)}`;
  }, text);
}

/** Styles found in markup, each with the name that stands in its place. */
class InlineStyles {
  readonly #names = new Map<string, string>();

  /** Markup, or a script that has some, in which each style is a name. */
  moved(text: string): string {
    return text.replaceAll(
      /(<[a-z][^<>]*?) style=(\\?")([^"\\]*)\2/g,
      (_, before: string, quote: string, style: string) =>
        `${before} data-look=${quote}${this.#nameOf(style)}${quote}`,
    );
  }

  rules(): string {
    return [...this.#names].map(([style, name]) => `[data-look="${name}"]{${style}}`).join("");
  }

  #nameOf(style: string): string {
    const name = this.#names.get(style) ?? createHash("sha256").update(style).digest("hex").slice(0, 8);
    this.#names.set(style, name);
    return name;
  }
}

/** A page with its policy before everything that it rules: its own files, and the scripts that stand in it as they are. */
function withPolicy(page: string): string {
  const scripts = [...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  const hashes = scripts.map(
    ([, script]) => `'sha256-${createHash("sha256").update(script!).digest("base64")}'`,
  );
  const policy = policyText({
    ...POLICY,
    // Parts of the next page are fetched ahead, and small pictures stand in the style sheet.
    "default-src": "'self'",
    "script-src": [POLICY["script-src"], ...hashes].join(" "),
    "img-src": "'self' data:",
    "object-src": "'none'",
  });
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  return page.replace(/<head>\s*/, (head) => head + meta);
}
