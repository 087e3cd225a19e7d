import { expect, test } from "@playwright/test";
import { WallPage } from "./support/wall-page.ts";

test.use({ serviceWorkers: "allow" });

test("fifty minutes are played by a clicker in both windows, all the way back, and again without a network", async ({
  page,
  context,
}) => {
  test.slow();
  await page.setViewportSize({ width: 1280, height: 720 });
  const wall = new WallPage(page);
  await wall.open("fifty-minutes");
  const opening = page.waitForEvent("popup");
  await page.getByRole("button", { name: "Speaker window" }).click();
  const speaker = await opening;
  await expect(speaker.getByText(/^slide 1 of/)).toBeVisible({ timeout: 60_000 });

  // The pointer is where it was left, and the wall shows no controls for that.
  await expect(page.getByRole("navigation", { name: "Controls" })).toBeVisible();
  await wall.press("2");
  await expect(page.getByRole("navigation", { name: "Controls" })).toHaveCSS("opacity", "0");
  await wall.press("1");

  const sights = new Map<string, Awaited<ReturnType<WallPage["sight"]>>>();
  await wall.forwards(async (hash) => {
    sights.set(hash, await wall.sight());
    await expect(speaker.getByText(new RegExp(`^slide ${hash.split("/")[2]} of`))).toBeVisible();
  });
  const slides = [...sights.keys()];
  expect(new Set(slides.map((hash) => hash.split("/")[1])).size).toBe(5);
  for (const hash of slides.toReversed()) {
    await expect.poll(() => wall.hash()).toBe(hash);
    await wall.expectSight(sights.get(hash)!);
    await wall.press("PageUp");
  }

  // What the page needs is kept once it has been at rest.
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  await wall.isThere();
  await wall.press("5");
  await wall.expectSight(sights.get(slides[4]!)!);
  await speaker.reload();
  await expect(speaker.getByText(/^slide 5 of/)).toBeVisible({ timeout: 60_000 });
});
