import { expect, test } from "@playwright/test";
import { browserLaunchOptions } from "../support/browser.ts";
import { linkToGuestOf } from "../support/large-guest.ts";
import { listen } from "./support/complaints.ts";
import { LabPage } from "./support/lab-page.ts";

/** The engine gives no machine more memory than 128 MiB, by a limit of its own. */
const LIMIT = "--js-flags=--wasm-max-mem-pages=2048";

const { args = [], ...options } = browserLaunchOptions();
test.use({ launchOptions: { ...options, args: [...args, LIMIT] } });

for (const ramMiB of [256, 1024])
  test(`a guest of ${ramMiB} MiB that no memory is given for is refused in words, and the lab's own run opens`, async ({
    page,
  }) => {
    const heard = await listen(page);
    await page.goto(`./${linkToGuestOf(ramMiB)}`);
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("no memory for machines of this size", { timeout: 20_000 });
    await page.getByRole("link", { name: "Open the lab without the link." }).click();
    await new LabPage(page).isThere();
    await expect(alert).toHaveCount(0);
    expect(heard.all).toEqual([]);
  });
