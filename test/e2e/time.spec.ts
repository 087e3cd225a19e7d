import { expect, test } from "@playwright/test";
import { SECOND } from "../../src/clock/tick.ts";
import { linkOf } from "../../src/experiment/link.ts";
import { type Clock, tickAt } from "../../src/lab/tape-clock.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { STATES } from "../gallery/states.ts";
import { whatDoesNotFit } from "./support/fits.ts";
import { LabPage } from "./support/lab-page.ts";
import { expectNoViolations } from "./support/violations.ts";

/** A run that was cut in page-in and came to its end. */
async function recovered(lab: LabPage): Promise<void> {
  await lab.open();
  await lab.migrateToFirstFault();
  await lab.cutLink.click();
  await lab.runTo("end");
  await lab.endsIdentical();
}

test("going back and acting there begins a second future; both are there and can be woken", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await recovered(lab);
  const end = await lab.now();
  await page.getByRole("button", { name: /^Beat at .*: first fault/ }).click();
  await expect.poll(() => lab.now()).toBeLessThan(end);
  await expect(page.getByText("Acting now begins a second future")).toBeVisible();
  await expectNoViolations(page, "in the past");

  await lab.crash("source").click();
  await expect(lab.lostSeal).toBeVisible({ timeout: 30_000 });
  const lanes = page.getByRole("list", { name: "Lanes" }).getByRole("button");
  await expect(lanes).toHaveCount(2);
  await expect(lanes.nth(0)).toHaveAccessibleName(/^Lane A: link cut at .*; recovered/);
  await expect(lanes.nth(1)).toHaveAccessibleName(/^Lane B: West crashes at .*; lost/);
  await expectNoViolations(page, "two lanes");

  await lanes.nth(0).click();
  await expect(lab.seal).toBeVisible({ timeout: 30_000 });
  expect(await lab.now()).toBeGreaterThanOrEqual(end);

  // Both are there after a reload too, at the same moment, and the other can be woken.
  await page.getByRole("button", { name: /^Beat at .*: cut/ }).click();
  await expect.poll(() => lab.now()).toBeLessThan(end);
  const [now, pictures] = [await lab.now(), await lab.canvases()];
  await page.reload();
  await expect(lanes).toHaveCount(2, { timeout: 30_000 });
  await expect(lanes.nth(0)).toHaveAccessibleName(/^Lane A: link cut at .*; recovered/);
  await expect(lanes.nth(0)).toHaveAttribute("aria-pressed", "true");
  await expect.poll(() => lab.now()).toBe(now);
  await expect.poll(() => lab.canvases()).toEqual(pictures);
  await lanes.nth(1).click();
  await expect(lab.lostSeal).toBeVisible({ timeout: 30_000 });
});

test("keys step, go to beats, play and pause; the playhead is a slider", async ({ page }) => {
  const lab = new LabPage(page);
  await recovered(lab);
  const end = await lab.now();
  // Two events may lie within one millisecond; two rounds do not.
  await page.getByRole("combobox", { name: "Step size" }).selectOption("round");
  await page.locator("h1").click();
  await page.keyboard.press("PageUp");
  await expect.poll(() => lab.now()).toBeLessThan(end);
  const beat = await lab.now();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => lab.now()).toBeLessThan(beat);
  const fault = await lab.now();
  await page.keyboard.press("PageDown");
  await expect.poll(() => lab.now()).toBeGreaterThan(fault);
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => lab.now()).toBe(beat);

  const head = page.getByRole("slider", { name: "Playhead" });
  await head.focus();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => lab.now()).toBeCloseTo(beat - 0.01, 3);
  await expect(head).toHaveAttribute("aria-valuetext", /^\d+\.\d{3} seconds/);
  await page.keyboard.press(".");
  await expect.poll(() => lab.now()).toBeGreaterThan(beat);
  await page.keyboard.press(".");
  await page.keyboard.press("?");
  await expect(page.getByRole("region", { name: "Help" })).toContainText("previous or next beat");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("checkbox", { name: "These keys work everywhere" })).toBeFocused();
});

test("a clicker works wherever the focus was left, and in the state diagram too", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.migrate.click();
  await lab.reaches("pre-copy");
  // The button that was pressed does nothing any more, so the space bar is the lab's.
  await page.keyboard.press("Space");
  await lab.standsStill();
  await page.keyboard.press("Space");
  await lab.hurry();
  await lab.endsIdentical();
  await page.keyboard.press(".");
  await lab.standsStill();
  const left = [
    page.getByRole("slider", { name: "Speed" }),
    page.getByRole("combobox", { name: "Step size" }),
    page.locator("[aria-label^='Page map of West']"),
  ];
  for (const control of left) {
    const before = await lab.now();
    await control.click({ position: { x: 12, y: 12 } });
    await page.keyboard.press("Escape");
    // Two beats may lie within one millisecond.
    for (let press = 0; press < 2; press++) await page.keyboard.press("PageUp");
    await expect.poll(() => lab.now()).toBeLessThan(before);
  }
  await page.getByRole("button", { name: "Help", exact: true }).click();
  await page.getByRole("button", { name: "State diagram" }).click();
  const figures = page.getByRole("dialog", { name: "State diagram" }).locator(".figures");
  const before = Number.parseFloat((await figures.textContent())!);
  await page.keyboard.press("PageUp");
  await expect.poll(async () => Number.parseFloat((await figures.textContent())!)).toBeLessThan(before);
});

test("the inside of a run: a chosen page with its bytes and ways, and events that lead back", async ({
  page,
}) => {
  const lab = new LabPage(page);
  await recovered(lab);
  await page.locator("[aria-label^='Page map of East']").click({ position: { x: 60, y: 60 } });
  const chosen = page.getByRole("region", { name: "Chosen page" });
  await expect(chosen).toContainText("Newest bytes: East");
  await expect(chosen.getByRole("region", { name: "Bytes of the page" })).toHaveText(
    /^000 {2}([0-9a-f]{2} ){16}/,
    { useInnerText: true },
  );
  await expectNoViolations(page, "inside");
  const end = await lab.now();
  const events = page.getByRole("region", { name: "Event log" });
  await events.getByRole("combobox").selectOption("lab");
  await events.getByRole("button", { name: /the link is cut/ }).click();
  await expect.poll(() => lab.now()).toBeLessThan(end);
});

test("a click on the tape goes to the tick under the pointer, at every width", async ({ page }) => {
  const lab = new LabPage(page);
  await recovered(lab);
  const field = page.getByRole("region", { name: "Tape" }).locator("[data-clock]");
  const clock = async () => {
    const { left, width } = await field.evaluate((each) => {
      each.scrollIntoView({ block: "center" });
      return each.getBoundingClientRect();
    });
    const shown: Clock = JSON.parse((await field.getAttribute("data-clock")) ?? "");
    return { left, width, shown };
  };
  const y = () => field.evaluate((each) => each.getBoundingClientRect().top + each.clientHeight / 2);
  for (const [wide, high] of [
    [1440, 900],
    [1024, 768],
    [640, 900],
    [320, 720],
  ] as const) {
    await page.setViewportSize({ width: wide, height: high });
    await lab.frames(3);
    for (const share of [0.002, 0.25, 0.4999, 0.75, 0.998]) {
      const { left, width, shown } = await clock();
      const x = left + share * width;
      await page.mouse.click(x, await y());
      const pointed = tickAt(shown, share);
      // A pixel is longer where the time after the story is pressed together.
      const pixel = Math.max(
        pointed - tickAt(shown, share - 1 / width),
        tickAt(shown, share + 1 / width) - pointed,
      );
      await expect
        .poll(async () => Math.abs((await lab.now()) - pointed / SECOND), {
          message: `${share} of ${wide} px`,
          timeout: 40_000,
        })
        .toBeLessThanOrEqual(pixel / SECOND + 0.0005);
    }
  }
});

test("time after the seal is drawn, and can be visited", async ({ page }) => {
  const lab = new LabPage(page);
  await recovered(lab);
  const sealed = await lab.now();
  await lab.hurry();
  await lab.play();
  await expect.poll(() => lab.now(), { timeout: 60_000 }).toBeGreaterThan(sealed + 22);
  await lab.pause();
  const end = await lab.now();
  // The words give way where the playhead stands on them, wherever that is.
  expect(await whatDoesNotFit(page)).toEqual([]);
  const field = page.getByRole("region", { name: "Tape" }).locator("[data-clock]");
  const { x, y, width, height } = (await field.boundingBox())!;
  const head = page.getByRole("slider", { name: "Playhead" });
  const box = (await head.boundingBox())!;
  // The playhead stands inside the tape, not at its edge, and the moment before it is before it.
  expect(box.x + box.width / 2).toBeLessThan(x + width - 1);
  await page.mouse.click(box.x + box.width / 2 - 20, y + height / 2);
  await expect.poll(() => lab.now()).toBeLessThan(end);
  expect(await lab.now()).toBeGreaterThan(sealed);
  await expect(lab.seal).toBeVisible();
  // Who comes from elsewhere sees what is there; who looks on sees it happen.
  const stamp = page.locator(".stamp");
  await expect(stamp).toHaveCSS("animation-duration", "0s");
  await lab.play();
  await expect(stamp).toHaveCSS("animation-duration", "0.25s");
  await lab.pause();
  await page.mouse.click(x + 0.3 * width, y + height / 2);
  await expect(page.getByText("pressed together")).toBeVisible();
});

test("a hundred beats: what matters most has its words, and a list has them all, by the keyboard too", async ({
  page,
}) => {
  const story = {
    program: "canvas",
    ramMiB: 4,
    settings: { workingSetPages: 680, dirtyPagesPerSecond: 920 },
  };
  const faults = Array.from({ length: 48 }, (_, index) => [
    { kind: "cutLink", at: { ms: 1500 + 200 * index } },
    { kind: "healLink", at: { ms: 1600 + 200 * index } },
  ]).flat();
  const scenario = parseScenario({ version: 1, guest: story, link: { bandwidthMiBps: 4 }, faults });
  const actions = [{ action: "migrate", at: SECOND }] as const;
  await page.goto(`./${linkOf({ scenario, actions, moment: SECOND })}`);
  const lab = new LabPage(page);
  await lab.isThere();
  await expect.poll(() => lab.now(), { timeout: 30_000 }).toBe(1);
  await lab.hurry();
  await lab.play();
  await expect.poll(() => lab.now(), { timeout: 60_000 }).toBeGreaterThan(12);
  await lab.pause();
  const plates = page.getByRole("list", { name: "Beats" }).getByRole("button");
  await expect(plates.filter({ hasText: /^stun$/ })).toBeVisible();
  await expect(plates.filter({ hasText: /^\+\d+$/ }).first()).toBeVisible();
  const boxes = await plates.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON()));
  for (const [index, box] of boxes.entries())
    if (index > 0) expect(box.left).toBeGreaterThanOrEqual(boxes[index - 1]!.right - 0.5);
  await page.getByRole("button", { name: /^All \d+ beats, as a list/ }).press("Enter");
  const all = page.getByRole("list", { name: "All beats" }).getByRole("button");
  expect(await all.count()).toBeGreaterThan(96);
  await page.keyboard.press("Home");
  await expect(all.first()).toBeFocused();
  await expectNoViolations(page, "all beats");
  await all.first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const wanted = Number.parseFloat((await all.nth(2).textContent())!);
  await page.keyboard.press("Enter");
  await expect(all).toHaveCount(0);
  await expect.poll(() => lab.now()).toBe(wanted);
});

test("with lanes below each other a press on a chart still goes where it points, and one on a lane wakes it", async ({
  page,
}) => {
  const { hash, reach } = STATES.lanes!;
  await page.goto(`./${hash}`);
  await reach(page);
  await page.setViewportSize({ width: 390, height: 1600 });
  const lane = page.locator(".lane").first();
  await expect(page.locator(".lane.live b")).toHaveText("B");
  await lane.getByRole("button").click();
  await expect(page.locator(".lane.live b")).toHaveText("A");
  const { x, y, width, height } = (await lane.locator("svg").boundingBox())!;
  await page.mouse.click(x + width * 0.25, y + height / 2);
  const playhead = page.getByRole("slider", { name: "Playhead" });
  const place = async () => {
    const { x: left, width: wide } = (await playhead.boundingBox())!;
    return Math.abs(left + wide / 2 - (x + width * 0.25));
  };
  await expect.poll(place).toBeLessThan(3);
});
