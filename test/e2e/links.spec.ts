import { expect, test } from "@playwright/test";
import { STATES } from "../gallery/states.ts";
import { LabPage } from "./support/lab-page.ts";

/** All that the drawing says, but where Reset leads back to. */
async function sceneOf({ page }: LabPage): Promise<string> {
  const text = await page.getByRole("region", { name: /^Two machines/ }).ariaSnapshot();
  return text.replace("Reset to the link", "Reset to the start");
}

/** Copies the link to the present moment by the help. */
async function copyLink(lab: LabPage): Promise<string> {
  const { page } = lab;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Help", exact: true }).click();
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText(/^Copied\./)).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press("Escape");
  return link;
}

test("a link opens the very moment: the same pictures, pages and words", async ({ page, context }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.migrateToFirstFault();
  await lab.cutLink.click();
  const cutAt = await lab.now();
  await lab.play();
  await lab.goesOn(0.1, cutAt);
  await lab.pause();
  const link = await copyLink(lab);
  const [now, scene] = [await lab.now(), await sceneOf(lab)];
  expect(link.length).toBeLessThan(2000);

  const other = new LabPage(await context.newPage());
  await other.page.goto(link);
  await other.isThere();
  await expect.poll(() => other.now()).toBe(now);
  expect(await sceneOf(other)).toBe(scene);
  expect(await other.canvases()).toEqual(await lab.canvases());
  await other.runTo("end");
  await other.endsIdentical();
});

test("a damaged link says so, and the lab's own scenario is one step away", async ({ page }) => {
  const lab = new LabPage(page);
  await page.goto("./#v1.AAAAnonsense");
  await expect(page.getByRole("alert")).toContainText("This link is damaged");
  await page.getByRole("link", { name: "Open the lab without the link." }).click();
  await lab.isThere();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a link of a newer lab says so", async ({ page }) => {
  await page.goto("./#v9.AAAA");
  await expect(page.getByRole("alert")).toContainText("newer version of the lab");
});

test("a link that leads behind a cut shows the cable as it hangs: it does not swing, for it was cut long ago", async ({
  page,
  baseURL,
}) => {
  const { hash, reach } = STATES.mailbox!;
  await page.goto(baseURL! + hash);
  await page.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(window, { seen });
    const look = () => {
      const cable = document.querySelector(".scene path.core");
      if (cable) seen.add(cable.getAttribute("d")!);
      requestAnimationFrame(look);
    };
    look();
  });
  await reach(page);
  const shapes = () => page.evaluate(() => (window as unknown as { seen: Set<string> }).seen.size);
  // While it is whole, and while it hangs; frames go on for longer than a swing lasts.
  for (let frames = 0; frames < 40; frames++) await page.evaluate(() => new Promise(requestAnimationFrame));
  expect(await shapes()).toBeLessThanOrEqual(2);
});
