import { expect, type Page, test } from "@playwright/test";
import { linkOf } from "../../src/experiment/link.ts";
import type { Place } from "../../src/place/place.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import * as A from "../support/assembler.ts";
import { LabPage } from "./support/lab-page.ts";
import { expectNoViolations } from "./support/violations.ts";

const PUT = 1;
const GET = 2;
const SHUT_DOWN = 8;

const call = (service: number) => [A.addi("a7", "zero", service), A.ecall()];
const print = (text: string) =>
  [...Buffer.from(text)].flatMap((byte) => [A.addi("a0", "zero", byte), ...call(PUT)]);

/** Prints a text, and then says again whatever is typed. */
function echo(text: string): Buffer {
  const loop = [...call(GET), A.blt("a0", "zero", -8), ...call(PUT), A.jal("zero", -20)];
  return Buffer.from(A.assemble(...print(text), ...loop));
}

/** Opens the lab with a guest from its own folder. */
async function open(page: Page, text = "echo\n"): Promise<LabPage> {
  await page.route("**/guests/echo.bin", (route) => route.fulfill({ body: echo(text) }));
  const guest = { image: "guests/echo.bin", ramMiB: 4, instructionsPerSecond: 200_000 };
  const scenario = parseScenario({
    version: 1,
    guest,
    link: { bandwidthMiBps: 4 },
    file: { chunkKiB: 16 },
  });
  await page.goto(`./${linkOf({ scenario, actions: [], moment: null })}`);
  await expect(keyboard(page, "West")).toBeAttached({ timeout: 60_000 });
  return new LabPage(page);
}

const keyboard = (page: Page, host: Place) =>
  page.getByRole("textbox", { name: `Keyboard of the guest on ${host}` });

/** What the console shows at a host; at the other the guest's last words may still stand. */
const printed = (page: Page, host: Place = "West") =>
  page.getByRole("img", { name: new RegExp(`^Guest screen on ${host}`) }).locator("pre");

test("what is typed at the console is answered, wherever the guest is, and a link repeats it", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const lab = await open(page);
  await keyboard(page, "West").click();
  await page.keyboard.type("mrc héllo €");
  await expect(printed(page)).toHaveText("echo\nmrc héllo €");
  await expectNoViolations(page, "typing");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Enter");
  await page.keyboard.type("wait");
  await expect(printed(page)).toHaveText("echo\nmrc héllo \nwait");
  await expect(lab.migrate).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("m");
  await expect(lab.cancel).toBeVisible();
  await keyboard(page, "West").focus();
  await expect(keyboard(page, "East")).toBeFocused({ timeout: 30_000 });
  await page.keyboard.type("ed!");
  await expect(printed(page, "East")).toHaveText("echo\nmrc héllo \nwaited!");
  await lab.endsIdentical();
  await page.keyboard.press("Tab");
  await expect(keyboard(page, "East")).not.toBeFocused();
  await lab.pause();
  await page.getByRole("button", { name: "Help", exact: true }).click();
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText(/^Copied\./)).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await context.newPage();
  await other.route("**/guests/echo.bin", (route) => route.fulfill({ body: echo("echo\n") }));
  await other.goto(link);
  await expect(printed(other, "East")).toHaveText("echo\nmrc héllo \nwaited!", { timeout: 30_000 });
});

test("a finger on the glass opens a phone's keyboard, and words come whole from an input method or a paste", async ({
  browser,
}) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  await open(page);
  await page.locator(".console").tap({ force: true });
  await expect(keyboard(page, "West")).toBeFocused();
  await page.keyboard.insertText("one\ntwo");
  await expect(printed(page)).toHaveText("echo\none\ntwo");
  const client = await context.newCDPSession(page);
  await client.send("Input.imeSetComposition", { text: "ni", selectionStart: 2, selectionEnd: 2 });
  await expect(page.locator(".console u")).toHaveText("ni");
  await client.send("Input.insertText", { text: "ni" });
  await expect(page.locator(".console u")).toHaveText("");
  await expect(printed(page)).toHaveText("echo\none\ntwoni");
  // A phone's keyboard deletes in the field and presses no key.
  await keyboard(page, "West").evaluate((field: HTMLTextAreaElement) => {
    field.value = "";
    field.dispatchEvent(new InputEvent("input", { inputType: "deleteContentBackward", bubbles: true }));
  });
  await expect(printed(page)).toHaveText("echo\none\ntwon");
  await context.close();
});

test("after the guest has shut down Play is off and says why", async ({ page }) => {
  const program = A.assemble(...print("bye\n"), ...call(SHUT_DOWN));
  await page.route("**/guests/bye.bin", (route) => route.fulfill({ body: Buffer.from(program) }));
  const scenario = parseScenario({ version: 1, guest: { image: "guests/bye.bin", ramMiB: 4 } });
  await page.goto(`./${linkOf({ scenario, actions: [], moment: null })}`);
  const play = page.getByRole("button", { name: "Play", exact: true });
  await expect(play).toHaveAttribute("aria-disabled", "true");
  await expect(play).toHaveAccessibleDescription(/guest has shut down/);
  await expect(page.getByText("The guest has shut down: nothing is left to run.")).toBeVisible();
  await expectNoViolations(page, "shut down");
});

/** From a phone to a desk, and a phone on its side. */
const SIZES = [
  [320, 640],
  [390, 844],
  [640, 640],
  [844, 390],
  [1024, 768],
  [1280, 720],
  [1440, 900],
] as const;

/** How far the newest line reaches out of the console's box on any side, in pixels, once the page is laid out. */
function beyondBox(page: Page): Promise<number[]> {
  return printed(page).evaluate(async (element) => {
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
    const range = document.createRange();
    range.selectNodeContents(element);
    const line = [...range.getClientRects()].at(-1)!;
    const box = element.closest(".console")!.getBoundingClientRect();
    return [box.left - line.left, box.top - line.top, line.right - box.right, line.bottom - box.bottom];
  });
}

for (const theme of ["light", "projector"])
  test(`the newest line of a console is seen at every size, ${theme}`, async ({ page }) => {
    await page.addInitScript((name) => localStorage.setItem("quick-resume-lab theme", name), theme);
    const lines = Array.from({ length: 12 }, (_, line) => `${line}\n`).join("");
    await open(page, `\x1b[31mred\x1b[0m\ta\rb\rc\n${"x".repeat(60)}\n${lines}newest`);
    await expect(printed(page)).toContainText("newest");
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      for (const beyond of await beyondBox(page))
        expect(beyond, `at ${width} x ${height}`).toBeLessThanOrEqual(0.5);
    }
  });
