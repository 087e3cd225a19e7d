import type { Page } from "playwright";

/** What a run can be let run to, as the page calls it. */
export type Place = "page fault" | "end of round" | "end";

/**
 * Lets the run go on to a place without drawing what lies between. On a narrow page the way to it is folded. `said` gives the words of
 * the page's language for English ones.
 */
export async function runTo(
  page: Pick<Page, "getByRole">,
  place: Place,
  said: (english: string) => string = (english) => english,
): Promise<void> {
  const more = page.getByRole("button", { name: said("Time controls") });
  const isFolded = (await more.isVisible()) && (await more.getAttribute("aria-expanded")) === "false";
  if (isFolded) await more.click();
  await page
    .getByRole("combobox", { name: said("Run to"), exact: true })
    .selectOption({ label: said(place) });
  await page.getByRole("button", { name: said("Run to the chosen place") }).click();
  if (isFolded) await more.click();
}
