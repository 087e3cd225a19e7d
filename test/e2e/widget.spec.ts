import { gzipSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import type { LabMethods } from "../../src/widget/api.ts";
import { snippetOf } from "../../src/widget/snippets.ts";
import { HostPages, layoutShifts } from "./support/host-page.ts";
import { expectNoViolations } from "./support/violations.ts";

let host: HostPages;
test.beforeAll(async () => {
  host = await HostPages.open();
});
test.afterAll(() => host.close());

/** The line that a page loads the widget by. */
const script = (baseURL: string | undefined) =>
  `<script type="module" src="${baseURL}quick-resume-lab.js"></script>`;

const element = (page: Page, at = 0) => page.locator("quick-resume-lab").nth(at);

/** What the page's window and document listen to. */
async function listeners(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const heard: string[] = [];
  for (const expression of ["window", "document"]) {
    const { result } = await session.send("Runtime.evaluate", { expression });
    const found = await session.send("DOMDebugger.getEventListeners", { objectId: result.objectId! });
    heard.push(...found.listeners.map(({ type }) => `${expression} ${type}`));
  }
  await session.detach();
  return heard.sort();
}

type LabElement = HTMLElement & LabMethods;

/** Has the page's script go on in the run to its page-in, without drawing what lies between, and lets time run there. */
async function skipToPageIn(page: Page): Promise<void> {
  await element(page).evaluate(async (each) => {
    const lab = each as LabElement;
    let hasResumed = false;
    lab.addEventListener("milestone", ({ detail }: CustomEventInit) => {
      hasResumed ||= detail.kind === "resume";
    });
    const { untilMs } = await lab.getScenario();
    const now = 1000 * Number.parseFloat(lab.shadowRoot!.querySelector(".figures")!.textContent);
    for (let at = now; at < untilMs && !hasResumed; at += 200) {
      await lab.seek(at);
      // What has come of it is told with the next picture.
      await new Promise(requestAnimationFrame);
    }
    await lab.play();
  });
}

/** Has the page's script go to the end of the run, without drawing what lies between. */
async function skipToEnd(page: Page): Promise<void> {
  await element(page).evaluate(async (each) => {
    const lab = each as LabElement;
    await lab.seek((await lab.getScenario()).untilMs);
  });
}

/**
 * Plays the story: run, migrate, cut, recovered, identical. What is not looked at while it happens is not waited for, where the story
 * need not be watched.
 */
async function playThrough(page: Page, { isWatched = false } = {}): Promise<void> {
  const lab = element(page);
  await expect(lab.locator(".poster .say")).not.toBeEmpty();
  // A page that made no room moves when the script comes; from then on nothing does.
  expect((await layoutShifts(page)).inside).toEqual([]);
  await lab.getByRole("button", { name: "Run" }).click();
  const said = lab.locator("[data-kind]");
  await lab.getByRole("button", { name: "Migrate", exact: true }).click();
  if (!isWatched) await skipToPageIn(page);
  await expect(said).toHaveAttribute("data-kind", /pageIn|waiting/, { timeout: 120_000 });
  await expect(said).toContainText("already runs");
  await lab.getByRole("button", { name: "Cut link" }).click();
  await expect(said).toContainText("mailbox", { timeout: 60_000 });
  if (!isWatched) await skipToEnd(page);
  await expect(lab.getByRole("img", { name: /^Seal: identical/ })).toBeVisible({ timeout: 120_000 });
  await expect(said).toContainText(/identical/i);
  expect(await layoutShifts(page)).toEqual({ outside: [], inside: [] });
}

test.use({ viewport: { width: 800, height: 900 } });

/** Gives the page's column a width in CSS pixels; a body's margin is on either side of it. */
const column = (page: Page, width: number) => page.setViewportSize({ width: width + 16, height: 900 });

test("one line puts a lab into a page, which moves its guest and survives a cut", async ({
  page,
  baseURL,
}) => {
  await column(page, 1200);
  const said = await host.show(
    page,
    `<p>before</p>${snippetOf("element", { base: baseURL!, integrity: null }, {}, 1200)}<p>after</p>`,
  );
  await expect(element(page).locator(".say")).not.toBeEmpty();
  // What an author is given to paste has made room.
  expect(await layoutShifts(page)).toEqual({ outside: [], inside: [] });
  const before = await element(page).boundingBox();
  expect(page.workers()).toHaveLength(0);
  await element(page).evaluate(({ shadowRoot }) => {
    const told = { aloud: [] as string[] };
    Object.assign(globalThis, { told });
    new MutationObserver(() => {
      const aloud = shadowRoot!.querySelector("[aria-live]")?.textContent ?? "";
      if (aloud !== "" && aloud !== told.aloud.at(-1)) told.aloud.push(aloud);
    }).observe(shadowRoot!, { subtree: true, childList: true, characterData: true });
  });
  await playThrough(page, { isWatched: true });
  const aloud = await page.evaluate(
    () => (globalThis as unknown as { told: { aloud: string[] } }).told.aloud,
  );
  // A sentence is read when it comes; its numbers run on for seconds, and would be read without an end.
  expect(aloud.length).toBeGreaterThan(3);
  expect(aloud.length).toBeLessThan(40);
  expect(page.workers()).toHaveLength(2);
  expect(await element(page).boundingBox()).toEqual(before);
  expect(said).toEqual([]);
});

test("space and arrows are the lab's while it has the focus, and the page's otherwise", async ({
  page,
  baseURL,
}) => {
  await host.show(
    page,
    `${script(baseURL)}<quick-resume-lab></quick-resume-lab><div style="height: 3000px"></div><p tabindex="0">words</p>`,
  );
  const lab = element(page);
  await lab.getByRole("button", { name: "Run" }).click();
  const pause = lab.getByRole("button", { name: "Pause" });
  await lab.getByRole("button", { name: "Migrate", exact: true }).click();
  await expect(lab.locator("[data-kind]")).toHaveAttribute("data-kind", /copying|preCopy|round/i);
  await lab.getByRole("heading", { name: "West" }).click();
  const heard = page.evaluate(
    () =>
      new Promise((hears) => document.addEventListener("keydown", ({ key }) => hears(key), { once: true })),
  );
  await page.keyboard.press("Space");
  await expect(pause).toHaveCount(0);
  const figures = lab.locator(".figures");
  const stood = await figures.textContent();
  // A step may be shorter than what is shown.
  await expect(async () => {
    await page.keyboard.press("ArrowRight");
    await expect(figures).not.toHaveText(stood!, { timeout: 500 });
  }).toPass();
  const scrolled = () => page.evaluate(() => scrollY);
  expect(await scrolled()).toBe(0);
  const stepped = await figures.textContent();
  await page.evaluate(() => document.querySelector("p")!.focus({ preventScroll: true }));
  await page.keyboard.press("ArrowLeft");
  // A page of slides would have gone on by those that were the lab's.
  expect(await heard).toBe("ArrowLeft");
  await page.keyboard.press("Space");
  await expect.poll(scrolled).toBeGreaterThan(0);
  await expect(pause).toHaveCount(0);
  await expect(figures).toHaveText(stepped!);
});

test("on paper a lab is its picture and its sentence, before it runs and afterwards", async ({
  page,
  baseURL,
}) => {
  await host.show(page, `${script(baseURL)}<quick-resume-lab theme="dark"></quick-resume-lab>`);
  const lab = element(page);
  const look = (part: string) =>
    lab.locator(part).evaluate((each) => {
      const { color, backgroundColor } = getComputedStyle(each);
      return [color, backgroundColor];
    });
  const black = ["rgb(0, 0, 0)", "rgb(255, 255, 255)"];
  await expect(lab.locator(".say")).not.toBeEmpty();
  await page.emulateMedia({ media: "print" });
  await expect(lab.getByRole("button")).toHaveCount(0);
  expect(await look(".poster")).toEqual(black);
  await page.emulateMedia({ media: "screen" });
  await lab.getByRole("button", { name: "Run" }).click();
  await expect(lab.getByRole("button", { name: "Migrate", exact: true })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(lab.getByRole("button")).toHaveCount(0);
  await expect(lab.locator("[data-kind]")).toBeVisible();
  expect(await look(".widget")).toEqual(black);
});

for (const colorScheme of ["light", "dark"] as const)
  test(`by itself a lab is ${colorScheme} where its reader's system is, before it runs and afterwards`, async ({
    page,
    baseURL,
  }) => {
    await page.emulateMedia({ colorScheme });
    await host.show(page, `${script(baseURL)}<quick-resume-lab lesson="what-moves"></quick-resume-lab>`);
    const lab = element(page);
    const paper = () =>
      lab
        .locator(".poster, .widget, .lesson > section")
        .evaluateAll((parts) => parts.map((part) => getComputedStyle(part).backgroundColor));
    const isDark = (colour: string) => Math.max(...colour.match(/\d+/g)!.slice(0, 3).map(Number)) < 80;
    await expect(lab.locator(".poster .say")).not.toBeEmpty();
    expect((await paper()).map(isDark)).toEqual([colorScheme === "dark"]);
    await lab.getByRole("button", { name: "Run" }).click();
    await expect(lab.getByRole("group", { name: "Your prediction" })).toBeVisible({ timeout: 60_000 });
    for (const part of [lab.locator(".widget"), lab.getByRole("group", { name: "Your prediction" })]) {
      const scheme = await part.evaluate((each) => getComputedStyle(each).colorScheme);
      expect(scheme).toBe("light dark");
    }
    expect((await paper()).some(isDark)).toBe(colorScheme === "dark");
  });

for (const [pointer, least] of [
  ["a mouse", 24],
  ["a finger", 44],
] as const)
  test.describe(`under ${pointer}`, () => {
    const isTouched = pointer === "a finger";
    test.use({ hasTouch: isTouched, isMobile: isTouched });

    test("a lab fits into columns of all widths, and what can be pressed is large enough", async ({
      page,
      baseURL,
    }) => {
      await host.show(page, `${script(baseURL)}<quick-resume-lab cut="pageIn"></quick-resume-lab>`);
      const lab = element(page);
      await lab.evaluate((each) => (each as LabElement).play());
      await skipToEnd(page);
      await expect(lab.getByRole("img", { name: /^Seal: identical/ })).toBeVisible({ timeout: 120_000 });
      for (const width of [304, 360, 480, 569, 570, 600, 689, 690, 720, 768, 860, 960, 1200]) {
        await page.setViewportSize({ width: width + 16, height: 900 });
        const faults = () =>
          lab.evaluate(({ shadowRoot }, atLeast) => {
            const boxOf = (part: Element) => part.getBoundingClientRect();
            const all = (selector: string) => [...shadowRoot!.querySelectorAll(selector)];
            const small = all("button, input").filter((part) => {
              const { width: wide, height } = boxOf(part);
              return wide > 0 && Math.min(wide, height) < atLeast;
            });
            const out = all("article").filter(
              (part) => boxOf(part.querySelector("canvas")!).bottom > boxOf(part).bottom,
            );
            const { bottom, right } = boxOf(shadowRoot!.querySelector(".widget")!);
            const beside = all(".sum li").filter((part) => boxOf(part).right > right);
            const below = all(".widget *").filter((part) => boxOf(part).bottom > bottom + 1);
            // One with another line would have pushed the picture up when it came.
            const long = all(".widget > p").filter(
              (part) => boxOf(part).height > Math.max(1, Number.parseFloat(getComputedStyle(part).minHeight)),
            );
            return [...small, ...out, ...below, ...beside, ...long].map((part) =>
              part.outerHTML.slice(0, 120),
            );
          }, least);
        await expect.poll(faults, `${width} px`).toEqual([]);
      }
    });
  });

for (const [width, labs] of [
  [600, 10],
  [1200, 1],
] as const)
  test(`in a column of ${width} px of a page with ${labs} of them a lab moves its guest and survives a cut`, async ({
    page,
    baseURL,
  }) => {
    await column(page, width);
    const said = await host.show(
      page,
      `${script(baseURL)}${"<quick-resume-lab></quick-resume-lab>".repeat(labs)}`,
    );
    await playThrough(page);
    expect(page.workers()).toHaveLength(2);
    expect(said).toEqual([]);
  });

test("a page's policy may forbid all but the widget's scripts, WebAssembly and workers of its bytes", async ({
  page,
  baseURL,
}) => {
  const { origin } = new URL(baseURL!);
  await column(page, 360);
  const said = await host.show(
    page,
    `${script(baseURL)}<p>before</p><quick-resume-lab></quick-resume-lab><p>after</p>`,
    `default-src 'none'; script-src ${origin} 'wasm-unsafe-eval'; worker-src blob:; img-src data:; require-trusted-types-for 'script'`,
  );
  await playThrough(page);
  expect(said).toEqual([]);
});

test("a page's style does not reach in, and the widget's does not reach out", async ({ page, baseURL }) => {
  await column(page, 768);
  await host.show(
    page,
    `<style>quick-resume-lab:not(:defined) { display: block; height: 559px } * { all: unset } button { display: none !important } p { font: 40px monospace !important; color: red }</style>
    ${script(baseURL)}<p id="own">words</p><quick-resume-lab></quick-resume-lab><button>own</button>`,
  );
  const own = () =>
    page
      .locator("#own")
      .evaluate((words) => JSON.stringify([getComputedStyle(words).font, getComputedStyle(words).color]));
  const before = await own();
  await expect(element(page).locator(".poster .say")).not.toBeEmpty();
  // It has made room beforehand, so it does not even move when the script comes.
  expect(await layoutShifts(page)).toEqual({ outside: [], inside: [] });
  const globals = () => page.evaluate(() => Object.keys(globalThis).length);
  const known = await globals();
  await playThrough(page);
  expect(await own()).toBe(before);
  expect(await globals()).toBe(known);
  expect(await element(page).evaluate((lab) => lab.getBoundingClientRect().height)).toBe(559);
});

test("one lab of a page is live; the other keeps its moment, and goes on from it", async ({
  page,
  baseURL,
}) => {
  const sizes: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.url().startsWith(baseURL!))
      sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
  });
  await column(page, 600);
  await host.show(page, `${script(baseURL)}${"<quick-resume-lab></quick-resume-lab>".repeat(10)}`);
  // Those out of sight say what they are and can be come to by keys, and are drawn when they are come near, or printed.
  await expect(element(page, 9).locator(".say")).not.toBeEmpty();
  await expect(element(page, 9).getByRole("button", { name: "Run" })).toHaveCount(1);
  await expect(element(page, 0).locator("svg")).toHaveCount(1);
  await expect(element(page, 9).locator("svg")).toHaveCount(0);
  await element(page, 9).scrollIntoViewIfNeeded();
  await expect(element(page, 9).locator("svg")).toHaveCount(1);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await expect(page.locator("quick-resume-lab svg")).toHaveCount(10);
  expect(page.workers()).toHaveLength(0);
  expect((await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000);
  await layoutShifts(page);
  await element(page, 0).getByRole("button", { name: "Run" }).click();
  await element(page, 0).getByRole("button", { name: "Migrate", exact: true }).click();
  await expect(element(page, 0).locator("[data-kind]")).toHaveAttribute(
    "data-kind",
    /copying|preCopy|round/i,
    { timeout: 60_000 },
  );
  await element(page, 1).getByRole("button", { name: "Run" }).click();
  await expect(element(page, 1).getByRole("button", { name: "Pause" })).toBeVisible({ timeout: 60_000 });
  await expect.poll(() => page.workers().length).toBe(2);
  await expect(element(page, 0).getByText("another lab on this page runs")).toBeVisible();
  const at = await element(page, 0).locator(".figures").textContent();
  await element(page, 0).getByRole("button", { name: "Go on" }).click();
  await expect(element(page, 0).getByRole("button", { name: "Pause" })).toBeVisible({ timeout: 60_000 });
  const later = await element(page, 0).locator(".figures").textContent();
  expect(Number.parseFloat(later!)).toBeGreaterThanOrEqual(Number.parseFloat(at!));
  await expect(element(page, 1).getByText("another lab on this page runs")).toBeVisible();
  await expect.poll(() => page.workers().length).toBe(2);
  expect(await layoutShifts(page)).toEqual({ outside: [], inside: [] });
});

test("a page's script drives a lab, hears of it, and ends it without a trace", async ({ page, baseURL }) => {
  await page.addInitScript(() => {
    const made: string[] = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (thing) => {
      made.push(make(thing));
      return made.at(-1)!;
    };
    Object.assign(globalThis, { made });
  });
  await host.show(page, `${script(baseURL)}<p>before</p><div id="place"></div><p>after</p>`);
  const before = await listeners(page);
  const heard = await page.evaluate(async (address) => {
    const { createLab } = await import(`${address}quick-resume-lab.js`);
    const lab = createLab(document.querySelector("#place"), { cut: "pageIn", theme: "dark" });
    const names: string[] = [];
    for (const name of ["ready", "state", "milestone", "completed", "error"])
      lab.addEventListener(name, ({ detail }: CustomEvent) =>
        names.push(`${name} ${detail.kind ?? detail.state ?? ""}`.trim()),
      );
    const early = lab.getScenario();
    await lab.play();
    const done = new Promise((resolve) => lab.addEventListener("completed", resolve, { once: true }));
    const { seed, untilMs } = await early;
    await lab.seek(untilMs);
    await done;
    const { outcome, identical } = await lab.getReport();
    await lab.seek(1500);
    const trace = await lab.exportTrace();
    const share = await lab.getShareUrl();
    const refusals = await Promise.all([
      lab.seek(-1).catch(String),
      lab.act("jump").catch(String),
      lab.setScenario({ version: 9 }).catch(String),
    ]);
    await lab.destroy();
    return {
      names,
      seed,
      outcome,
      identical,
      share,
      refusals,
      last: trace.at(-1).tick,
      left: lab.shadowRoot.querySelector(".room").childElementCount,
    };
  }, baseURL);
  expect(heard).toMatchObject({ seed: 1, outcome: "recovered", identical: true, left: 0 });
  expect(heard.last).toBeLessThanOrEqual(1_500_000_000);
  expect(heard.share).toMatch(/embed\.html#v1\./);
  expect(heard.names).toEqual(
    expect.arrayContaining(["ready", "state playing", "milestone cutLink", "milestone finish", "completed"]),
  );
  for (const refusal of heard.refusals) expect(refusal).toMatch(/seek takes|allowed is/);
  await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  await expect.poll(() => page.workers().length).toBe(0);
  expect(await listeners(page)).toEqual(before);
  const readable = await page.evaluate(() => {
    const { made } = globalThis as unknown as { made: string[] };
    return Promise.all(made.map((address) => fetch(address).then(String, () => "gone")));
  });
  expect(readable).toEqual(["gone", "gone"]);
});

test("a frame that may do nothing but run scripts shows a lab, and the page around it drives it", async ({
  page,
  baseURL,
}) => {
  const said = await host.show(
    page,
    `<iframe sandbox="allow-scripts" width="720" height="600" src="${baseURL}embed.html?theme=dark&controls=min&colour=red"></iframe>`,
  );
  const frame = page.frameLocator("iframe");
  await expect(frame.locator(".say")).not.toBeEmpty();
  const told = await page.evaluate(async () => {
    const { contentWindow } = document.querySelector("iframe")!;
    const heard: Record<string, unknown>[] = [];
    const until = (isIt: (message: Record<string, unknown>) => boolean) =>
      new Promise<Record<string, unknown>>((resolve) => {
        const old = heard.find(isIt);
        if (old) resolve(old);
        addEventListener(
          "message",
          ({ data, source }) => source === contentWindow && isIt(data) && resolve(data),
        );
      });
    addEventListener("message", ({ data, source }) => source === contentWindow && heard.push(data));
    const say = (message: object) => contentWindow!.postMessage({ quickResumeLab: 1, ...message }, "*");
    say({ kind: "hello" });
    const { methods } = await until(({ kind }) => kind === "welcome");
    say({ kind: "call", id: 1, method: "getScenario" });
    say({ kind: "call", id: 2, method: "constructor" });
    say({ kind: "call", id: 3, method: "play" });
    await until(({ kind, id }) => kind === "answer" && id === 3);
    const { value } = await until(({ kind, id }) => kind === "answer" && id === 1);
    say({ kind: "call", id: 4, method: "seek", given: ["soon"] });
    const refusal = await until(({ id }) => id === 4);
    say({ kind: "call", id: 5, method: "play" });
    await until(({ name, detail }) => name === "milestone" && (detail as { kind: string }).kind === "resume");
    say({ kind: "call", id: 6, method: "act", given: ["cutLink"] });
    say({ kind: "call", id: 7, method: "seek", given: [(value as { untilMs: number }).untilMs] });
    const end = await until(({ name }) => name === "completed");
    return {
      methods,
      seed: (value as { seed: number }).seed,
      refusal,
      report: (end.detail as { report: unknown }).report,
    };
  });
  expect(told.methods).toContain("exportTrace");
  expect(told.seed).toBe(1);
  expect(told.refusal).toMatchObject({
    kind: "refusal",
    message: expect.stringMatching(/seek takes milliseconds/),
  });
  expect(told.report).toMatchObject({ outcome: "recovered", identical: true });
  await expect(frame.getByRole("img", { name: /^Seal: identical/ })).toBeVisible();
  expect(said.filter((line) => !line.includes('no parameter "colour"'))).toEqual([]);
});

test("of two frames of a page one lab is live, whatever they may do", async ({ page, baseURL }) => {
  const frame = (at: number) => page.frameLocator("iframe").nth(at);
  // One may store nothing, the other has a storage of its own for this site.
  const html = (sandbox: string) =>
    `<iframe ${sandbox} width="720" height="604" src="${baseURL}embed.html"></iframe>`;
  const said = await host.show(page, html('sandbox="allow-scripts"') + html(""));
  for (const at of [0, 1]) {
    await frame(at).getByRole("button", { name: "Run" }).click();
    await expect(frame(at).getByRole("button", { name: /^(Pause|Play)$/ })).toBeVisible({ timeout: 60_000 });
  }
  await expect(frame(0).getByText("another lab on this page runs")).toBeVisible();
  await page.evaluate(() => frames[1]!.postMessage({ quickResumeLab: 1, kind: "live" }, "*"));
  await frame(0).getByRole("button", { name: "Go on" }).click();
  await expect(frame(1).getByText("another lab on this page runs")).toBeVisible();
  await expect(frame(0).getByRole("button", { name: /^(Pause|Play)$/ })).toBeVisible({ timeout: 60_000 });
  expect(said).toEqual([]);
});

test.describe("where scripts are switched off", () => {
  test.use({ javaScriptEnabled: false });

  test("a frame's page is its poster and its sentence", async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 728 });
    await page.goto("embed.html");
    // What is found by its text or its role is never in a noscript.
    await expect(page.locator("noscript p")).toBeVisible();
    const poster = page.locator("noscript img");
    expect((await poster.boundingBox())!.width).toBeLessThanOrEqual(320);
    expect(await poster.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  });
});

test("a lesson asks before it shows: an answer is locked in, the run judges it, and the page hears of both", async ({
  page,
  baseURL,
}) => {
  const { origin } = new URL(baseURL!);
  await page.setViewportSize({ width: 500, height: 1150 });
  const said = await host.show(
    page,
    `${script(baseURL)}<main><h1>Handbook</h1><quick-resume-lab lesson="cut-the-link"></quick-resume-lab></main>`,
    `default-src 'none'; script-src ${origin} 'wasm-unsafe-eval'; worker-src blob:; img-src data:; require-trusted-types-for 'script'`,
  );
  const lab = element(page);
  await expect(lab.locator(".say")).toContainText("Cut the link. The guest runs at East");
  const before = await lab.boundingBox();
  await lab.evaluate((element) => {
    const heard: unknown[] = [];
    Object.assign(element, { heard });
    for (const name of ["predicted", "goal", "completed"])
      element.addEventListener(name, ({ detail }: CustomEventInit) =>
        heard.push(name === "completed" ? name : { name, ...detail }),
      );
  });
  await lab.getByRole("button", { name: "Run" }).click();
  const prediction = lab.getByRole("group", { name: "Your prediction" });
  await prediction.getByRole("radio", { name: /goes back to West/ }).check();
  await expectNoViolations(page, "lesson");
  await expect(lab.getByRole("button", { name: "Migrate", exact: true })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await lab.getByRole("button", { name: "Lock in" }).click();
  await lab.getByRole("button", { name: "Run it" }).click();
  await expect(prediction.getByRole("radio").first()).toBeDisabled();
  await lab.getByRole("button", { name: "To the end" }).click();
  await expect(lab.locator(".outcome")).toContainText("It waits a little, and goes on slower", {
    timeout: 120_000,
  });
  await expect(lab.getByText("Watch the pages written at East")).toBeVisible();
  await lab.getByRole("button", { name: "Continue" }).click();
  await expect(lab.getByText(/Without the file \d+ pages are out of reach/)).toBeVisible();
  await lab.getByRole("button", { name: "Continue" }).click();
  const run = lab.locator("footer .primary");
  await expect(run).toHaveText("Run it");
  // It works also in the moment in which the guest starts again with a change.
  await run.evaluate((button) => {
    const off: unknown[] = [];
    Object.assign(button, { off });
    const look = () => off.push(button.getAttribute("aria-disabled"));
    new MutationObserver(look).observe(button, { attributeFilter: ["aria-disabled"] });
  });
  await lab.getByLabel("Heartbeat").last().fill("250");
  await lab.getByLabel("Datastore bandwidth").last().fill("8");
  await expect
    .poll(() => lab.evaluate((element) => (element as LabElement).getScenario()))
    .toMatchObject({ datastore: { bandwidthMiBps: 8 } });
  await run.click();
  expect(await run.evaluate((button) => Reflect.get(button, "off"))).toEqual([]);
  await lab.getByRole("button", { name: "To the end" }).click();
  await expect(lab.getByRole("status").filter({ hasText: "All goals are met" })).toBeVisible({
    timeout: 120_000,
  });
  const heard = await lab.evaluate((element) => (element as unknown as { heard: unknown[] }).heard);
  const predicted = { name: "predicted", version: 1, lesson: "cut-the-link", answer: "back" };
  const goal = { name: "goal", version: 1, lesson: "cut-the-link", reached: true };
  expect(heard).toMatchObject([
    { ...predicted, right: null, truth: null },
    "completed",
    { ...predicted, right: false, truth: "slower" },
    "completed",
    { ...goal, goal: "whole" },
    { ...goal, goal: "file" },
    { ...goal, goal: "stall" },
  ]);
  expect(await lab.boundingBox()).toEqual(before);
  expect(said).toEqual([]);
});

test("a lesson stands still while another lab of its page runs, and goes on where it was", async ({
  page,
  baseURL,
}) => {
  await page.setViewportSize({ width: 500, height: 1150 });
  const said = await host.show(
    page,
    `${script(baseURL)}<quick-resume-lab lesson="cut-the-link"></quick-resume-lab><quick-resume-lab></quick-resume-lab>`,
  );
  const lesson = element(page, 0);
  const button = (name: string) => lesson.getByRole("button", { name, exact: true });
  const time = async () => Number.parseFloat((await lesson.locator(".figures").last().textContent())!);
  // Whatever was begun is left and come back to: the other lab takes the workers meanwhile.
  const leaveAndComeBack = async () => {
    const before = await time();
    await element(page, 1).evaluate((element) => (element as LabElement).play());
    await expect(lesson.getByText("another lab on this page runs")).toBeVisible({ timeout: 60_000 });
    await expect.poll(() => page.workers().length).toBe(2);
    await button("Go on").click();
    await expect(lesson.getByText("another lab on this page runs")).toHaveCount(0, { timeout: 60_000 });
    await expect.poll(time, { timeout: 60_000 }).toBeGreaterThanOrEqual(before);
  };
  await lesson.evaluate((element) => {
    const told: unknown[] = [];
    Object.assign(element, { told });
    for (const name of ["predicted", "goal"])
      element.addEventListener(name, ({ detail }: CustomEventInit) =>
        told.push(name === "goal" ? [detail.goal, detail.reached] : [name, detail.right]),
      );
  });
  await button("Run").click();
  await lesson.getByRole("radio", { name: /goes back to West/ }).check();
  await leaveAndComeBack();
  await expect(lesson.getByRole("radio", { name: /goes back to West/ })).toBeChecked();
  await button("Lock in").click();
  await button("Run it").click();
  await expect(button("To the end")).toBeVisible();
  await leaveAndComeBack();
  await button("To the end").click();
  await expect(lesson.locator(".outcome")).toContainText("It waits a little", { timeout: 120_000 });
  await button("Continue").click();
  await button("Continue").click();
  await button("Run it").click();
  await expect(button("To the end")).toBeVisible();
  await leaveAndComeBack();
  await button("To the end").click();
  await expect
    .poll(() => lesson.evaluate((element) => Reflect.get(element, "told")), { timeout: 120_000 })
    .toEqual([
      ["predicted", null],
      ["predicted", false],
      ["whole", true],
      ["file", true],
      ["stall", false],
    ]);
  expect(said).toEqual([]);
});

test("a frame with a lesson leads to the page that has lessons in it, and may do no more than another", async ({
  page,
  baseURL,
}) => {
  const said = await host.show(
    page,
    `<iframe sandbox="allow-scripts" width="720" height="1000" src="${baseURL}embed.html?lesson=what-moves&theme=dark"></iframe>`,
  );
  const frame = page.frameLocator("iframe");
  await expect(frame.locator(".poster")).toHaveAttribute("data-theme", "dark");
  await frame.getByRole("button", { name: "Run" }).click();
  await expect(frame.getByRole("group", { name: "Your prediction" })).toBeVisible({ timeout: 60_000 });
  await expect(frame.getByRole("button", { name: "Migrate", exact: true })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  expect(said).toEqual([]);
});
