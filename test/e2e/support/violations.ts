import { expect, type Page } from "@playwright/test";
import axe from "axe-core";
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
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(violations, without);
}

/**
 * Runs in the page: what axe finds wrong by all its rules but some. Meanwhile the page's own frames wait, for a run that
 * is drawn sixty times a second leaves axe little of the processor; for the lab that is a pause without a picture.
 */
async function violations(without: string[]): Promise<string[]> {
  const {
    axe: scanner,
    requestAnimationFrame: request,
    cancelAnimationFrame: cancel,
  } = window as unknown as {
    axe: typeof axe;
  } & Window;
  const waiting = new Map<number, FrameRequestCallback>();
  const late = new Map<number, number>();
  let last = 0;
  window.requestAnimationFrame = (frame) => {
    waiting.set(--last, frame);
    return last;
  };
  window.cancelAnimationFrame = (id) => {
    if (!waiting.delete(id)) cancel.call(window, late.get(id) ?? id);
  };
  try {
    const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
    const found = await scanner.run(document, { resultTypes: ["violations"], rules });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  } finally {
    window.requestAnimationFrame = request;
    for (const [id, frame] of waiting) late.set(id, request.call(window, frame));
    waiting.clear();
  }
}
