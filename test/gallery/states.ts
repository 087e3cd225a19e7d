import { readFileSync } from "node:fs";
import type { Page } from "playwright";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import type { ActionName } from "../../src/scenario/frame.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { linkOf } from "../../src/scenario/share.ts";
import { exposeMachines, flipBit } from "../e2e/support/bit-flip.ts";
import { linkToGuestOf } from "../support/large-guest.ts";

/** A state of the lab that is worth a picture. */
export interface State {
  /** The part of the address behind its "#"; none for the lab's own run. */
  readonly hash?: string;
  /** What has to be done before the page opens. */
  readonly prepare?: (page: Page) => Promise<void>;
  /** Whether it is a view of its own, without a guest to wait for. */
  readonly isView?: boolean;
  /** Leads from the opened page to the state. */
  readonly reach: (page: Page) => Promise<void>;
}

const PATIENCE = { timeout: 60_000 };
const PHASE = "[aria-current=step]";
const SENTENCE = "main [data-kind]";

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Lets time stand still, if it does not already. */
export async function pause(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Pause", exact: true });
  if (await button.isVisible()) await button.click();
}

const LAB = parseScenario(
  JSON.parse(readFileSync(new URL("../../public/scenarios/quick-resume.json", import.meta.url), "utf8")),
);

/** The address of a moment that is too short to be met by waiting: what was done at which millisecond, and where to look. */
function momentOf(done: Partial<Record<ActionName, number>>, moment: number): string {
  const actions = Object.entries(done).map(([action, at]) => ({
    action: action as ActionName,
    at: fromMilliseconds(at),
  }));
  return linkOf({ scenario: { ...LAB, faults: [] }, actions, moment: fromMilliseconds(moment) });
}

/** Waits for words in a part of the page, and does something in the very frame in which they come. */
async function when(page: Page, part: string, words: string, then = ""): Promise<void> {
  const look = ([selector, text, button]: string[]) => {
    const isThere = document.querySelector(selector!)?.textContent?.includes(text!) ?? false;
    if (isThere && button) document.querySelector<HTMLElement>(`button[aria-label='${button}']`)?.click();
    return isThere;
  };
  await page.waitForFunction(look, [part, words, then], PATIENCE);
}

async function choose(page: Page, strategy: string): Promise<void> {
  await page.getByRole("combobox", { name: "Strategy" }).selectOption({ label: strategy });
  await page.getByRole("img", { name: /^Guest screen at the source.*picture/ }).waitFor(PATIENCE);
}

async function migrate(page: Page, then = ""): Promise<void> {
  await press(page, "Migrate");
  await when(page, PHASE, "page-in", then);
}

async function mailbox(page: Page): Promise<void> {
  await migrate(page, "Cut link");
  await when(page, SENTENCE, "mailbox");
  await page.waitForTimeout(900);
}

const seal = (page: Page, word: string) =>
  page.getByRole("img", { name: new RegExp(`^Seal: ${word}`) }).waitFor(PATIENCE);

async function done(page: Page): Promise<void> {
  await migrate(page, "Cut link");
  await seal(page, "identical");
  await page.waitForTimeout(400);
}

async function choosePage(page: Page): Promise<void> {
  await page.locator("[aria-label^='Page map of the destination']").click({ position: { x: 60, y: 60 } });
  await page.getByRole("region", { name: "Chosen page" }).waitFor(PATIENCE);
}

async function large(page: Page): Promise<void> {
  await migrate(page);
  await page.waitForTimeout(1200);
}

const panel = (name: string) => async (page: Page) => {
  await pause(page);
  await press(page, "Help");
  if (name) await press(page, name);
};

/** How each state is reached from the page that has just been opened. */
export const STATES: Record<string, State> = {
  first: { reach: async () => {} },
  "pre-copy": {
    hash: momentOf({ migrate: 500 }, 1900),
    reach: (page) => when(page, PHASE, "pre-copy, 2"),
  },
  stun: {
    hash: momentOf({ migrate: 500 }, 2225),
    reach: (page) => when(page, PHASE, "stun"),
  },
  "first-fault": {
    hash: momentOf({ migrate: 500 }, 2300),
    reach: async (page) => {
      await when(page, PHASE, "page-in");
      await page.getByRole("button", { name: /^Beat at .*: first fault/ }).click();
      await when(page, SENTENCE, "waits for page");
    },
  },
  "page-in": {
    reach: async (page) => {
      await migrate(page);
      await page.waitForTimeout(1500);
    },
  },
  "cut-unnoticed": {
    hash: momentOf({ migrate: 500, cutLink: 2300 }, 2600),
    reach: (page) => when(page, SENTENCE, "neither machine knows"),
  },
  mailbox: { reach: mailbox },
  concurrent: {
    reach: async (page) => {
      await choose(page, "Concurrent");
      await migrate(page);
      await page.waitForTimeout(900);
    },
  },
  "concurrent-cut": {
    reach: async (page) => {
      await choose(page, "Concurrent");
      await mailbox(page);
    },
  },
  "post-copy-cut": {
    reach: async (page) => {
      await choose(page, "Post-copy");
      await migrate(page, "Cut link");
      await when(page, SENTENCE, "no other path");
    },
  },
  held: {
    reach: async (page) => {
      await migrate(page, "Stop the datastore");
      await press(page, "Cut link");
      await page.waitForTimeout(3000);
    },
  },
  crashed: {
    reach: async (page) => {
      await migrate(page, "Crash the source");
      await page.waitForTimeout(1500);
    },
  },
  done: { reach: done },
  different: {
    prepare: exposeMachines,
    reach: async (page) => {
      await migrate(page);
      await pause(page);
      await flipBit(page);
      await press(page, "Play");
      await seal(page, "different");
    },
  },
  inside: {
    reach: async (page) => {
      await mailbox(page);
      await choosePage(page);
    },
  },
  lanes: {
    reach: async (page) => {
      await done(page);
      await press(page, "Pause");
      await page.getByRole("button", { name: /^Beat at .*: first fault/ }).click();
      await page.getByText("Acting now begins a second future").waitFor(PATIENCE);
      await press(page, "Crash the source");
      await seal(page, "lost");
    },
  },
  help: { reach: panel("") },
  diagram: {
    reach: async (page) => {
      await migrate(page, "Cut link");
      await page.waitForTimeout(1000);
      await panel("State diagram")(page);
    },
  },
  guests: {
    reach: async (page) => {
      await pause(page);
      await press(page, "Guest: Painter");
    },
  },
  game: { hash: "#game", reach: mailbox },
  server: { hash: "#server", reach: mailbox },
  "pages-16384": { hash: linkToGuestOf(64), reach: large },
  "pages-65536": { hash: linkToGuestOf(256), reach: large },
  compare: { hash: "#compare", isView: true, reach: (page) => page.getByText("8 of 8").waitFor(PATIENCE) },
  matrix: {
    hash: "#matrix",
    isView: true,
    reach: async (page) => {
      await page.getByRole("combobox", { name: "Strategy" }).selectOption("stopAndCopy");
      await press(page, "Run");
      await page.waitForTimeout(4000);
    },
  },
};
