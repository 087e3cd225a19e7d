import { expect, type Page, test } from "@playwright/test";
import { deflateSync, strToU8 } from "fflate";
import { crc32c } from "../../src/datastore/checksum.ts";
import { toBase64 } from "../../src/experiment/base64.ts";
import { expectQuiet, listen } from "./support/complaints.ts";
import { LabPage } from "./support/lab-page.ts";
import { Site } from "./support/site.ts";

/** Migrates, cuts, recovers and compares, looks inside, and opens the other views, which have workers of their own. */
async function wholeLab(page: Page): Promise<void> {
  const lab = new LabPage(page);
  await lab.isThere();
  await lab.migrateToFirstFault();
  await lab.cutLink.click();
  await lab.runTo("end");
  await lab.endsIdentical();
  await page.getByRole("button", { name: "Look inside" }).click();
  await expect(page.getByRole("region", { name: "Event log" })).toBeVisible();
  await page.getByRole("button", { name: "Help", exact: true }).click();
  await page.getByRole("button", { name: "State diagram" }).click();
  await expect(page.getByRole("dialog", { name: "State diagram" })).toBeVisible();
  await page.keyboard.press("Escape");
  const go = (hash: string) =>
    page.evaluate((to) => {
      location.hash = to;
    }, hash);
  await go("#matrix");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.getByText(/^[1-9]\d* of \d+/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await go("#compare");
  await expect(page.getByText(/^[1-4] of 4 arrive/)).toBeVisible({ timeout: 90_000 });
}

test.describe(() => {
  // What keeps the lab is a part of it, too.
  test.use({ serviceWorkers: "allow" });

  test("the whole lab keeps to its own policy, and the policy bites", async ({ page, baseURL }) => {
    const heard = await listen(page);
    await page.goto("./");
    await wholeLab(page);
    expectQuiet(heard, baseURL!);
    const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
    await expect(policy).toHaveAttribute(
      "content",
      /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/,
    );
    const allowed = await page.evaluate(async () => {
      const script = document.createElement("script");
      script.textContent = "window.wasRun = true";
      document.head.append(script);
      const base = document.createElement("base");
      base.href = "https://elsewhere.example/";
      document.head.append(base);
      const fetched = await fetch("https://elsewhere.example/").then(
        () => true,
        () => false,
      );
      return { wasRun: "wasRun" in window, base: document.baseURI, fetched };
    });
    expect(allowed).toEqual({ wasRun: false, base: page.url(), fetched: false });
    const broken = () => heard.all.filter((words) => words.startsWith("Against the policy"));
    await expect.poll(broken).toHaveLength(3);
    expect(heard.requests.filter((address) => !address.startsWith(baseURL!))).toEqual([]);
  });

  test("where a host requires Trusted Types, of a list of policies, the whole lab runs", async ({ page }) => {
    const site = new Site({
      "content-security-policy":
        "require-trusted-types-for 'script'; trusted-types svelte-trusted-html quick-resume-lab",
    });
    await site.start();
    const heard = await listen(page);
    await page.goto(site.address);
    await wholeLab(page);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    expectQuiet(heard, site.address);
    await site.remove();
  });
});

/** A link whose checksum is right, with whatever content. */
function forged(content: unknown): string {
  const body = deflateSync(strToU8(JSON.stringify(content)), { level: 9 });
  const bytes = new Uint8Array(4 + body.length);
  new DataView(bytes.buffer).setUint32(0, crc32c(body));
  bytes.set(body, 4);
  return `#v1.${toBase64(bytes)}`;
}

const withImage = (image: string) => forged({ s: { guest: { image } }, a: [], m: null });

for (const [what, hash, words] of [
  [
    "a value of 100 kB",
    forged({ s: { guest: { program: "A".repeat(1e5) } }, a: [], m: null }),
    /holds more than/,
  ],
  ["a moment after years", forged({ s: {}, a: [], m: 2 ** 53 - 1 }), /moment is 9007199254740991/],
  ["a file above the folder", withImage("a/../../../secret"), /file in the lab's own folder/],
  ["a file on another server", withImage("https://elsewhere.example/a"), /file in the lab's own folder/],
  ["a file on a server without a scheme", withImage("//elsewhere.example/a"), /file in the lab's own folder/],
  ["an escaped way out", withImage("%2e%2e/%2e%2e/secret"), /file in the lab's own folder/],
  ["a way out with backslashes", withImage("..\\..\\secret"), /file in the lab's own folder/],
  ["a million characters", `#v1.${"A".repeat(1e6)}`, /1000004 characters/],
] as const)
  test(`a link with ${what} is refused in few words, and nothing is fetched for it`, async ({
    page,
    baseURL,
  }) => {
    await page.goto("./#matrix");
    await page.getByRole("heading", { name: "Failure matrix" }).waitFor();
    const heard = await listen(page);
    await page.evaluate((to) => {
      location.hash = to;
    }, hash);
    const alert = page.getByRole("alert");
    await expect(alert).toContainText(words, { timeout: 5000 });
    expect((await alert.textContent())!.length).toBeLessThan(500);
    expect(heard.requests.filter((address) => !/\/assets\/|icon.svg$/.test(address))).toEqual([]);
    expectQuiet(heard, baseURL!);
  });
