import type { Page } from "playwright";

/** What a run can be let run to, as the page calls it. */
export type Place = "page fault" | "end of round" | "end";

/** Lets the run go on to a place without drawing what lies between. On a narrow page the way to it is folded. */
export async function runTo(page: Page, place: Place): Promise<void> {
  const more = page.getByRole("button", { name: "Time controls" });
  const isFolded = (await more.isVisible()) && (await more.getAttribute("aria-expanded")) === "false";
  if (isFolded) await more.click();
  await page.getByRole("combobox", { name: "Run to" }).selectOption({ label: place });
  await page.getByRole("button", { name: "Run to the chosen place" }).click();
  if (isFolded) await more.click();
}
