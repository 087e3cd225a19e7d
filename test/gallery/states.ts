import { readFileSync } from "node:fs";
import type { Page } from "playwright";
import { fromMilliseconds } from "../../src/clock/tick.ts";
import { linkOf } from "../../src/experiment/link.ts";
import type { Strategy } from "../../src/migration/strategy.ts";
import type { ActionName } from "../../src/scenario/action.ts";
import { parseScenario, type Scenario } from "../../src/scenario/scenario.ts";
import { exposeMachines, flipBit } from "../e2e/support/bit-flip.ts";
import { linkToGuestOf } from "../support/large-guest.ts";
import { runTo } from "../support/run-to.ts";
import { LESSON_STATES } from "./lesson-states.ts";

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

const withStrategy = (strategy: Strategy): Scenario => ({
  ...LAB,
  migration: { ...LAB.migration, strategy },
});

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Lets time stand still, if it does not already. */
export async function pause(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Pause", exact: true });
  if (await button.isVisible()) await button.click();
}

/** A scenario that the lab ships, without its faults: what befalls a state stands in its row. */
function shipped(name: string): Scenario {
  const file = new URL(`../../public/scenarios/${name}.json`, import.meta.url);
  return { ...parseScenario(JSON.parse(readFileSync(file, "utf8"))), faults: [] };
}

/** The lab's own run on a quicker cable, which has soon come to every state. */
const LAB = quicker(shipped("quick-resume"));

function quicker(scenario: Scenario): Scenario {
  const { guest, link, datastore } = scenario;
  const settings = { ...guest.settings, dirtyPagesPerSecond: 920 };
  return {
    ...scenario,
    guest: { ...guest, settings },
    link: { ...link, bandwidthMiBps: 4 },
    datastore: { ...datastore, bandwidthMiBps: 4 },
  };
}

/** Waits until the run that the address names stands at its moment. */
async function standsAt(page: Page, moment: number): Promise<void> {
  const isThere = (shown: string) => {
    // On a busy machine the way takes so long that the lab asks whether to go on.
    for (const button of document.querySelectorAll("button"))
      if (button.textContent === "Go on") button.click();
    const clock = document.querySelector("[aria-label='Time'] .figures")?.textContent ?? "";
    return !document.querySelector("main.waits") && clock.includes(shown);
  };
  await page.waitForFunction(isThere, (moment / 1000).toFixed(3), PATIENCE);
}

/** What was done, and at which millisecond. */
type Deed = readonly [ActionName, number];

/** A state that its link leads to: what was done, and the millisecond at which it is looked at. */
function at(moment: number, deeds: readonly Deed[], scenario: Scenario = LAB): State {
  const actions = deeds.map(([action, when]) => ({ action, at: fromMilliseconds(when) }));
  const hash = linkOf({ scenario, actions, moment: fromMilliseconds(moment) });
  return { hash, reach: (page) => standsAt(page, moment) };
}

/** A state that is led on from the one of a link. */
function from(state: State, on: (page: Page) => Promise<void>): State {
  const reach = async (page: Page) => {
    await state.reach(page);
    await on(page);
  };
  return { ...state, reach };
}

/** Pressed before every state's moment. In the lab's own run page-in begins 1,740 ms later, with post-copy 34 ms later. */
const MIGRATE: Deed = ["migrate", 500];
const CUT: Deed = ["cutLink", 2490];
const CUT_POST_COPY: Deed = ["cutLink", 784];

const PAGE_IN = at(2600, [MIGRATE]);
const MAILBOX = at(4200, [MIGRATE, CUT]);
const DONE = at(5200, [MIGRATE, CUT]);

/** Waits for words in a part of the page. */
async function when(page: Page, part: string, words: string): Promise<void> {
  const look = ([selector, text]: string[]) => {
    return document.querySelector(selector!)?.textContent?.includes(text!) ?? false;
  };
  await page.waitForFunction(look, [part, words], PATIENCE);
}

/** Back to a beat, where acting would begin another future. */
async function backTo(page: Page, beat: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^Beat at .*: ${beat}`) }).click();
  await page.getByText("Acting now begins").waitFor(PATIENCE);
}

/** A future beside those that are there: back to a beat, where something is done, and on to what comes of it. */
async function another(page: Page, beat: string, deed: string, outcome: string): Promise<void> {
  await backTo(page, beat);
  await press(page, deed);
  await runTo(page, "end");
  await when(page, "[aria-label=Lanes] [aria-pressed=true]", `${outcome}, live`);
}

async function choosePage(page: Page): Promise<void> {
  await page.locator("[aria-label^='Page map of East']").click({ position: { x: 60, y: 60 } });
  await page.getByRole("region", { name: "Chosen page" }).waitFor(PATIENCE);
}

/** A large guest takes its time, so it is met on its way. */
async function large(page: Page): Promise<void> {
  await press(page, "Migrate");
  await when(page, PHASE, "page-in");
  await pause(page);
}

const panel = (name: string) => async (page: Page) => {
  await press(page, "Help");
  if (name) await press(page, name);
};

/** What each strategy comes to, left alone and with a fault in each of its phases that can be met. */
const ENDINGS: Record<string, State> = {
  "stop-and-copy": at(1000, [MIGRATE], withStrategy("stopAndCopy")),
  "stop-and-copy-done": at(1800, [MIGRATE], withStrategy("stopAndCopy")),
  "stop-and-copy-stays": at(1800, [MIGRATE, ["cutLink", 700]], withStrategy("stopAndCopy")),
  "pre-copy-done": at(6000, [MIGRATE], withStrategy("preCopy")),
  "pre-copy-cut": at(2600, [MIGRATE, ["cutLink", 1300]], withStrategy("preCopy")),
  "pre-copy-stays": at(6300, [MIGRATE, ["cutLink", 5200]], withStrategy("preCopy")),
  "pre-copy-lost": at(1300, [MIGRATE, ["crashSource", 900]], withStrategy("preCopy")),
  "sdps-slowed": at(2700, [MIGRATE], withStrategy("preCopySdps")),
  "sdps-done": at(3400, [MIGRATE], withStrategy("preCopySdps")),
  "post-copy": at(760, [MIGRATE], withStrategy("postCopy")),
  "post-copy-cut": at(2600, [MIGRATE, CUT_POST_COPY], withStrategy("postCopy")),
  "post-copy-healed": at(3200, [MIGRATE, CUT_POST_COPY, ["healLink", 2600]], withStrategy("postCopy")),
  "post-copy-lost": at(1300, [MIGRATE, ["crashSource", 784]], withStrategy("postCopy")),
  "post-copy-done": at(1900, [MIGRATE], withStrategy("postCopy")),
  "quick-resume-done": at(3300, [MIGRATE], LAB),
  "quick-resume-cut-early": at(2600, [MIGRATE, ["cutLink", 1300]], LAB),
  "quick-resume-stays": at(3500, [MIGRATE, ["cutLink", 2219]], LAB),
  "quick-resume-healed": at(4300, [MIGRATE, CUT, ["healLink", 4100]], LAB),
  concurrent: at(2600, [MIGRATE], withStrategy("quickResumeConcurrent")),
  "concurrent-cut": at(3000, [MIGRATE, CUT], withStrategy("quickResumeConcurrent")),
  "concurrent-done": at(4200, [MIGRATE, CUT], withStrategy("quickResumeConcurrent")),
  "destination-crashed": at(3600, [MIGRATE, ["crashDestination", 2490]], LAB),
  restarted: at(4200, [MIGRATE, ["crashDestination", 2490], ["restart", 3600]], LAB),
  "moved-back": at(3800, [MIGRATE, ["migrate", 3400]], LAB),
  "moved-back-done": at(6400, [MIGRATE, ["migrate", 3400]], LAB),
  "store-stopped": at(4600, [MIGRATE, CUT, ["stopDatastore", 3800]], LAB),
};

/** Where the cable comes and goes: one deed a second. */
const FLAPPING: readonly Deed[] = Array.from({ length: 12 }, (_, index) => [
  index % 2 === 0 ? "cutLink" : "healLink",
  900 + 500 * index,
]);

/** How each state is reached from the page that has just been opened. */
export const STATES: Record<string, State> = {
  first: { reach: pause },
  "pre-copy": at(1900, [MIGRATE]),
  stun: at(2225, [MIGRATE]),
  "first-fault": at(2240, [MIGRATE]),
  "page-in": PAGE_IN,
  "cut-unnoticed": at(2700, [MIGRATE, CUT]),
  mailbox: MAILBOX,
  held: at(5600, [MIGRATE, ["stopDatastore", 2300], CUT]),
  crashed: at(3000, [MIGRATE, ["crashSource", 2490]]),
  done: DONE,
  ...ENDINGS,
  different: {
    ...from(PAGE_IN, async (page) => {
      await flipBit(page);
      await runTo(page, "end");
      await page.getByRole("img", { name: /^Seal: different/ }).waitFor(PATIENCE);
    }),
    prepare: exposeMachines,
  },
  inside: from(MAILBOX, choosePage),
  past: from(DONE, (page) => backTo(page, "cut")),
  lanes: from(DONE, (page) => another(page, "first fault", "Crash West", "lost")),
  futures: from(DONE, async (page) => {
    await another(page, "first fault", "Stop the datastore", "completed");
    await another(page, "first fault", "Crash West", "lost");
    await another(page, "stun", "Cut link", "stayed where it was");
  }),
  flapping: at(12_000, [MIGRATE, ...FLAPPING]),
  "long-run": at(20_000, [MIGRATE, CUT]),
  help: from(MAILBOX, panel("")),
  diagram: from(MAILBOX, panel("State diagram")),
  guests: from({ reach: pause }, (page) => press(page, "Guest: Painter")),
  conditions: from(PAGE_IN, (page) => press(page, "Conditions")),
  faults: from(PAGE_IN, (page) => press(page, "Faults")),
  twin: from(MAILBOX, (page) => press(page, "Twin")),
  examples: {
    hash: "#examples",
    isView: true,
    reach: (page) => page.getByText("There and back").waitFor(PATIENCE),
  },
  game: at(4000, [MIGRATE, CUT], shipped("breakout")),
  server: at(4000, [MIGRATE, CUT], shipped("keyvalue")),
  "pages-16384": { hash: linkToGuestOf(64), reach: large },
  "pages-65536": { hash: linkToGuestOf(256), reach: large },
  compare: { hash: "#compare", isView: true, reach: (page) => page.getByText("7 of 7").waitFor(PATIENCE) },
  matrix: {
    hash: "#matrix",
    isView: true,
    reach: async (page) => {
      await page.getByRole("combobox", { name: "Strategy" }).selectOption("stopAndCopy");
      await press(page, "Run");
      await page.getByRole("button", { name: "Run", exact: true }).waitFor(PATIENCE);
    },
  },
  ...LESSON_STATES,
};
