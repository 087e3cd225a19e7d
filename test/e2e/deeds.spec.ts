import { expect, test } from "@playwright/test";
import { ConditionsPanel } from "./support/conditions-panel.ts";
import { LabPage } from "./support/lab-page.ts";

test("what the table of faults has, a learner can do: now, armed for a phase, and by keyboard alone", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.begin();
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await lab.standsStill();
  const faults = page.getByRole("button", { name: "Faults", exact: true });
  await faults.focus();
  await page.keyboard.press("Enter");
  const what = page.getByRole("combobox", { name: "What" });
  await expect(what).toBeFocused();
  await what.selectOption({ label: "link changed" });
  await page.getByRole("spinbutton", { name: "MiB/s" }).fill("8");
  await page.getByRole("spinbutton", { name: "% lost" }).fill("91");
  await expect(page.getByRole("form", { name: "Faults" })).toContainText("% lost: a number from 0 to 90");
  await page.getByRole("spinbutton", { name: "% lost" }).fill("10");
  await page.keyboard.press("Enter");
  await expect(page.getByText("link 1 → 8 MiB/s, 0 → 10 % lost").first()).toBeAttached();
  await what.selectOption({ label: "link cut" });
  await page.getByRole("combobox", { name: "When" }).selectOption({ label: "as page-in begins" });
  await page.getByRole("button", { name: "Arm it" }).click();
  await expect(page.getByRole("form", { name: "Faults" })).toContainText(
    "Armed: link cut when page-in begins",
  );
  await page.keyboard.press("Escape");
  await expect(faults).toBeFocused();
  await lab.runTo("page fault");
  await lab.reaches("page-in");
  await expect(lab.healLink).toBeEnabled({ timeout: 30_000 });
});

test("faults are armed before Migrate, stay armed where the conditions change, and are taken back", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  const faults = page.getByRole("button", { name: "Faults", exact: true });
  await expect(faults).toHaveCount(0);
  const conditions = new ConditionsPanel(page);
  await conditions.open();
  await faults.click();
  const form = page.getByRole("form", { name: "Faults" });
  for (const what of ["link cut", "datastore stops"]) {
    await page.getByRole("combobox", { name: "What" }).selectOption({ label: what });
    await page.getByRole("combobox", { name: "When" }).selectOption({ label: "as page-in begins" });
    await page.getByRole("button", { name: "Arm it" }).click();
    await expect(form.getByRole("listitem").filter({ hasText: what })).toHaveText(
      new RegExp(`Armed: ${what} when page-in begins`),
    );
  }
  await conditions.set("Link bandwidth", 2);
  await expect(form.getByRole("listitem")).toHaveCount(2);
  await form.getByRole("button", { name: "Take back" }).last().click();
  await expect(form.getByRole("listitem")).toHaveText([/link cut/]);
  await expect(form.getByRole("button", { name: "Take back" })).toBeFocused();
  await page.keyboard.press("Escape");
  await lab.begin();
  await lab.runTo("page fault");
  await lab.reaches("page-in");
  await expect(lab.healLink).toBeEnabled({ timeout: 30_000 });
  await expect(page.getByText("datastore stops")).toHaveCount(0);
});

test("Cancel takes the place of Migrate, and leaves the guest where it is", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.begin();
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await lab.standsStill();
  await lab.cancel.click();
  const again = page.getByRole("button", { name: "Migrate again", exact: true });
  await expect(again).toHaveAttribute("aria-disabled", "false");
  await expect(lab.cancel).toHaveCount(0);
  await expect(lab.sentence).toContainText("West");
  await expect(page.getByText("cancelled").first()).toBeAttached();
});

test("a double click on Migrate begins one migration and takes nothing back", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.migrate.dblclick();
  await lab.pause();
  await expect(lab.cancel).toBeVisible();
  await expect(page.getByText("cancelled")).toHaveCount(0);
});
