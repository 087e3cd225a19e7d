import type { Page } from "@playwright/test";

/**
 * Runs in the page: what does not fit. That is a page that scrolls sideways, and words that stand outside it, are cut off,
 * or lie over other words. Words in a frame that scrolls are looked after by its bars.
 */
async function misfits(): Promise<string[]> {
  // The wires and the tape follow boxes, which are measured once they are laid out: that is in the next frame.
  for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
  /** Where the cable hangs. Its ends swing when it is cut, and are judged where they come to rest. */
  const hangs = () =>
    [...document.querySelectorAll(".scene path.core")].map((end) => end.getAttribute("d")).join();
  for (let before = ""; before !== hangs(); ) {
    before = hangs();
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
  }
  interface Words {
    readonly text: string;
    readonly element: Element;
    readonly layer: Element | null;
    readonly box: DOMRect;
  }
  interface Style {
    readonly position: string;
    readonly overflow: string;
    readonly isSpoken: boolean;
    readonly size: number;
  }
  const styles = new Map<Element, Style>();
  /** Read once for each element: most words share what is around them. */
  const styleOf = (element: Element): Style => {
    const known = styles.get(element);
    if (known) return known;
    const { position, overflowX, overflowY, clipPath, fontSize } = getComputedStyle(element);
    const style = {
      position,
      overflow: overflowX + overflowY,
      isSpoken: clipPath.startsWith("inset"),
      size: Number.parseFloat(fontSize),
    };
    styles.set(element, style);
    return style;
  };
  /** What lies over the page on purpose: a panel, a dialog, what stays in sight while the page goes by. */
  const layerOf = (element: Element): Element | null => {
    for (let outer: Element | null = element; outer; outer = outer.parentElement) {
      if (outer.matches("dialog, .board, .help, .guests, .lens, .rest.open, .switch small, .shutter"))
        return outer;
      if (/fixed|sticky/.test(styleOf(outer).position)) return outer;
    }
    return null;
  };
  const isSpoken = (element: Element): boolean => {
    for (let outer: Element | null = element; outer; outer = outer.parentElement)
      if (styleOf(outer).isSpoken) return true;
    return false;
  };
  /** Whether words are cut off; null where they may be scrolled to. */
  const isCut = (element: Element, box: DOMRect): boolean | null => {
    for (let outer: Element | null = element; outer && outer !== document.body; outer = outer.parentElement) {
      const { overflow } = styleOf(outer);
      if (/auto|scroll/.test(overflow)) return null;
      if (!/hidden|clip/.test(overflow) || outer instanceof SVGElement) continue;
      const frame = outer.getBoundingClientRect();
      const isOut =
        box.left < frame.left - 2 ||
        box.right > frame.right + 2 ||
        box.top + box.height * 0.2 < frame.top - 2 ||
        box.bottom - box.height * 0.2 > frame.bottom + 2;
      if (isOut) return true;
    }
    return false;
  };
  const found: string[] = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth)
    found.push(`the page is ${scrollWidth - clientWidth} px wider than the screen`);
  const all: Words[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    const element = node.parentElement!;
    const text = node.data.trim().slice(0, 40);
    if (!text || element.closest("style, script, option, title, .console, textarea")) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || isSpoken(element))
      continue;
    if (styleOf(element).size === 0) continue;
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 2 || box.height < 2) continue;
      const cut = isCut(element, box);
      if (cut === null) continue;
      if (cut) found.push(`"${text}" is cut off`);
      if (box.left < -1 || box.right > clientWidth + 1) found.push(`"${text}" stands outside the page`);
      const button = element.closest("button")?.getBoundingClientRect();
      if (button && (box.left < button.left - 2 || box.right > button.right + 2))
        found.push(`"${text}" sticks out of its button`);
      all.push({ text, element, layer: layerOf(element), box });
    }
  }
  all.sort((one, other) => one.box.top - other.box.top);
  for (const [index, one] of all.entries())
    for (let next = index + 1; next < all.length && all[next]!.box.top < one.box.bottom; next++) {
      const other = all[next]!;
      const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      // A line's box is higher than its letters.
      const high =
        Math.min(one.box.bottom - one.box.height * 0.2, other.box.bottom - other.box.height * 0.2) -
        Math.max(one.box.top + one.box.height * 0.2, other.box.top + other.box.height * 0.2);
      if (wide <= 1.5 || high <= 1) continue;
      if (one.layer !== other.layer || one.element === other.element) continue;
      if (one.element.closest("svg") && one.element.closest("svg") === other.element.closest("svg")) continue;
      found.push(`"${one.text}" lies over "${other.text}"`);
    }
  /** Words and controls that need some air about them, or that are to be seen whole. */
  const visible = (selector: string) =>
    [...document.querySelectorAll<HTMLElement>(selector)].filter((element) =>
      element.checkVisibility({ visibilityProperty: true }),
    );
  const meets = (one: DOMRect, other: DOMRect, air: number) =>
    one.left < other.right + air &&
    other.left < one.right + air &&
    one.top < other.bottom + air &&
    other.top < one.bottom + air;
  for (const head of visible("[aria-label=Tape] .head i"))
    for (const mark of visible(".axis span"))
      if (meets(head.getBoundingClientRect(), mark.getBoundingClientRect(), 0))
        found.push(`the playhead covers "${mark.textContent}"`);
  for (const head of visible("[aria-label=Tape] .head"))
    for (const words of visible(".strip .reading > *, .after span")) {
      const { left, right } = words.getBoundingClientRect();
      const line = head.getBoundingClientRect().left + head.offsetWidth / 2;
      const [over, under] = [words.parentElement!, head.parentElement!].map((each) =>
        Number.parseInt(getComputedStyle(each).zIndex, 10),
      );
      const isBehind = over! > under! && getComputedStyle(words).backgroundColor !== "rgba(0, 0, 0, 0)";
      if (left < line && line < right && !isBehind) found.push(`the playhead crosses "${words.textContent}"`);
    }
  for (const words of visible(".place p, .cable > p")) {
    const box = words.getBoundingClientRect();
    const isCrossed = [...document.querySelectorAll<SVGPathElement>(".scene path.core")].some((cable) => {
      const steps = Math.ceil(cable.getTotalLength() / 4);
      return Array.from({ length: steps }, (_, step) => cable.getPointAtLength(step * 4)).some((point) => {
        const { x, y } = point.matrixTransform(cable.getScreenCTM()!);
        return x > box.left && x < box.right && y > box.top && y < box.bottom;
      });
    });
    if (!isSpoken(words) && isCrossed)
      found.push(`the cable crosses "${words.textContent.trim().slice(0, 40)}"`);
  }
  // A seal is turned, so it is measured in its own units.
  for (const words of visible(".stamp:has(rect) text") as Element[]) {
    const { x, width } = (words as SVGGraphicsElement).getBBox();
    const lines = [...words.closest("svg")!.querySelectorAll<SVGGraphicsElement>("rect.inner, rect.disc")];
    const frame = lines.findLast((line) => line.checkVisibility())!.getBBox();
    if (width > 0 && (x < frame.x + 3 || x + width > frame.x + frame.width - 3))
      found.push(`"${words.textContent.trim()}" sticks out of its seal`);
  }
  // A round one's words lie in its inner ring, but for those that run along it.
  for (const words of visible(".stamp:has(circle) text:not(.rim)") as Element[]) {
    const { x, y, width, height } = (words as SVGGraphicsElement).getBBox();
    const ring = words.closest("svg")!.querySelector<SVGCircleElement>("circle.inner")!;
    if (width === 0 || !ring.checkVisibility()) continue;
    const place = DOMMatrix.fromMatrix(ring.getCTM()!).inverse();
    const moved = place.multiply((words as SVGGraphicsElement).getCTM()!).f;
    const middle = y + moved + height / 2 - ring.cy.baseVal.value;
    const reach = Math.max(ring.cx.baseVal.value - x, x + width - ring.cx.baseVal.value);
    if (Math.hypot(middle, reach) > ring.getBBox().width / 2 - 1)
      found.push(`"${words.textContent.trim()}" sticks out of its seal's ring`);
  }
  for (const swatch of visible(".help li canvas")) {
    const words = swatch.closest("li")!.querySelector("span:not(:has(canvas))");
    if (words && !isSpoken(words) && meets(swatch.getBoundingClientRect(), words.getBoundingClientRect(), 2))
      found.push(`"${words.textContent.trim()}" touches its sign`);
  }
  for (const state of visible("dialog .now") as Element[]) {
    const box = state.getBoundingClientRect();
    const frame = state.closest(".frame")!.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    if (x < frame.left || x > frame.right || y < frame.top || y > frame.bottom)
      found.push(`the present state, "${state.textContent.trim()}", is out of sight in its frame`);
  }
  for (const square of visible(".heap .squares") as Element[])
    for (const disc of visible(".stamp .disc, .stamp rect") as Element[])
      if (meets(square.getBoundingClientRect(), disc.getBoundingClientRect(), 0))
        found.push(`the seal lies over the heap`);
  for (const console of visible(".console")) {
    const line = Number.parseFloat(getComputedStyle(console).lineHeight);
    const lines = console.clientHeight / line;
    if (console.scrollHeight > console.clientHeight && Math.abs(lines - Math.round(lines)) > 0.05)
      found.push("a line of a console is cut");
  }
  let above: DOMRect | null = null;
  for (const reading of visible(".strip .reading")) {
    const text = reading.textContent.trim().replaceAll(/\s+/g, " ");
    if (reading.scrollWidth > reading.clientWidth) found.push(`"${text}" sticks out over its chart`);
    const box = reading.getBoundingClientRect();
    if (above && box.bottom - above.bottom < styleOf(reading).size * 1.1)
      found.push(`"${text}" touches what stands above it`);
    above = box;
  }
  for (const row of visible("article li")) {
    const plate = row.closest("article")!.querySelector(".plate .switch button");
    if (isSpoken(row) || !plate) continue;
    if (meets(row.getBoundingClientRect(), plate.getBoundingClientRect(), 2))
      found.push(`"${row.textContent.trim()}" touches the switch of its machine`);
  }
  return [...new Set(found)];
}

/** Where the story stands on the page, in pixels from its top. */
export interface Story {
  readonly top: number;
  readonly bottom: number;
  /** The lower edge of Play as it is seen. */
  readonly play: number;
  readonly pageHeight: number;
}

/** Where the sentence begins and the lowest of machines and mailbox ends; null where the lab is not shown. */
export function storyOf(page: Page): Promise<Story | null> {
  return page.evaluate(() => {
    scrollTo(0, 0);
    const sentence = document.querySelector("main [data-kind]");
    const play = document.querySelector(".transport .play");
    if (!sentence?.checkVisibility() || !play) return null;
    const parts = [...document.querySelectorAll("article, .mailbox")];
    return {
      top: sentence.getBoundingClientRect().top,
      bottom: Math.max(...parts.map((part) => part.getBoundingClientRect().bottom)),
      play: play.getBoundingClientRect().bottom,
      pageHeight: document.documentElement.scrollHeight,
    };
  });
}

/** What of the page does not fit at its present size, once it has laid itself out. */
export function whatDoesNotFit(page: Page): Promise<string[]> {
  return page.evaluate(misfits);
}

/** What is read off the tape at the playhead, chart by chart: true of a moment, however wide the page is. */
export function readingsOf(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll(".strip .reading")].map((reading) =>
      reading.textContent.trim().replaceAll(/\s+/g, " "),
    ),
  );
}
