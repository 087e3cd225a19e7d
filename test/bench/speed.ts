import type { Page } from "playwright";

/** Sets the page's speed as high as it goes; it can be chosen once a migration is under way. */
export async function fasten(page: Page): Promise<void> {
  await page.locator(".speed input").evaluate((slider: HTMLInputElement) => {
    slider.value = slider.max;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

/** The virtual time that the page shows, in seconds. */
export async function virtualSeconds(page: Page): Promise<number> {
  const text = await page.locator("[aria-label=Time] .figures").first().textContent();
  return Number.parseFloat(text ?? "");
}
