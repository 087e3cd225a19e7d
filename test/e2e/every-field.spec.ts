import { expect, type Page, test } from "@playwright/test";
import { checkedScenario } from "../../src/scenario/fields/change.ts";
import { allowedAt } from "../../src/scenario/fields/limits.ts";
import { fieldAt } from "../../src/scenario/fields/table.ts";
import { textOf } from "../../src/scenario/fields/text.ts";
import { type Value, withValueAt } from "../../src/scenario/fields/values.ts";
import { parseScenario, type Scenario } from "../../src/scenario/scenario.ts";
import { MAIN, MORE } from "../../src/view/conditions/groups.ts";
import { ConditionsPanel } from "./support/conditions-panel.ts";
import { whatDoesNotFit } from "./support/fits.ts";
import { LabPage } from "./support/lab-page.ts";

const BEGUN = parseScenario({ version: 1, guest: { program: "canvas", ramMiB: 4 } });
const GROUPS = [MAIN, ...MORE].map(({ name, columns }) => ({
  name,
  paths: columns.flatMap(({ paths }) => paths).filter((path) => allowedAt(path, BEGUN)),
}));

/** What the page says that no page may say, whatever its numbers are. */
async function nonsense(page: Page): Promise<string[]> {
  const text = (await page.locator("main").innerText()).replaceAll(/\s+/g, " ");
  return [...text.matchAll(/.{0,20}\b(NaN|undefined|Infinity|null)\b.{0,20}/g)].map(([each]) => each);
}

/** Numbers that tell of the same thing tell the same. */
async function expectOneTruth(page: Page, conditions: ConditionsPanel): Promise<void> {
  expect(await nonsense(page)).toEqual([]);
  const { forecast } = conditions;
  const ratio = await forecast.locator("b.figures").textContent();
  const [dirtied, bandwidth] = [
    await conditions.valueOf("Pages dirtied per second"),
    await conditions.valueOf("Link bandwidth"),
  ];
  const expected = (dirtied * 4104) / (bandwidth * 2 ** 20);
  if (expected >= 1000) expect(ratio).toBe(">999");
  else expect(Math.abs(Number(ratio) - expected)).toBeLessThanOrEqual(Math.max(0.006, expected * 0.006));
  // Only where pre-copy never ends has the move no total time.
  const total = (await forecast.locator("dl > div:last-child dd").first().textContent())!.trim();
  expect(total).toMatch(/^[\d.,]+ *(ms|s|min|h|d)$|^never$/);
  if (total === "never") await expect(forecast.locator(".rounds")).toContainText("Pre-copy ends never");
}

for (const { name, paths } of GROUPS)
  test(`every field of ${name} takes both of its limits, and nothing breaks`, async ({ page }) => {
    const lab = new LabPage(page);
    await lab.open();
    const conditions = new ConditionsPanel(page);
    await conditions.open();
    const showGroup = async (more: boolean) => {
      await page.getByRole("button", { name: more ? "More" : "Main", exact: true }).click();
    };
    for (const path of paths) {
      const field = fieldAt(path);
      const { limits } = allowedAt(path, BEGUN)!;
      await showGroup(name !== "Main");
      if (limits.kind === "text") {
        const text = conditions.panel.getByRole("textbox", { name: field.label, exact: true });
        await text.fill("../secret");
        await text.press("Enter");
        await expect(page.getByRole("alert")).toContainText("allowed is");
        await text.fill("");
        await text.press("Enter");
        await expect(page.getByRole("alert")).toHaveCount(0);
        continue;
      }
      const values: readonly Value[] = limits.kind === "word" ? limits.words : [limits.min, limits.max];
      for (const value of values) {
        await showGroup(name !== "Main");
        if (limits.kind === "word")
          await conditions.panel
            .getByRole("combobox", { name: field.label, exact: true })
            .selectOption(String(value));
        else await conditions.set(field.label, textOf(field, value));
        await expect(page.getByRole("alert"), `${path} = ${value}`).toHaveCount(0);
        if (path !== "guest.program") {
          await showGroup(false);
          await expectOneTruth(page, conditions);
        }
        expect(await nonsense(page), `${path} = ${value}`).toEqual([]);
        expect(await whatDoesNotFit(page), `${path} = ${value}`).toEqual([]);
        await lab.frames(2);
      }
      await showGroup(name !== "Main");
      if (limits.kind === "number") await conditions.set(field.label, "");
      else
        await conditions.panel
          .getByRole("combobox", { name: field.label, exact: true })
          .selectOption({ index: 0 });
    }
  });

/** A scenario with every number at one of its limits, and with some of its words. */
function atLimits(pick: (count: number) => number): Scenario {
  let scenario = parseScenario({ version: 1, guest: { program: "canvas", ramMiB: 4 } });
  for (const path of GROUPS.flatMap(({ paths }) => paths)) {
    const limits = path === "guest.program" ? null : allowedAt(path, scenario)?.limits;
    if (!limits || limits.kind === "text") continue;
    // More memory than a page is given for a test costs more than it shows.
    const max = path === "guest.ramMiB" ? 16 : limits.kind === "number" ? limits.max : 0;
    const values: readonly Value[] = limits.kind === "word" ? limits.words : [limits.min, max];
    scenario = withValueAt(scenario, path, values[pick(values.length)]);
  }
  return checkedScenario(scenario);
}

/** The same numbers for the same seed. */
function drawer(seed: number): (count: number) => number {
  let state = seed;
  return (count) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 65_536) % count;
  };
}

const COMBINATIONS: readonly (readonly [string, Scenario])[] = [
  ["least", atLimits(() => 0)],
  ["most", atLimits((count) => count - 1)],
  ...[1, 2, 3, 4].map((seed) => [`drawn ${seed}`, atLimits(drawer(seed))] as const),
];
const SIZES = [
  [1440, 900, "light"],
  [1024, 768, "light"],
  [768, 1024, "light"],
  [320, 640, "light"],
  [1280, 720, "projector"],
] as const;

for (const [name, scenario] of COMBINATIONS)
  test(`all fields at their limits together, ${name}: the page stands, and its layout too`, async ({
    page,
  }) => {
    const lab = new LabPage(page);
    await lab.open();
    const conditions = new ConditionsPanel(page);
    await conditions.open();
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("textbox", { name: "Scenario" }).fill(JSON.stringify(scenario));
    await page.getByRole("button", { name: "Use it" }).click();
    await expect(page.getByText((scenario.guest.ramMiB * 256).toLocaleString("en-US")).first()).toBeVisible({
      timeout: 120_000,
    });
    await page.getByRole("button", { name: "Main", exact: true }).click();
    await expectOneTruth(page, conditions);
    await lab.migrate.click();
    await lab.frames(20);
    for (const [width, height, theme] of SIZES) {
      await page.setViewportSize({ width, height });
      await page.evaluate((value) => {
        document.documentElement.dataset.theme = value;
      }, theme);
      expect(await whatDoesNotFit(page), `${width} x ${height}`).toEqual([]);
      expect(await nonsense(page), `${width} x ${height}`).toEqual([]);
    }
  });
