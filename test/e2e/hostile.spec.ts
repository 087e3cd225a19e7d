import { expect, type Page, test } from "@playwright/test";
import { deflateSync } from "fflate";
import { crc32c } from "../../src/datastore/checksum.ts";
import { toBase64 } from "../../src/experiment/base64.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { listen } from "./support/complaints.ts";
import { LabPage } from "./support/lab-page.ts";

const MIB = 2 ** 20;

/** Counts what the page's own decoder gives out, in `window.inflated`. */
async function countInflated(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counter = window as unknown as { inflated: number };
    counter.inflated = 0;
    const Real = DecompressionStream;
    window.DecompressionStream = class extends Real {
      override get readable() {
        const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
          transform: (piece, out) => {
            counter.inflated += piece.length;
            out.enqueue(piece);
          },
        });
        return super.readable.pipeThrough(count);
      }
    };
  });
}

/** A saved run whose guest is of these files, as the lab would have written it. */
function savedRun(
  guest: Readonly<Record<string, string>>,
  files: Readonly<Record<string, Uint8Array>>,
): string {
  const packed = Object.entries(files).map(([name, bytes]) => [
    name,
    toBase64(deflateSync(bytes, { level: 9 })),
  ]);
  const scenario = parseScenario({ version: 1, guest });
  const run = { scenario, actions: [], moment: null, files: Object.fromEntries(packed) };
  const checksum = crc32c(new TextEncoder().encode(JSON.stringify(run)))
    .toString(16)
    .padStart(8, "0");
  return JSON.stringify({ format: "quick-resume-lab run", version: 1, checksum, run });
}

/** Drops a file; resolves with the real milliseconds until the page has said something about it. */
function dropAndWait(page: Page, text: string): Promise<number> {
  return page.evaluate(async (content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], "run.json"));
    const began = performance.now();
    for (const type of ["dragenter", "dragover", "drop"])
      document.body.dispatchEvent(
        new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }),
      );
    while (!document.querySelector("[role=alert]")) await new Promise(requestAnimationFrame);
    return performance.now() - began;
  }, text);
}

const BOMBS = [
  {
    name: "an image of 100 MB",
    guest: { image: "guest.elf" },
    files: { "guest.elf": new Uint8Array(100_000_000) },
  },
  {
    name: "a kernel of 4 MiB and an initrd of 100 MB",
    guest: { kernel: "kernel.bin", initrd: "initrd.gz" },
    files: { "kernel.bin": new Uint8Array(4 * MIB), "initrd.gz": new Uint8Array(100_000_000) },
  },
] as const;

for (const { name, guest, files } of BOMBS)
  test(`a saved run that would inflate to ${name} is refused before it does`, async ({ page }) => {
    const heard = await listen(page);
    await countInflated(page);
    const lab = new LabPage(page);
    await lab.open();
    const text = savedRun(guest, files);
    expect(text.length).toBeLessThan(300_000);
    const took = await dropAndWait(page, text);
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("is larger than it may be");
    expect((await alert.textContent())!.length).toBeLessThan(400);
    const inflated = await page.evaluate(() => (window as unknown as { inflated: number }).inflated);
    test.info().annotations.push({ type: "refused after", description: `${Math.round(took)} ms` });
    expect(inflated).toBeGreaterThan(0);
    expect(inflated).toBeLessThan(16 * MIB);
    // The run that was there is there still.
    await lab.isAlive("West");
    expect(heard.all).toEqual([]);
  });

/** Links made to harm: content that inflates to far more than a link holds, a time without end, a path out of the folder. */
const LINKS = {
  "a long text":
    "#v1.5qb5I-3GqQ2AQAAEwF5WU8E56iAIBMHwhUeR653QBWJGzZMz5cl0j-f1ZT-26RiWlLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADAb6XWJkNK1zdZUtZ7nusL",
  "a time without end": "#v1.jUK5e6tWKlayqq7VUUpUsoqO1VHKVbKyNDAwN7S0NDI1MTcxsLQ0rAUA",
  "a path out of the folder":
    "#v1.g9diHatWKlayqlZKL00tLgExMnMT01OVrJQS9fX0oKg4NbkotUSptlZHKVHJKjpWRylXySqvNCenFgA",
} as const;

for (const [name, hash] of Object.entries(LINKS))
  test(`a link with ${name} is refused in a few words, and nothing is fetched for it`, async ({ page }) => {
    const lab = new LabPage(page);
    await lab.open();
    const fetched: string[] = [];
    page.on("request", (request) => fetched.push(request.url()));
    await page.evaluate((to) => {
      location.hash = to;
    }, hash);
    await expect(page.getByRole("alert")).toBeVisible();
    expect((await page.getByRole("alert").textContent())!.length).toBeLessThan(500);
    // Only the lab's own scripts and styles, which it may not have needed before.
    const folder = new URL(".", page.url().split("#")[0]).href;
    expect(fetched.filter((url) => !url.startsWith(folder) && !url.startsWith("blob:"))).toEqual([]);
    expect(fetched.filter((url) => url.includes("secret"))).toEqual([]);
  });
