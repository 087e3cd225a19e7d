import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-svelte";
import type { Session } from "../../src/browser/session.ts";
import { Lab } from "../../src/lab/lab.svelte.ts";
import App from "../../src/view/page/App.svelte";
import { testEnvironment } from "../support/environment.ts";
import { frameWith, pagesWith, sumOf } from "../support/frame.ts";
import { EXPERIMENT, labProps, sessionOf } from "../support/shown-lab.ts";

const NEVER = new Promise<never>(() => {});

/** Puts the page up with a lab whose time stands still. */
async function showLab(open: () => Promise<Session>): Promise<Lab> {
  const lab = new Lab({ load: async () => EXPERIMENT, open, startsPlaying: false });
  render(App, labProps(lab, testEnvironment()));
  await expect.poll(() => lab.ready || lab.error !== null).toBe(true);
  return lab;
}

const IN_PAGE_IN = frameWith({
  now: 2_900_000_000,
  phase: "pageIn",
  sum: sumOf(1022),
  source: { status: "serving", ...pagesWith(1024, "stale", { 33: "owed", 590: "owed" }) },
  destination: {
    status: "waiting",
    waitsFor: 590,
    ...pagesWith(1024, "present", { 1: "byLink", 33: "owed", 590: "faulted" }),
  },
  pressed: { migrate: 1_000_000_000 },
});

let lab: Lab | undefined;
afterEach(() => lab?.close());

test("the first view has one primary action and at most forty-five words", async () => {
  lab = await showLab(async () => sessionOf(frameWith()));
  await expect.element(page.getByRole("button", { name: "Migrate" })).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Cut link" })).not.toBeInTheDocument();
  const controls = [...document.querySelectorAll("button, select, input")].filter((control) =>
    control.checkVisibility({ visibilityProperty: true }),
  );
  // Guest, strategy, examples, theme, help, Migrate, Play, and the conditions.
  expect(controls.length).toBeLessThanOrEqual(8);
  expect(visibleWords()).toBeLessThanOrEqual(45);
});

/** Words on the page but those that are only read aloud. */
function visibleWords(): number {
  const count = (element: HTMLElement) => element.innerText.split(/\s+/).filter(Boolean).length;
  const spoken = [...document.querySelectorAll<HTMLElement>(".spoken")].filter(
    (element) => !element.parentElement?.closest(".spoken"),
  );
  return spoken.reduce((left, element) => left - count(element), count(document.body));
}

test("a pressed action stays where it is and says when", async () => {
  lab = await showLab(async () => sessionOf(frameWith(), { migrate: IN_PAGE_IN }));
  await page.getByRole("button", { name: "Migrate" }).click();
  lab.togglePlay();
  const migrate = page.getByRole("button", { name: "Migrate" });
  await expect.element(migrate).toHaveAttribute("aria-disabled", "true");
  await expect.element(migrate).toHaveTextContent("at 1.000 s");
  await expect
    .element(page.getByRole("button", { name: "Cut link" }))
    .toHaveAttribute("aria-disabled", "false");
});

test("the arrow keys walk over the pages and both hosts name the same page", async () => {
  lab = await showLab(async () => sessionOf(IN_PAGE_IN));
  const map = document.querySelector<HTMLElement>("[aria-label^='Page map of East']")!;
  await userEvent.click(page.getByRole("button", { name: "Help" }));
  await userEvent.keyboard("{Escape}");
  while (document.activeElement !== map) await userEvent.tab();
  await userEvent.keyboard("{Home}{ArrowRight}");
  await expect.element(page.getByText("page 1 arrived by the cable")).toBeVisible();
  await expect.element(page.getByText("page 1 stale: an old copy")).toBeVisible();
  await userEvent.keyboard("{ArrowDown}");
  await expect.element(page.getByText("page 33 owed: not here yet")).toBeVisible();
  await userEvent.keyboard("{End}");
  await expect.element(page.getByText("page 1,023 present: came before")).toBeVisible();
});

test("a page that is waited for is named while time stands still", async () => {
  lab = await showLab(async () => sessionOf(IN_PAGE_IN));
  await expect.element(page.getByText("page 590 faulted: the guest waits for it")).toBeVisible();
  await expect.element(page.getByText("page 590 asked for: still to send")).toBeVisible();
});

test("reset gives the exact first view back", async () => {
  lab = await showLab(async () => sessionOf(frameWith(), { migrate: IN_PAGE_IN }));
  // The page is put up piece by piece, and this is its last.
  await expect.element(page.getByRole("button", { name: "Conditions", exact: true })).toBeVisible();
  const before = document.querySelector("main")!.outerHTML;
  await page.getByRole("button", { name: "Migrate" }).click();
  await expect.element(page.getByRole("button", { name: "Reset" })).toBeVisible();
  await page.getByRole("button", { name: "Reset" }).click();
  await expect.poll(() => document.querySelector("main")!.outerHTML).toBe(before);
});

test("a reset does not wait for what the old session left unfinished", async () => {
  let isOpen = false;
  let advances = 0;
  const advance = () => {
    if (!isOpen) return Promise.resolve();
    advances++;
    return NEVER;
  };
  const stuck: Session = { ...sessionOf(frameWith()), advance };
  const sessions = [stuck, sessionOf(frameWith({ now: 1 }))];
  lab = await showLab(async () => sessions.shift()!);
  isOpen = true;
  lab.togglePlay();
  await expect.poll(() => advances).toBe(1);
  await lab.reset();
  lab.togglePlay();
  await expect.poll(() => lab?.frame.now).toBeGreaterThan(600_000_000);
});

test("a page that comes back into sight before time has come to rest goes on all the same", async () => {
  const hide = (hidden: boolean) => {
    Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
    document.dispatchEvent(new Event("visibilitychange"));
  };
  const arrivals: (() => void)[] = [];
  let isOpen = false;
  const advance = () =>
    new Promise<void>((resolve) => {
      if (isOpen) arrivals.push(resolve);
      else resolve();
    });
  lab = await showLab(async () => ({ ...sessionOf(frameWith()), advance }));
  isOpen = true;
  lab.togglePlay();
  await expect.poll(() => arrivals.length).toBe(1);
  hide(true);
  hide(false);
  arrivals[0]!();
  await expect.poll(() => arrivals.length).toBe(2);
  await expect.element(page.getByText(/^Time stood still while the page was out of sight/)).toBeVisible();
});

test("a failure says what happened and can be tried again", async () => {
  let attempts = 0;
  lab = await showLab(async () => {
    if (attempts++ === 0) throw new Error("The worker of the West host failed: it did not load");
    return sessionOf(frameWith());
  });
  await expect.element(page.getByRole("alert")).toHaveTextContent("The worker of the West host failed");
  await expect
    .element(page.getByRole("button", { name: "Migrate" }))
    .toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect.element(page.getByRole("alert")).not.toBeInTheDocument();
  await expect
    .element(page.getByRole("button", { name: "Migrate" }))
    .toHaveAttribute("aria-disabled", "false");
});
