/** Links between the repository's documents, as the site has them. */
import { basename, dirname, join } from "node:path/posix";
import { PAGES, PICTURES } from "./pages.ts";

/** Pages that are the site's own name the others as the site has them. */
const OWN = "docs/site/";
/** Where the lab's page lies as a page of the site sees it: beside the site's folder. */
const LAB = "docs/index.html";
const LINK = /(!?)\[((?:[^[\]]|`[^`]*`)*)\]\(([^()\s]+)\)/g;
const BLOCK = /(^ *```[\s\S]*?^ *```)/gm;

/**
 * A document's text with its links leading to pages of the site. What the site has no page for lies in the repository only,
 * and loses its link. Blocks of code are left as they are.
 */
export function withSiteLinks(text: string, source: string): string {
  const pieces = text.split(BLOCK);
  return pieces.map((piece, index) => (index % 2 === 1 ? piece : linked(piece, source))).join("");
}

function linked(text: string, source: string): string {
  return text.replace(LINK, (whole, mark: string, words: string, target: string) => {
    if (/^(https?:|#)/.test(target)) return whole;
    const [file = "", anchor] = target.split("#");
    const path = join(dirname(source), file);
    if (PICTURES.includes(path)) return `${mark}[${words}](./${basename(path)})`;
    if (path === LAB) return whole;
    const page = PAGES.find((each) => each.source === path || `${OWN}${each.name}.md` === path);
    if (!page) return words;
    return `[${words}](./${page.name}.md${anchor ? `#${anchor}` : ""})`;
  });
}
