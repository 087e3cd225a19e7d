import { expect, test } from "@playwright/test";
import { LabPage } from "./support/lab-page.ts";

test("a listener finds a summary in four parts at the top, and it is kept current", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  const summary = page.getByRole("region", { name: "Summary of the lab" });
  await expect(summary.getByRole("heading")).toHaveText([
    "Play area",
    "Control area",
    "Current details",
    "Hint",
  ]);
  await expect(summary).toContainText("Press Migrate");
  await lab.migrate.click();
  await expect(summary).toContainText("You can press now: Cut link");
  await lab.runTo("page fault");
  await lab.reaches("page-in");
  await lab.cutLink.click();
  await expect(summary).toContainText("The cable is cut.");
  await lab.runTo("end");
  await lab.endsIdentical();
  await expect(summary).toContainText("The run is over.");
});

test("a listener is told of phases, the cut and the verdict, at most once in two seconds", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  await page.evaluate(() => {
    const told: { at: number; words: string }[] = [];
    const live = document.querySelector('main > [aria-live="polite"]')!;
    const note = () => told.push({ at: performance.now(), words: live.textContent });
    new MutationObserver(note).observe(live, { childList: true, characterData: true, subtree: true });
    Object.assign(window, { told });
  });
  await lab.migrate.click();
  await lab.reaches("page-in");
  await lab.cutLink.click();
  await lab.endsIdentical();
  await expect(lab.spoken).toContainText(/identical/i);
  const told = await page.evaluate(
    () => (window as unknown as { told: { at: number; words: string }[] }).told,
  );
  const words = told.map((each) => each.words).join(" ");
  for (const expected of [/Setup|Pre-copy/, /cable is cut/, /identical/]) expect(words).toMatch(expected);
  for (const [index, { at }] of told.slice(1).entries()) expect(at - told[index]!.at).toBeGreaterThan(1950);
});
