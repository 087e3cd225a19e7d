import { expect, type Page, test } from "@playwright/test";
import { LabPage } from "./support/lab-page.ts";
import { expectNoViolations } from "./support/violations.ts";

/** From now on the page counts the devices that it takes to make sounds. */
async function countDevices(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const devices: AudioContext[] = [];
    Object.assign(window, { devices });
    window.AudioContext = class extends AudioContext {
      constructor(options?: AudioContextOptions) {
        super(options);
        devices.push(this);
      }
    };
  });
  return () =>
    page.evaluate(() => (window as unknown as { devices: AudioContext[] }).devices.map(({ state }) => state));
}

const sound = (page: Page) => page.getByRole("button", { name: "Sound", exact: true });
const caption = (page: Page) => page.locator(".transport .caption");

/** Every caption that is shown from now on, however shortly. */
async function collectCaptions(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const told = new Set<string>();
    Object.assign(window, { told });
    new MutationObserver(() =>
      told.add(document.querySelector(".transport .caption")?.textContent ?? ""),
    ).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => [...(window as unknown as { told: Set<string> }).told].join(" "));
}

async function openHelp(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Help", exact: true }).click();
}

test("a run is heard once it was asked for: the choice is kept, and captions say what is heard", async ({
  page,
}) => {
  const devices = await countDevices(page);
  const lab = new LabPage(page);
  await lab.open();
  await lab.begin();
  await lab.reaches("pre-copy");
  expect(await devices()).toEqual([]);
  await expect(caption(page)).toHaveCount(0);
  await openHelp(page);
  await expect(sound(page)).toHaveAttribute("aria-pressed", "false");
  await sound(page).click();
  await expect(sound(page)).toHaveAttribute("aria-pressed", "true");
  await expect.poll(devices).toEqual(["running"]);
  await page.keyboard.press("Escape");
  await lab.reset.click();
  await lab.begin();
  await expect(caption(page)).toHaveText("[high ticks: by link]");
  await expectNoViolations(page, "captions");

  // A page that was loaded again makes no sound before something was done in it.
  await page.reload();
  await lab.isThere();
  await openHelp(page);
  await expect(sound(page)).toHaveAttribute("aria-pressed", "true");
  await sound(page).click();
  await expect(sound(page)).toHaveAttribute("aria-pressed", "false");
});

test("the stun is told as silence, waits and cuts in words, and whatever is left is silent", async ({
  page,
}) => {
  const devices = await countDevices(page);
  const lab = new LabPage(page);
  await lab.open();
  await openHelp(page);
  await sound(page).click();
  await page.keyboard.press("Escape");
  const told = await collectCaptions(page);
  await lab.begin();
  await expect.poll(told, { timeout: 120_000 }).toContain("[low tone: the guest waits]");
  expect(await told()).toContain("[silence: the guest stands still]");
  await lab.cutLink.click();
  await expect(caption(page)).toContainText("[cut: falling note]");
  await expect(caption(page)).toContainText("by mailbox", { timeout: 60_000 });
  await lab.pause();
  await expect(caption(page)).toHaveCount(0);
  await expect.poll(devices).toEqual(["suspended"]);
  await lab.runTo("end");
  await expect(caption(page)).toContainText("[identical: two rising notes]");
  await lab.reset.click();
  await expect(lab.migrate).toHaveAttribute("aria-disabled", "false");
  await expect(caption(page)).toHaveCount(0);
});

test("captions move nothing, at any width", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("quick-resume-lab sound", "on"));
  const lab = new LabPage(page);
  await lab.open();
  await lab.begin();
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
    [768, 1024],
    [320, 640],
  ] as const) {
    await page.setViewportSize({ width, height });
    if (await page.getByRole("button", { name: "Pause", exact: true }).isHidden()) await lab.play();
    await expect(caption(page)).toBeVisible();
    const [there, gone] = await page.evaluate(() => {
      const places = () =>
        [...document.querySelectorAll("main :is(button, select, canvas, p)")]
          .filter((each) => !each.closest(".transport .caption"))
          .map((each) => {
            const { x, y, width, height } = each.getBoundingClientRect();
            return [x, y, width, height].map(Math.round).join(" ");
          });
      const before = places();
      document.querySelector<HTMLElement>(".transport .caption")!.remove();
      return [before, places()];
    });
    expect(there, `${width}`).toEqual(gone);
    await page.reload();
    await lab.isThere();
  }
});
