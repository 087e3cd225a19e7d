import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-svelte";
import type { Session } from "../../src/browser/session.ts";
import { Lab } from "../../src/lab/lab.svelte.ts";
import type { Rule } from "../../src/lab/rule.ts";
import App from "../../src/view/page/App.svelte";
import { testEnvironment } from "../support/environment.ts";
import { frameWith } from "../support/frame.ts";
import { EXPERIMENT, labProps, sessionOf } from "../support/shown-lab.ts";

const LOCKED: Rule = { locked: "Answer first.", fixed: null, conditions: [] };
const FIXED: Rule = { locked: null, fixed: "Only look.", conditions: ["migration.strategy"] };
const OPEN: Rule = { locked: null, fixed: null, conditions: ["migration.strategy"] };

/** Parts that are loaded when they are asked for take their time on a busy machine. */
const PATIENCE = { timeout: 20_000 };

/** Everything that was asked of the session. */
let asked: string[] = [];
let opened = 0;

function listening(): Session {
  const session = sessionOf(frameWith());
  const told = (name: string) => async () => void asked.push(name);
  return {
    ...session,
    advance: told("advance"),
    act: told("act"),
    type: told("type"),
    seek: told("seek"),
    stepForward: async () => asked.push("stepForward") > 0,
    stepBack: told("stepBack"),
    runTo: async () => asked.push("runTo") > 0,
    wake: told("wake"),
  };
}

let lab: Lab | undefined;
afterEach(() => lab?.close());

async function labUnder(rule: Rule): Promise<Lab> {
  opened = 0;
  const open = async () => {
    opened++;
    return listening();
  };
  const made = new Lab({ load: async () => EXPERIMENT, open, startsPlaying: false });
  await made.reset();
  expect(opened).toBe(1);
  // On its way in it was led to its first picture.
  asked = [];
  made.rule = rule;
  return made;
}

/** Every way in which something can be done to a run, or be seen of what it will come to. */
async function doAll(lab: Lab): Promise<void> {
  await lab.migrate();
  await lab.act("cutLink");
  await lab.type(new Uint8Array([65]));
  lab.want((scenario) => ({ ...scenario, seed: 7 }));
  await lab.setStrategy("preCopy");
  await lab.setRarp(false);
  await lab.reset();
  await lab.undo();
  await lab.againWithCut();
}

async function travelAll({ travel }: Lab): Promise<void> {
  travel.seek(0);
  // A step is taken once the one before it is done.
  await travel.ask(async () => {});
  await travel.step("forward", "event");
  await travel.step("forward", "round");
  await travel.step("back", "event");
  await travel.runTo("end");
  await travel.wake(0);
}

test("while a lesson waits for an answer a run neither moves nor is begun otherwise", async () => {
  lab = await labUnder(LOCKED);
  const before = lab.wishes.wanted;
  await doAll(lab);
  await travelAll(lab);
  lab.play();
  lab.togglePlay();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(asked).toEqual([]);
  expect(opened).toBe(1);
  expect(lab.wishes.wanted).toBe(before);
  expect(lab.strategy).toBe("quickResume");
  expect(lab.playing).toBe(false);
});

test("a run that was predicted is looked at, and nothing is done to it", async () => {
  lab = await labUnder(FIXED);
  await doAll(lab);
  expect(asked).toEqual([]);
  expect(opened).toBe(1);
  await travelAll(lab);
  await expect.poll(() => asked).toContain("seek");
  for (const way of ["stepForward", "stepBack", "runTo", "wake"]) expect(asked).toContain(way);
});

test("where a lesson is open only its own conditions are chosen in the lab", async () => {
  lab = await labUnder(OPEN);
  await lab.setRarp(false);
  expect(opened).toBe(1);
  await lab.setStrategy("preCopy");
  expect(opened).toBe(2);
  expect(lab.strategy).toBe("preCopy");
});

test("what is closed while a lesson waits stands there with the reason", async () => {
  lab = new Lab({ load: async () => EXPERIMENT, open: async () => listening(), startsPlaying: false });
  render(App, labProps(lab, testEnvironment()));
  await expect.poll(() => lab?.ready).toBe(true);
  lab.rule = LOCKED;
  for (const name of ["Play", "Step back", "Step forward", "Run to", "Conditions", "Migrate"]) {
    const button = page.getByRole("button", { name, exact: true });
    await expect.element(button).toHaveAttribute("aria-disabled", "true");
    await expect.element(button).toHaveAccessibleDescription("Answer first.");
  }
  asked = [];
  for (const key of ["m", "x", "h", "r", "c", "u", "{PageDown}", "{ArrowRight}", " ", "."])
    await userEvent.keyboard(key);
  expect(asked).toEqual([]);
  await expect.element(page.getByRole("region", { name: "Conditions" })).not.toBeInTheDocument();
});

test("conditions that stand open close when a lesson asks, with their forecast", async () => {
  lab = new Lab({ load: async () => EXPERIMENT, open: async () => listening(), startsPlaying: false });
  render(App, labProps(lab, testEnvironment()));
  await expect.poll(() => lab?.ready).toBe(true);
  const button = page.getByRole("button", { name: "Conditions" });
  (button.element() as HTMLElement).click();
  await expect.element(button).toHaveAttribute("aria-expanded", "true");
  await expect.poll(() => document.querySelector(".desk > .panel"), PATIENCE).not.toBeNull();
  lab.rule = LOCKED;
  await expect.poll(() => document.querySelector(".desk > .panel")).toBeNull();
  lab.rule = null;
  await expect.element(button).toHaveAttribute("aria-expanded", "false");
});
