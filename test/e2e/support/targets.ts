import { expect, type Page } from "@playwright/test";

/** The least width and height of what can be pressed, in CSS pixels. */
const LEAST = 32;

/**
 * Runs in the page: what can be pressed and does not take a press in all of a square of `least` around its middle. What
 * lies behind something else, such as a dialog, cannot be pressed.
 */
async function smallTargets(least: number): Promise<string[]> {
  const targets =
    "button, a[href], select, input, summary, [role=slider], [role=application], [tabindex='0']";
  const isHidden = (element: Element) =>
    !element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const small: string[] = [];
  const before = scrollY;
  for (const element of document.querySelectorAll<HTMLElement>(targets)) {
    if (isHidden(element)) continue;
    element.scrollIntoView({ block: "center", inline: "center" });
    // What was far out of sight is laid out in the next frame.
    if (element.closest("ol, ul")) await new Promise((resolve) => requestAnimationFrame(resolve));
    const label = (element as HTMLInputElement).labels?.[0];
    const own = element.getBoundingClientRect();
    // A small box is pressed by its words, too.
    const isSmall = Math.min(own.width, own.height) < least;
    const { left, top, width, height } = isSmall && label ? label.getBoundingClientRect() : own;
    const takes = (x: number, y: number) => {
      const hit = document.elementFromPoint(x, y);
      return hit !== null && (element.contains(hit) || label?.contains(hit) === true);
    };
    const [x, y] = [left + width / 2, top + height / 2];
    // What is drawn smaller may still take a press beside it; what is large enough must not be covered for the most part.
    const reach = Math.min(width, height) >= least ? least / 3 : least / 2 - 1;
    if (!takes(x, y)) continue;
    const missed = [
      [x - reach, y],
      [x + reach, y],
      [x, y - reach],
      [x, y + reach],
    ].filter(([atX, atY]) => !takes(atX!, atY!));
    const name = element.ariaLabel ?? element.textContent?.trim().slice(0, 40) ?? "";
    if (missed.length > 0)
      small.push(`${element.tagName.toLowerCase()} "${name}" ${Math.round(width)}x${Math.round(height)}`);
  }
  scrollTo(0, before);
  return small;
}

/** Everything that can be pressed in this state is large enough for a finger. */
export async function expectLargeTargets(page: Page, state: string): Promise<void> {
  expect(await page.evaluate(smallTargets, LEAST), state).toEqual([]);
}
