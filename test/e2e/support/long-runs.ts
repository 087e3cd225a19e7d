import type { Page } from "@playwright/test";

/** The pages on which the question is answered already. */
const answered = new WeakSet<Page>();

/**
 * Says that a run which takes long on its way to a moment is to go on, whenever the page asks: a slow machine is asked
 * wherever a run is done again, and what a journey looks for would not come.
 */
export function goOnWithLongRuns(page: Page): void {
  if (answered.has(page)) return;
  answered.add(page);
  const goOn = page.getByRole("button", { name: "Go on", exact: true });
  // Whatever is asked of the page later is asked after this.
  void page.addLocatorHandler(goOn, (button) => button.click());
}
