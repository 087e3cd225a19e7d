import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { LabPage } from "./support/lab-page.ts";
import { expectNoViolations } from "./support/violations.ts";

interface Dropped {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Drops files on the page as a browser would. */
async function drop(page: Page, ...files: Dropped[]): Promise<void> {
  const given = files.map(({ name, bytes }) => ({ name, text: bytes.toString("base64") }));
  const data = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer();
    for (const { name, text } of all)
      transfer.items.add(new File([Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0))], name));
    return transfer;
  }, given);
  for (const type of ["dragenter", "dragover", "drop"])
    await page.dispatchEvent("body", type, { dataTransfer: data });
}

const canvas = (): Dropped => ({ name: "mine.elf", bytes: readFileSync("public/guests/canvas.elf") });

/** Saves the present run by the menu, and gives the file's text. */
async function save(page: Page): Promise<Buffer> {
  await page.getByRole("button", { name: /^Guest: / }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save this run" }).click(),
  ]);
  await page.keyboard.press("Escape");
  return readFileSync(await download.path());
}

test("a guest of one's own moves, is saved with its image, and opens again at the same moment", async ({
  page,
  context,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  const requests: string[] = [];
  page.on("request", (request) => request.method() !== "GET" && requests.push(request.url()));
  await drop(page, canvas());
  await expect(page.getByRole("button", { name: "Guest: mine.elf" })).toBeVisible();
  await lab.isThere();
  await lab.migrate.click();
  await lab.reaches("pre-copy");
  await lab.pause();
  const run = await save(page);
  const other = new LabPage(await context.newPage());
  await other.open();
  await drop(other.page, { name: "run.json", bytes: run });
  await expect(other.page.getByRole("button", { name: "Guest: mine.elf" })).toBeVisible();
  await expect.poll(() => other.now()).toBe(await lab.now());
  expect(await other.canvases()).toEqual(await lab.canvases());
  await other.play();
  await other.endsIdentical();
  expect(requests).toEqual([]);
  await other.page.goBack();
  await expect(other.page.getByRole("button", { name: "Guest: Painter" })).toBeVisible();
});

test("a guest of one's own is compared too, and each of its lanes opens in the lab", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await drop(page, canvas());
  await expect(page.getByRole("button", { name: "Guest: mine.elf" })).toBeVisible();
  await lab.isThere();
  await page.getByRole("button", { name: "Help", exact: true }).click();
  await page.getByRole("link", { name: "Compare strategies" }).click();
  await expect(page.getByText("4 of 4")).toBeVisible({ timeout: 90_000 });
  await page.getByRole("button", { name: "Open Quick Resume in the lab" }).click();
  await expect(page.getByRole("button", { name: "Guest: mine.elf" })).toBeVisible();
  await lab.play();
  await lab.endsIdentical();
});

test("what cannot run or was damaged is refused in words, and the run goes on", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  const { bytes } = canvas();
  bytes[18] = 62;
  await drop(page, { name: "other.elf", bytes });
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("machine is x86-64 (62); needed is RISC-V (243)");
  await expectNoViolations(page, "refused");
  await lab.isAlive("Source");
  const run = (await save(page)).toString().replace('"seed": 1', '"seed": 2');
  await drop(page, { name: "run.json", bytes: Buffer.from(run) });
  await expect(alert).toContainText("This saved run is damaged");
  await page.getByRole("button", { name: "Close" }).click();
  await expect(alert).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Guest: Painter" })).toBeVisible();
});

test("the button opens files too, and says that nothing is uploaded", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await page.getByRole("button", { name: "Guest: Painter" }).click();
  await expect(page.getByText("Nothing is uploaded")).toBeVisible();
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Open a file…" }).click(),
  ]);
  await chooser.setFiles({ name: "mine.elf", mimeType: "", buffer: canvas().bytes });
  await expect(page.getByRole("button", { name: "Guest: mine.elf" })).toBeVisible();
  await lab.isThere();
  await lab.isAlive("Source");
});
