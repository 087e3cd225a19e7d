import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-svelte";
import type { Session } from "../../src/browser/session.ts";
import type { ActionStep } from "../../src/experiment/experiment.ts";
import { STOOD_MS } from "../../src/lab/kept-runs.svelte.ts";
import { Lab } from "../../src/lab/lab.svelte.ts";
import type { Opening } from "../../src/lab/opening.ts";
import type { Action } from "../../src/scenario/action.ts";
import { parseScenario, type Scenario } from "../../src/scenario/scenario.ts";
import { firstLane } from "../../src/timeline/lane.ts";
import { Conditions } from "../../src/view/conditions/conditions.svelte.ts";
import DeedForm from "../../src/view/controls/DeedForm.svelte";
import AddClient from "../../src/view/guests/AddClient.svelte";
import { frameWith } from "../support/frame.ts";
import { sessionOf } from "../support/shown-lab.ts";

const BEGUN = frameWith({ now: 1_100_000_000, phase: "preCopy", pressed: { migrate: 1_000_000_000 } });
const MOVED: ActionStep = { action: "migrate", at: 1_000_000_000 };
const base: Opening = {
  scenario: parseScenario({ version: 1, guest: { program: "canvas", ramMiB: 4 } }),
  actions: [],
  moment: null,
  hash: "",
};

/** What comes to each lab is let in by hand, so that whatever is asked for meanwhile is asked for early. */
class Gate {
  readonly #waiting: (() => void)[] = [];
  isOpen = false;

  pass(): Promise<void> {
    return this.isOpen ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }

  open(): void {
    this.isOpen = true;
    for (const go of this.#waiting.splice(0)) go();
  }
}

let lab: Lab;
let gate = new Gate();
/** The scenarios with which sessions were opened, and what was done in each. */
let opened: Scenario[] = [];
let done: string[] = [];
afterEach(() => lab.close());

/** A session in which what was done is known to its lane, as a real one has it. */
function session(number: number): Session {
  const lane = { ...firstLane(), actions: [] as { kind: "do"; action: Action; at: number }[] };
  const shown = sessionOf(frameWith(), { migrate: BEGUN, slowLink: BEGUN });
  const act: typeof shown.act = async (action) => {
    done.push(`${number}: ${typeof action === "string" ? action : action.kind}`);
    await shown.act(action);
    const { now } = await shown.frame();
    lane.actions.push({ kind: "do", action, at: now });
  };
  const type: typeof shown.type = async (bytes) => {
    done.push(`${number}: types ${String.fromCharCode(...bytes)}`);
  };
  const timeline = { lanes: [lane], live: 0, isInPast: false };
  return Object.create(shown, { act: { value: act }, type: { value: type }, timeline: { value: timeline } });
}

/** A lab whose first run is on its way. */
function openingLab(first: Opening = base): Promise<void> {
  opened = [];
  done = [];
  gate = new Gate();
  const openings = [first];
  lab = new Lab({
    load: async () => openings.shift() ?? base,
    open: async ({ scenario }) => {
      const number = opened.push(scenario);
      await gate.pass();
      return session(number);
    },
    startsPlaying: false,
  });
  return lab.reset();
}

async function makeLab(): Promise<void> {
  const there = openingLab();
  gate.open();
  await there;
}

/** Without waiting for the button to be ready for it. */
const press = (name: string) => (page.getByRole("button", { name }).element() as HTMLElement).click();
const latencies = () => opened.map(({ link }) => link.latencyMs);
const isThere = () => expect.poll(() => lab.ready && lab.entrance === null).toBe(true);
const standsForLong = () => new Promise((resolve) => setTimeout(resolve, STOOD_MS));
/** Once what is asked of a session has been handed on, it is on its way and not there. */
const isOnItsWay = (count: number) => expect.poll(() => opened.length).toBe(count);

test("a condition that is changed while the first run is on its way is in it", async () => {
  void openingLab();
  const conditions = new Conditions(lab);
  await expect.poll(() => conditions.shown).not.toBeNull();
  conditions.set("link.latencyMs", 7);
  expect(conditions.shown?.link.latencyMs).toBe(7);
  await isOnItsWay(2);
  gate.open();
  await isThere();
  expect(lab.scenario?.link.latencyMs).toBe(7);
});

test("Migrate before the first run is there moves the guest of the one that a change begins, too", async () => {
  void openingLab();
  await isOnItsWay(1);
  await lab.migrate();
  lab.want((scenario) => ({ ...scenario, link: { ...scenario.link, latencyMs: 7 } }));
  await isOnItsWay(2);
  gate.open();
  await expect.poll(() => lab.frame.phase).toBe("preCopy");
  expect(done).toEqual(["2: migrate"]);
});

test("a condition that is changed while a Reset is under way is one of the run that it begins", async () => {
  await makeLab();
  const conditions = new Conditions(lab);
  await lab.migrate();
  gate.isOpen = false;
  void lab.reset();
  await isOnItsWay(2);
  conditions.set("link.latencyMs", 7);
  await isOnItsWay(3);
  gate.open();
  await isThere();
  expect(lab.scenario?.link.latencyMs).toBe(7);
  expect(done).toEqual(["1: migrate"]);
});

test("a condition that is changed while a run comes back is changed in it, and takes its place in none", async () => {
  void openingLab({ ...base, actions: [MOVED], moment: MOVED.at, isResumed: true });
  const conditions = new Conditions(lab);
  await isOnItsWay(1);
  conditions.set("link.latencyMs", 7);
  conditions.set("file.chunkKiB", 32);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(conditions.shown?.link.latencyMs).toBe(7);
  gate.open();
  await isThere();
  await expect.poll(() => done).toEqual(["1: migrate", "1: slowLink"]);
  expect(latencies()).toEqual([1]);
  expect(lab.pending).toBe("with 32 KiB");
});

test("a strategy that is chosen while a run comes back begins anew when it is there, and Undo has it", async () => {
  void openingLab({ ...base, actions: [MOVED], moment: MOVED.at, isResumed: true });
  await isOnItsWay(1);
  await lab.setStrategy("postCopy");
  expect(lab.strategy).toBe("postCopy");
  gate.open();
  await expect.poll(() => lab.scenario?.migration.strategy).toBe("postCopy");
  expect(lab.canUndo).toBe(true);
});

test("what is typed while the guest starts again is typed to the one that comes", async () => {
  await makeLab();
  gate.isOpen = false;
  lab.want((scenario) => ({ ...scenario, link: { ...scenario.link, latencyMs: 7 } }));
  await isOnItsWay(2);
  const typed = ["a", "b"].map((key) => lab.type(new TextEncoder().encode(key)));
  gate.open();
  await Promise.all(typed);
  expect(done).toEqual(["2: types a", "2: types b"]);
});

test("Undo while another strategy begins keeps the run that it was chosen in, at its moment", async () => {
  await makeLab();
  await lab.migrate();
  lab.togglePlay();
  const { frame } = lab;
  gate.isOpen = false;
  const chosen = lab.setStrategy("preCopy");
  await isOnItsWay(2);
  expect(lab.canUndo).toBe(true);
  await lab.undo();
  gate.open();
  await chosen;
  expect(lab.strategy).toBe("quickResume");
  expect(lab.frame).toBe(frame);
  expect(lab.ready).toBe(true);
  expect(lab.playing).toBe(false);
  expect(lab.wishes.wanted?.migration.strategy).toBe("quickResume");
  await lab.undo();
  expect(lab.scenario?.migration.strategy).toBe("preCopy");
});

test("Undo right after a change takes it back before the guest has started again", async () => {
  await makeLab();
  await standsForLong();
  lab.want((scenario) => ({ ...scenario, link: { ...scenario.link, latencyMs: 7 } }));
  await lab.undo();
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(latencies()).toEqual([1]);
  expect(lab.changes).toBe(0);
  await lab.undo();
  expect(lab.scenario?.link.latencyMs).toBe(7);
  expect(lab.changes).toBe(1);
});

test("Undo twice in a row brings back the run before the last, however slowly the last comes", async () => {
  await makeLab();
  for (const strategy of ["preCopy", "postCopy"] as const) {
    await standsForLong();
    await lab.setStrategy(strategy);
  }
  gate.isOpen = false;
  const once = lab.undo();
  await isOnItsWay(4);
  expect(lab.strategy).toBe("preCopy");
  const twice = lab.undo();
  gate.open();
  await Promise.all([once, twice]);
  expect(lab.scenario?.migration.strategy).toBe("quickResume");
  await lab.undo();
  expect(lab.scenario?.migration.strategy).toBe("postCopy");
});

test("Undo twice where one run is kept brings that one back", async () => {
  await makeLab();
  await lab.migrate();
  await lab.reset();
  gate.isOpen = false;
  const undone = [lab.undo(), lab.undo()];
  gate.open();
  await Promise.all(undone);
  await isThere();
  expect(done).toEqual(["1: migrate", "3: migrate"]);
  expect(lab.canUndo).toBe(false);
});

test("a speed that is chosen before the first run is there is its speed", async () => {
  const there = openingLab();
  lab.run.chosenSpeed = 3;
  lab.run.inside.open = true;
  gate.open();
  await there;
  expect(lab.run.speed).toBe(3);
  expect(lab.run.inside.open).toBe(true);
});

test("a fault that is done while the guest starts again with a change is done in that run", async () => {
  await makeLab();
  render(DeedForm, { lab });
  gate.isOpen = false;
  lab.want((scenario) => ({ ...scenario, link: { ...scenario.link, latencyMs: 7 } }));
  await isOnItsWay(2);
  press("Do it");
  gate.open();
  await expect.poll(() => done).toEqual(["2: slowLink"]);
});

test("a client that is added before the first run is there is in it", async () => {
  void openingLab();
  render(AddClient, { lab });
  press("Add a client");
  gate.open();
  await isThere();
  expect(lab.scenario?.client.requestsPerSecond).toBeGreaterThan(0);
});
