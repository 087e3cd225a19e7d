import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { METHODS } from "../../src/widget/api.ts";
import { PARAMETERS } from "../../src/widget/parameters.ts";
import { HostPages } from "./support/host-page.ts";

const RUNS = 10_000;
/** So many are handed to the page at once. */
const BATCH = 500;
const SEED = 1;

/** What tempts a page to take a value for markup, code, an address, or a name of its own. */
const TEMPTING = [
  "__proto__",
  "constructor",
  "toString",
  '"><img src=x onerror=alert(1)>',
  "<script>alert(1)</script>",
  "javascript:alert(1)",
  "//elsewhere.example/x.js",
  "../../etc/passwd",
  "#123456;--ink:red",
  "\0",
  "9".repeat(400),
];
const ALLOWED = [
  "never-converges",
  "preCopy",
  "pageIn",
  "7",
  "dark",
  "min",
  "sum tape",
  "visible",
  "#6b3fd4",
];

const written = fc.dictionary(
  fc.constantFrom(...PARAMETERS),
  fc.oneof(
    fc.constantFrom(...ALLOWED),
    fc.constantFrom(...TEMPTING),
    fc.string({ unit: "binary", maxLength: 200 }),
  ),
);

/** What loads the lab or ends it is left out: the rest has to find a lab that is not there yet. */
const LATER = METHODS.filter((method) => !["load", "play", "destroy"].includes(method));
const anything = fc.anything({ maxDepth: 2, withBigInt: true });
const said = fc.oneof(
  fc.record(
    {
      quickResumeLab: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, anything),
      kind: fc.oneof({ weight: 4, arbitrary: fc.constantFrom("hello", "call") }, anything),
      id: fc.oneof(fc.integer(), anything),
      method: fc.oneof(fc.constantFrom(...LATER, ...TEMPTING), anything),
      given: fc.oneof(fc.array(anything, { maxLength: 2 }), anything),
    },
    { requiredKeys: [] },
  ),
  anything,
);

function batches<Value>(drawn: fc.Arbitrary<Value>): Value[][] {
  const all = fc.sample(drawn, { numRuns: RUNS, seed: SEED });
  return Array.from({ length: RUNS / BATCH }, (_, at) => all.slice(at * BATCH, (at + 1) * BATCH));
}

let host: HostPages;
test.beforeAll(async () => {
  host = await HostPages.open();
});
test.afterAll(() => host.close());

test("whatever is written into its attributes, an element shows a poster, and runs afterwards", async ({
  page,
  baseURL,
}) => {
  const complaints = await host.show(
    page,
    `<script type="module" src="${baseURL}quick-resume-lab.js"></script><quick-resume-lab></quick-resume-lab>`,
  );
  await expect(page.locator(".say")).not.toBeEmpty();
  // What is warned of is counted in the page: telling it one by one takes longer than all the rest.
  await page.evaluate(() => {
    Object.assign(globalThis, { warned: 0 });
    console.warn = () => (globalThis as unknown as { warned: number }).warned++;
  });
  for (const batch of batches(written))
    await page.evaluate(async (sets) => {
      const named = sets.map((attributes) => {
        const lab = document.createElement("quick-resume-lab");
        for (const [name, value] of Object.entries(attributes)) lab.setAttribute(name, value);
        // Who is not seen is not loaded, and one that is changed draws its poster anew.
        lab.hidden = true;
        document.body.append(lab);
        lab.setAttribute("theme", attributes.accent ?? "light");
        return lab;
      });
      await new Promise((resolve) => setTimeout(resolve));
      for (const lab of named) lab.remove();
    }, batch);
  const { warned, strangers } = await page.evaluate(() => ({
    warned: (globalThis as unknown as { warned: number }).warned,
    strangers: document.querySelectorAll("img, script:not([src])").length,
  }));
  expect(warned).toBeGreaterThan(RUNS);
  expect(strangers).toBe(0);
  await page.getByRole("button", { name: "Run" }).click();
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible({ timeout: 60_000 });
  expect(complaints).toEqual([]);
});

test("whatever is said to a frame, it shows its poster, runs afterwards, and answers", async ({
  page,
  baseURL,
}) => {
  const complaints = await host.show(
    page,
    `<iframe sandbox="allow-scripts" width="720" height="600" src="${baseURL}embed.html"></iframe>`,
  );
  const frame = page.frameLocator("iframe");
  await expect(frame.locator(".say")).not.toBeEmpty();
  for (const batch of batches(said))
    await page.evaluate((messages) => {
      const { contentWindow } = document.querySelector("iframe")!;
      for (const message of messages) contentWindow!.postMessage(message, "*");
    }, batch);
  await frame.getByRole("button", { name: "Run" }).click();
  const ask = () =>
    page.evaluate(() => {
      const { contentWindow } = document.querySelector("iframe")!;
      return new Promise<unknown>((resolve) => {
        const hear = ({ data, source }: MessageEvent) => {
          if (source !== contentWindow || data.kind !== "answer" || data.id !== -77) return;
          resolve(data.value.seed);
        };
        addEventListener("message", hear);
        setTimeout(() => {
          removeEventListener("message", hear);
          resolve(null);
        }, 500);
        contentWindow!.postMessage({ quickResumeLab: 1, kind: "call", id: -77, method: "getScenario" }, "*");
      });
    });
  // A hundred of the drawn calls have waited for the lab, and are answered first.
  await expect.poll(ask, { timeout: 120_000 }).toBe(1);
  await expect(frame.getByRole("button", { name: /Pause|Play/ })).toBeVisible();
  expect(complaints).toEqual([]);
});
