import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import * as A from "../support/assembler.ts";
import { type Dropped, drop } from "../support/drop.ts";
import { LabPage } from "./support/lab-page.ts";
import { expectNoViolations } from "./support/violations.ts";

const canvas = (): Dropped => ({ name: "mine.elf", bytes: readFileSync("public/guests/canvas.elf") });

/** A flat image that prints a line and then waits for ever. */
function printer(line: string): Buffer {
  const words = [...line, "\n"].flatMap((letter) => [
    A.addi("a0", "zero", letter.charCodeAt(0)),
    A.addi("a7", "zero", 1),
    A.ecall(),
  ]);
  return Buffer.from(A.assemble(...words, A.wfi(), A.jal("zero", -4)));
}

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
  await other.runTo("end");
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
  await expect(page.getByText("8 of 8")).toBeVisible({ timeout: 90_000 });
  await page.getByRole("button", { name: "Open Quick Resume, left alone, in the lab" }).click();
  await expect(page.getByRole("button", { name: "Guest: mine.elf" })).toBeVisible();
  await lab.runTo("end");
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
  await lab.isAlive("West");
  const run = (await save(page)).toString().replace('"seed": 1', '"seed": 2');
  await drop(page, { name: "run.json", bytes: Buffer.from(run) });
  await expect(alert).toContainText("This saved run is damaged");
  await page.getByRole("button", { name: "Close" }).click();
  await expect(alert).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Guest: Painter" })).toBeVisible();
});

test("a guest without a picture shows what it prints, after its move too", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await drop(page, { name: "hello.bin", bytes: printer("ok") });
  await expect(page.getByRole("button", { name: "Guest: hello.bin" })).toBeVisible();
  await expect(lab.screen("West")).toHaveAccessibleName("Guest screen on West: it prints ok");
  await expect(lab.screen("West")).toHaveText("ok");
  await lab.begin();
  await lab.runTo("end");
  await lab.endsIdentical();
  await expect(lab.screen("East")).toHaveText("ok");
});

test("a file that is dropped on another view opens in the lab", async ({ page }) => {
  await page.goto("./#matrix");
  await expect(page.getByRole("heading", { name: "Failure matrix" })).toBeVisible();
  await drop(page, { name: "notes.json", bytes: Buffer.from("{}") });
  await expect(page.getByRole("alert")).toContainText("Not opened");
  await drop(page, canvas());
  await expect(page.getByRole("button", { name: "Guest: mine.elf" })).toBeVisible();
});

test("the address of a file that the page no longer has leads back to the lab", async ({ page }) => {
  await page.goto("./#file-7");
  await expect(page.getByRole("alert")).toContainText("Open the file again");
  await page.getByRole("link", { name: "Open the lab's own run." }).click();
  await new LabPage(page).isThere();
  await expect(page.getByRole("alert")).toHaveCount(0);
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
  await chooser.setFiles({ name: "mine.elf", mimeType: "", buffer: Buffer.from(canvas().bytes) });
  await expect(page.getByRole("button", { name: "Guest: mine.elf" })).toBeVisible();
  await lab.isThere();
  await lab.isAlive("West");
});
