import { expect, test } from "@playwright/test";
import { ConditionsPanel } from "./support/conditions-panel.ts";
import { LabPage } from "./support/lab-page.ts";
import { expectNoViolations } from "./support/violations.ts";

test("the server's client shows the gap of a cut, and the way back leads to the painter", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  await page.getByRole("button", { name: "Guest: Painter" }).click();
  await expectNoViolations(page, "guests");
  await page.getByRole("radio", { name: /^Server/ }).click();
  await expect(page).toHaveURL(/#server$/);
  await lab.isThere();
  const client = page.getByRole("region", { name: "Client" });
  await expect(client).toContainText("asks West");
  await expect(client.getByRole("img")).toHaveAccessibleName(/^[1-9]\d* requests sent/);
  await lab.migrateToFirstFault();
  await lab.play();
  await lab.cutLink.click();
  await expect(client).toContainText(/gap [\d.]+ s/);
  await expectNoViolations(page, "gap");
  await lab.runTo("end");
  await lab.endsIdentical();
  await expect(client).toContainText("asks East");
  await page.goBack();
  await expect(page.getByRole("button", { name: "Guest: Painter" })).toBeVisible();
  await expect(client).toHaveCount(0);
});

test("without RARP the client goes on asking the old machine, and the choice says so", async ({ page }) => {
  const lab = new LabPage(page);
  await page.goto("./#server");
  await lab.isThere();
  await page.getByRole("button", { name: "Guest: Server" }).click();
  await page.getByRole("checkbox", { name: /RARP/ }).uncheck();
  await expect(page.getByText("where nobody answers")).toBeVisible();
  await page.keyboard.press("Escape");
  await lab.isThere();
  await lab.begin();
  await lab.runTo("end");
  await lab.endsIdentical();
  const client = page.getByRole("region", { name: "Client" });
  await expect(client).toContainText("asks West");
  await lab.play();
  await expect(client).toContainText(/[1-9]\d* lost/, { timeout: 30_000 });
});

test("who has cut the link with the mouse plays on: while the game runs the arrows are its own", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await page.goto("./#game");
  await lab.isThere();
  await lab.migrate.click();
  await lab.reaches("page-in");
  await lab.cutLink.click();
  const at = await lab.now();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("application", { name: /^Game on East/ })).toBeFocused();
  await expect(page.getByRole("button", { name: "Pause", exact: true })).toBeVisible();
  await expect.poll(() => lab.now()).toBeGreaterThan(at);
  await page.keyboard.press("h");
  await expect(lab.healLink).toContainText(/at [\d.]+ s/);
});

test("the arrow keys play the game and do not scroll, and a link repeats what was played", async ({
  page,
  context,
}) => {
  await page.setViewportSize({ width: 900, height: 500 });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const lab = new LabPage(page);
  await page.goto("./#game");
  await lab.isThere();
  const game = page.getByRole("application", { name: /^Game on West/ });
  await game.focus();
  const top = await page.evaluate(() => scrollY);
  const pressedAt = await lab.now();
  await page.keyboard.down("ArrowLeft");
  await lab.goesOn(0.1, pressedAt);
  await page.keyboard.up("ArrowLeft");
  for (const key of [" ", "ArrowDown", "ArrowUp"]) await page.keyboard.press(key);
  await page.getByRole("button", { name: "Paddle right" }).first().click();
  expect(await page.evaluate(() => scrollY)).toBe(top);
  await expectNoViolations(page, "game");
  await lab.pause();
  const picture = await lab.picture("West");
  await page.getByRole("button", { name: "Help", exact: true }).click();
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText(/^Copied\./)).toBeVisible();
  const other = new LabPage(await context.newPage());
  await other.page.goto(await page.evaluate(() => navigator.clipboard.readText()));
  await other.isThere();
  await expect.poll(() => other.picture("West")).toBe(picture);
});

test("a server without a client is offered one, which starts it again and asks at once", async ({ page }) => {
  const lab = new LabPage(page);
  await page.goto("./#server");
  await lab.isThere();
  const conditions = new ConditionsPanel(page);
  await conditions.open();
  await conditions.panel.getByRole("button", { name: "More" }).click();
  await conditions.set("Requests", 0);
  const client = page.getByRole("region", { name: "Client" });
  const add = client.getByRole("button", { name: "Add a client" });
  await expect(add).toHaveAccessibleDescription("30 requests a second");
  await add.click();
  await expect(client.getByRole("img")).toHaveAccessibleName(/^[1-9]\d* requests sent/, { timeout: 30_000 });
  await expect(add).toHaveCount(0);
});
