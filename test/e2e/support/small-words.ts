import type { Page } from "@playwright/test";

/** The words that are drawn smaller than so many pixels, each with its size. Words that are only read aloud do not count. */
export function wordsUnder(page: Page, least: number): Promise<string[]> {
  return page.evaluate((limit) => {
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const text = walker.currentNode as Text;
      const element = text.parentElement!;
      if (!text.data.trim() || element.closest("style, script, option")) continue;
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      range.selectNodeContents(text);
      const { width, height } = range.getBoundingClientRect();
      let isClipped = false;
      for (let outer: Element | null = element; outer; outer = outer.parentElement)
        isClipped ||= getComputedStyle(outer).clipPath.startsWith("inset");
      if (width < 2 || height < 2 || isClipped) continue;
      const scale = element instanceof SVGGraphicsElement ? (element.getScreenCTM()?.d ?? 1) : 1;
      const size = Number.parseFloat(getComputedStyle(element).fontSize) * scale;
      if (size < limit - 0.5) found.add(`${size.toFixed(1)} px: ${text.data.trim().slice(0, 40)}`);
    }
    return [...found];
  }, least);
}
