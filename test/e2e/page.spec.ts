import { expect, type Page, test } from "@playwright/test";
import { LabPage } from "./support/lab-page.ts";
import { expectLargeTargets } from "./support/targets.ts";
import { expectNoViolations } from "./support/violations.ts";

/** Collects what a visitor's console and network show from here on. */
function watch(page: Page): { complaints: string[]; strangers: string[]; headers: Record<string, string>[] } {
  const seen = {
    complaints: [] as string[],
    strangers: [] as string[],
    headers: [] as Record<string, string>[],
  };
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) seen.complaints.push(message.text());
  });
  page.on("pageerror", (error) => seen.complaints.push(String(error)));
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (!["data:", "blob:"].includes(protocol) && hostname !== "localhost")
      seen.strangers.push(request.url());
  });
  page.on("response", (response) => seen.headers.push(response.headers()));
  return seen;
}

test.describe(() => {
  test.use({ serviceWorkers: "allow" });

  test("asks no other server, complains of nothing and needs no isolation", async ({ page }) => {
    const seen = watch(page);
    const lab = new LabPage(page);
    await lab.open();
    await lab.chooseStrategy("stopAndCopy");
    await lab.begin();
    await lab.runTo("end");
    await lab.endsIdentical();
    await lab.reset.click();
    await lab.isThere();
    expect(seen.strangers).toEqual([]);
    expect(seen.complaints).toEqual([]);
    const isolating = ["cross-origin-opener-policy", "cross-origin-embedder-policy"];
    for (const headers of seen.headers) expect(isolating.filter((name) => name in headers)).toEqual([]);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  });
});

test("everybody can use it, in every theme", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.pause();
  await expectNoViolations(page, "first view");
  await page.keyboard.press("?");
  await expectNoViolations(page, "help");
  await page.keyboard.press("Escape");
  await lab.migrateToFirstFault();
  await expectNoViolations(page, "page-in");
  await lab.cutLink.click();
  await expectNoViolations(page, "cut");
  await lab.runTo("end");
  await lab.endsIdentical();
  await expectNoViolations(page, "done");
});

test("nothing is wider than a screen of 320 pixels, and a finger finds everything", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const lab = new LabPage(page);
  const overhang = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await lab.open();
  expect(await overhang()).toBe(0);
  await expectLargeTargets(page, "first view at 320 pixels");
  await lab.migrateToFirstFault();
  expect(await overhang()).toBe(0);
  await expectLargeTargets(page, "page-in at 320 pixels");
  await lab.cutLink.click();
  await lab.runTo("end");
  await lab.endsIdentical();
  expect(await overhang()).toBe(0);
});

for (const theme of ["light", "projector"])
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
    [320, 640],
  ] as const)
    test(`nothing jumps from the first view to the run, ${theme} at ${width} pixels`, async ({ page }) => {
      await page.addInitScript((name) => localStorage.setItem("quick-resume-lab theme", name), theme);
      await page.setViewportSize({ width, height });
      const lab = new LabPage(page);
      await lab.open();
      const places = () =>
        page
          .locator("h1, article, .mailbox, [aria-label^='Page map'], [aria-label^='Guest screen'], .play")
          .evaluateAll((all) =>
            all.map((element) => {
              // On a phone the time controls stay in sight, wherever the page was scrolled to.
              scrollTo(0, 0);
              const { left, top, width: wide, height: high } = element.getBoundingClientRect();
              return [left, top + scrollY, wide, high].map(Math.round);
            }),
          );
      const before = await places();
      expect(before).toHaveLength(9);
      await lab.migrateToFirstFault();
      expect(await places()).toEqual(before);
    });
