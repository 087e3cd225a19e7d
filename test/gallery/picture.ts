/**
 * Takes the picture at the top of the README from the built lab: the cable is cut, and pages come through the mailbox.
 *
 * usage: npm run picture   (after npm run build)
 */
import { fileURLToPath } from "node:url";
import { chromium } from "playwright";
import { preview } from "vite";
import { browserLaunchOptions } from "../support/browser.ts";

const PICTURE = fileURLToPath(new URL("../../docs/lab.png", import.meta.url));

const server = await preview({ preview: { port: 4175 } });
const browser = await chromium.launch(browserLaunchOptions());
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(server.resolvedUrls!.local[0]!);
  await page.getByRole("button", { name: "Migrate" }).click();
  await page.waitForFunction(() => document.body.textContent.includes("first fault"));
  await page.waitForTimeout(600);
  await page.getByRole("button", { name: "Cut link" }).click();
  await page.waitForFunction(() => document.body.textContent.includes("loss noticed"));
  await page.waitForTimeout(1500);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.waitForTimeout(500);
  await page.screenshot({ path: PICTURE });
} finally {
  await browser.close();
  await server.close();
}
