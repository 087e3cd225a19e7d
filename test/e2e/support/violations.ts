import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { expectLargeTargets } from "./targets.ts";

const THEMES = ["light", "dark", "projector"] as const;

/**
 * What axe finds wrong on the page as it is now, in every theme, and where the system forces its own colours; and that
 * everything that can be pressed is large enough.
 */
export async function expectNoViolations(page: Page, state: string): Promise<void> {
  const own = await page.evaluate(() => document.documentElement.dataset.theme);
  const show = (theme: string | undefined) =>
    page.evaluate((value) => {
      if (value === undefined) delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = value;
    }, theme);
  for (const theme of THEMES) {
    await show(theme);
    expect(await violationsOf(page), `${state}, ${theme}`).toEqual([]);
    await expectLargeTargets(page, `${state}, ${theme}`);
  }
  await show(own);
  await page.emulateMedia({ forcedColors: "active" });
  // Contrasts are the system's then; axe measures those of the colours that it does not draw.
  expect(await violationsOf(page, ["color-contrast"]), `${state}, forced colours`).toEqual([]);
  await page.emulateMedia({ forcedColors: null });
}

async function violationsOf(page: Page, without: string[] = []): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).disableRules(without).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
