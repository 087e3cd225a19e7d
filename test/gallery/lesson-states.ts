import type { Page } from "playwright";
import type { State } from "./states.ts";

const PATIENCE = { timeout: 60_000 };
const ID = "never-ends";

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const reads = (page: Page, heading: string) =>
  page.getByRole("heading", { name: heading, level: 2 }).waitFor(PATIENCE);

/** The question is there, and the lab stands still beside it. */
async function asks(page: Page): Promise<void> {
  await page.getByRole("group", { name: "Your prediction" }).waitFor(PATIENCE);
  await page.getByRole("button", { name: "Lock in", exact: true }).waitFor(PATIENCE);
}

/** A shape is chosen and locked in, and the run has come to its end. */
async function saw(page: Page): Promise<void> {
  await asks(page);
  await page.getByRole("radio").first().check();
  await press(page, "Lock in");
  await press(page, "Run it");
  await press(page, "To the end");
  await reads(page, "What did you see?");
  await page.getByText("At point").first().waitFor(PATIENCE);
}

/** What refutes the idea was shown. */
async function outcome(page: Page): Promise<void> {
  await saw(page);
  await page.getByRole("radio").last().check();
  await press(page, "Continue");
  await page
    .getByRole("button", { name: /^Watch / })
    .first()
    .waitFor(PATIENCE);
}

async function explains(page: Page): Promise<void> {
  await outcome(page);
  await press(page, "Continue");
  await reads(page, "Why it is so");
}

async function challenges(page: Page): Promise<void> {
  await explains(page);
  await press(page, "Continue");
  await page.getByRole("list", { name: "Goals" }).getByText("not run yet").first().waitFor(PATIENCE);
  // Until the lab stands anew it shows the run that was predicted.
  await page.getByRole("button", { name: "Migrate", exact: true }).waitFor(PATIENCE);
}

/** The challenge was tried, and what was done can be given to a teacher. */
async function handsIn(page: Page): Promise<void> {
  await challenges(page);
  await press(page, "Migrate");
  await press(page, "To the end");
  const handIn = page.locator("summary").getByText("Hand in", { exact: true });
  await handIn.waitFor(PATIENCE);
  await handIn.click();
  await page.getByRole("button", { name: "Save the hand-in" }).waitFor(PATIENCE);
}

/** A slide of the lesson of the cut cable on the wall. */
function onWall(slide: number): State {
  const reach = (page: Page) =>
    page.locator("main.wall[aria-busy=false] :is(h1, [data-kind])").first().waitFor(PATIENCE);
  return { hash: `#present/cut-the-link/${slide}`, isView: true, reach };
}

/** A view that says where it is in its heading. */
const view = (hash: string): State => ({
  hash,
  isView: true,
  reach: (page) => page.getByRole("heading", { level: 1 }).waitFor(PATIENCE),
});

/** The steps of a lesson whose prediction is drawn, and what there is around lessons. */
export const LESSON_STATES: Readonly<Record<string, State>> = {
  lessons: {
    hash: "#lessons",
    isView: true,
    reach: (page) => page.getByText("0 of 11 answered").waitFor(PATIENCE),
  },
  "lesson-glossary": {
    hash: "#lessons/glossary",
    isView: true,
    reach: (page) => page.getByRole("heading", { level: 1 }).waitFor(PATIENCE),
  },
  "teach-lesson": {
    hash: `#teach/${ID}`,
    isView: true,
    reach: (page) =>
      page
        .getByRole("link", { name: /answers it/ })
        .first()
        .waitFor(PATIENCE),
  },
  "teach-plan": {
    hash: "#plan/fifty-minutes",
    isView: true,
    reach: (page) => page.getByText("Wrong answers").nth(4).waitFor(PATIENCE),
  },
  "present-question": onWall(1),
  "present-predict": onWall(2),
  "present-beat": onWall(6),
  "present-outcome": onWall(8),
  "present-explain": onWall(9),
  "present-speaker": view("#speaker/cut-the-link/2"),
  vote: view("#present/matrix"),
  "vote-speaker": view("#speaker/matrix"),
  verify: view("#verify"),
  "lesson-play": { hash: `#lesson/${ID}/1`, reach: (page) => reads(page, "Play first") },
  "lesson-predict": { hash: `#lesson/${ID}/2`, reach: asks },
  "lesson-observe": { hash: `#lesson/${ID}/2`, reach: saw },
  "lesson-explain": { hash: `#lesson/${ID}/2`, reach: explains },
  "lesson-challenge": { hash: `#lesson/${ID}/2`, reach: challenges },
  "lesson-hand-in": { hash: `#lesson/${ID}/2`, reach: handsIn },
};
