import { expect, test } from "@playwright/test";
import { LabPage } from "./support/lab-page.ts";
import { expectNoViolations } from "./support/violations.ts";

test("a destination that crashes after the commit loses the guest, and a restart does not bring it back", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.migrateToFirstFault();
  await lab.play();
  await lab.crash("destination").click();
  await expect(lab.sentence).toContainText("copy is stale and does not run");
  await expect(lab.lostSeal).toBeVisible();
  await expect(lab.crash("destination")).toHaveAccessibleDescription(/^crashed at [\d.]+ s$/);
  await expectNoViolations(page, "lost");

  await expect(lab.restart).toHaveAccessibleDescription("boots anew; memory is lost");
  await lab.restart.click();
  await expect(lab.sentence).toContainText("new guest was booted on West", { timeout: 30_000 });
  await lab.isAlive("West");
  await expect(lab.lostSeal).toBeVisible();
  await expect(page.getByText(/recovered|completed/)).toHaveCount(0);
  await expectNoViolations(page, "restarted");
});

test("with both paths down the guest is held, and goes on when the datastore starts again", async ({
  page,
}) => {
  await page.addInitScript(() => localStorage.setItem("quick-resume-lab theme", "projector"));
  const lab = new LabPage(page);
  await lab.open();
  await lab.migrateToFirstFault();
  await lab.play();
  await lab.cutLink.click();
  await lab.stopDatastore.click();
  await expect(lab.sentence).toContainText("Nothing is lost: West keeps");
  await expectNoViolations(page, "held");
  await lab.startDatastore.click();
  await lab.runTo("end");
  await lab.endsIdentical();
  await expect(lab.crash("source")).toHaveAccessibleDescription("the move is over");
});

test("a source that crashes before the move takes the guest with it", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.begin();
  await lab.runTo("end of round");
  await lab.reaches("pre-copy");
  await lab.crash("source").click();
  await expect(lab.sentence).toContainText("lost: what was copied to East may not run");
  await expect(page.getByRole("article", { name: "West", exact: true })).toContainText("crashed");
  await lab.reset.click();
  await lab.isThere();
  await expect(lab.crash("source")).toHaveCount(0);
});

test("the state diagram shows where each machine stands, live", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.migrateToFirstFault();
  await lab.play();
  await page.getByRole("button", { name: "Help", exact: true }).click();
  await page.getByRole("button", { name: "State diagram" }).click();
  const dialog = page.getByRole("dialog", { name: "State diagram" });
  await expect(
    dialog.getByRole("img", { name: /^West \(source\): serving\. Passed through: .*setup.*stunned/ }),
  ).toBeVisible();
  await expect(dialog.getByText("East (destination): running")).toBeVisible();
  await expectNoViolations(page, "state diagram");
  await expect(dialog.getByText("West (source): freed")).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Help", exact: true })).toBeFocused();
});
