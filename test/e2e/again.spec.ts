import { expect, test } from "@playwright/test";
import { LabPage } from "./support/lab-page.ts";

const again = (lab: LabPage) => lab.page.getByRole("button", { name: "Migrate back", exact: true });
const moves = (lab: LabPage) => lab.page.getByRole("table", { name: "The moves of this run" });

test("the guest is moved back by hand, the link cut once more, and both moves are identical", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.begin();
  await lab.runTo("end");
  await lab.endsIdentical();
  await expect(again(lab)).toHaveAttribute("aria-disabled", "false");
  await again(lab).click();
  await expect(moves(lab)).toBeVisible();
  await lab.runTo("page fault");
  await lab.reaches("page-in");
  await lab.cutLink.click();
  await lab.runTo("end");
  await lab.endsIdentical();
  await expect(moves(lab)).toContainText(/1 West to East\s*identical/);
  await expect(moves(lab)).toContainText(/2 East to West\s*identical/);
  await expect(page.getByRole("article", { name: "West" })).toContainText("running");
  await lab.play();
  await lab.isAlive("West");
  await lab.pause();

  // Nothing failed in the first move, which the second one does not change.
  const ends = page.getByRole("button", { name: /^Beat at .*: (finish|recovered)$/ });
  await expect(ends).toHaveText(["finish", "recovered"]);
  await page.getByRole("button", { name: /^Beat at .*: start$/ }).click();
  await expect(moves(lab)).toHaveCount(0);
  await page.getByRole("button", { name: /^Beat at .*: Migrate to West/ }).click();
  await expect(moves(lab)).toBeVisible();
});
