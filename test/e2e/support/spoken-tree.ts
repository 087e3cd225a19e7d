import { expect, type Locator } from "@playwright/test";
import { plain } from "./lesson-page.ts";

/** A line of the tree that a screen reader has. */
interface Spoken {
  readonly role: string;
  readonly text: string;
}

/** What a person sees: words where they stand, in the order of the document. */
interface Seen {
  /** Beside what is seen: written for the ear only, or by a style, which has no place of its own. */
  readonly isSpoken: boolean;
  readonly text: string;
  /** It stays in sight at an edge, whatever is read. */
  readonly isStuck: boolean;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** What may have a name that is not to be seen: controls with a sign on them, fields, pictures, and what holds others together. */
const NAMED_UNSEEN =
  /^(button|link|spinbutton|slider|combobox|option|radio|checkbox|list|group|navigation|complementary|region|progressbar|img|status|table|cell|row|rowheader|columnheader)$/;

/**
 * Says that a part of the page tells the same to eye and ear: every word that is seen is in the tree, every word of the tree is
 * seen, names a control, or is one of those that are written for the ear, and both go from top to bottom in the same order.
 */
export async function expectTreeLikePicture(part: Locator, state: string): Promise<void> {
  const { tree, written } = await atOneMoment(part);
  const seen = written.filter(({ isSpoken }) => !isSpoken);
  const spoken = plain(tree.map(({ text }) => text).join(" "));
  const shown = plain(written.map(({ text }) => text).join(" "));
  const silent = seen.filter(({ text }) => !spoken.includes(plain(text)));
  expect(
    silent.map(({ text }) => text),
    `${state}: seen, but in no tree`,
  ).toEqual([]);
  const unseen = tree.filter(({ role, text }) => !NAMED_UNSEEN.test(role) && !shown.includes(plain(text)));
  expect(
    unseen.map(({ role, text }) => `${role}: ${text}`),
    `${state}: told, but not seen`,
  ).toEqual([]);
  expect(outOfOrder(seen), `${state}: read in another order than seen`).toEqual([]);
}

/** What is heard and what is seen. Both are of one moment where the tree is the same before and after the picture. */
async function atOneMoment(part: Locator): Promise<{ tree: Spoken[]; written: Seen[] }> {
  for (let before = await part.ariaSnapshot(); ; ) {
    const written = await part.evaluate(seenIn);
    const after = await part.ariaSnapshot();
    if (after === before) return { tree: spokenIn(after), written };
    before = after;
  }
}

/** Lines of a tree such as `- button "Check"`, `- text: Goals`, `- paragraph: Words`. */
function spokenIn(tree: string): Spoken[] {
  return tree.split("\n").flatMap((line) => {
    const [, role, name, text] =
      /^\s*- '?(\w+)(?: "((?:[^"\\]|\\.)*)")?[^:]*?'?(?:: ?(.*))?$/.exec(line) ?? [];
    if (!role || line.includes("/url:")) return [];
    const words = [name, text]
      .filter((each): each is string => !!each)
      .map((each) => each.replaceAll('\\"', '"'));
    return words.map((each) => ({ role, text: each.replace(/^['"]|['"]$/g, "") }));
  });
}

/** Runs in the page. */
function seenIn(part: Element): Seen[] {
  const seen: Seen[] = [];
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    const element = node.parentElement!;
    const isHidden = !element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (!node.data.trim() || isHidden || element.closest("[aria-hidden=true], option, title, style"))
      continue;
    range.selectNodeContents(node);
    const { top, bottom, left, right, width, height } = range.getBoundingClientRect();
    const isSpoken = [...ancestors(element)].some((each) =>
      getComputedStyle(each).clipPath.startsWith("inset"),
    );
    const isStuck = [...ancestors(element)].some((each) =>
      /sticky|fixed/.test(getComputedStyle(each).position),
    );
    if (width > 1 && height > 1)
      seen.push({ isSpoken, isStuck, text: node.data.trim(), top, bottom, left, right });
  }
  // What a style writes before an element has no place of its own.
  for (const element of part.querySelectorAll("*")) {
    const text = /^"(.+)"$/.exec(getComputedStyle(element, "::before").content)?.[1];
    const { top, bottom, left, right } = element.getBoundingClientRect();
    if (text) seen.push({ isSpoken: true, isStuck: false, text, top, bottom, left, right });
  }
  return seen;

  function* ancestors(of: Element): Generator<Element> {
    for (let outer: Element | null = of; outer && part.contains(outer); outer = outer.parentElement)
      yield outer;
  }
}

/** Words that stand wholly above those that are read before them, and not in a column beside them. */
function outOfOrder(seen: readonly Seen[]): string[] {
  return seen.flatMap((one, index) => {
    const before = seen[index - 1];
    const isAbove =
      before && !before.isStuck && !one.isStuck && one.bottom <= before.top + 1 && one.left < before.right;
    return isAbove ? [`"${one.text}" after "${before.text}"`] : [];
  });
}
