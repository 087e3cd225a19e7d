import { afterEach, expect, test } from "vitest";
import type { Experiment } from "../../src/experiment/experiment.ts";
import { STOOD_MS } from "../../src/lab/kept-runs.svelte.ts";
import { Lab } from "../../src/lab/lab.svelte.ts";
import { parseScenario, type Scenario } from "../../src/scenario/scenario.ts";
import { frameWith } from "../support/frame.ts";
import { sessionOf } from "../support/shown-lab.ts";

const BEGUN = frameWith({ now: 1_100_000_000, phase: "preCopy", pressed: { migrate: 1_000_000_000 } });
/** What is shown once a cut is armed. */
let ARMED = frameWith();
/** What a session waits for before it is there. */
let pace: Promise<void> = Promise.resolve();
const base: Experiment = {
  scenario: parseScenario({ version: 1, guest: { program: "canvas", ramMiB: 4 } }),
  actions: [],
  moment: null,
};

let lab: Lab;
/** The scenarios with which sessions were opened, and what was done in each. */
let opened: Scenario[] = [];
let done: string[] = [];
afterEach(() => lab.close());

async function makeLab(): Promise<void> {
  opened = [];
  done = [];
  pace = Promise.resolve();
  lab = new Lab({
    load: async () => base,
    open: async ({ scenario }) => {
      opened.push(scenario);
      await pace;
      const number = opened.length;
      const session = sessionOf(frameWith(), { migrate: BEGUN, cutLink: ARMED, disarm: frameWith() });
      const act: typeof session.act = async (action) => {
        done.push(`${number}: ${JSON.stringify(action)}`);
        await session.act(action);
      };
      return Object.create(session, { act: { value: act } });
    },
    startsPlaying: false,
  });
  await lab.reset();
}

const withLatency = (latencyMs: number) => (scenario: Scenario) => ({
  ...scenario,
  link: { ...scenario.link, latencyMs },
});
const latencies = () => opened.map(({ link }) => link.latencyMs);

test("a change before Migrate starts the guest again, once for all that changed together", async () => {
  await makeLab();
  lab.want(withLatency(7));
  lab.want(withLatency(8));
  expect(lab.changes).toBe(1);
  await expect.poll(latencies).toEqual([1, 8]);
  await expect.poll(() => lab.ready).toBe(true);
  expect(lab.scenario?.link.latencyMs).toBe(8);
  expect(lab.pending).toBeNull();
  lab.want(withLatency(1));
  expect(lab.changes).toBe(0);
});

test("Migrate at once after a change moves the guest that has changed", async () => {
  await makeLab();
  lab.want(withLatency(9));
  await lab.migrate();
  await expect.poll(() => lab.frame.phase).toBe("preCopy");
  expect(latencies()).toEqual([1, 9]);
  expect(done).toEqual(['2: "migrate"']);
});

test("who pauses while Migrate is still on its way is not overruled by it", async () => {
  await makeLab();
  const migrated = lab.migrate();
  expect(lab.playing).toBe(true);
  lab.togglePlay();
  await migrated;
  expect(lab.frame.phase).toBe("preCopy");
  expect(lab.playing).toBe(false);
});

test("a change after Migrate waits for Reset, which says so, and goes with it", async () => {
  await makeLab();
  await lab.migrate();
  lab.want(withLatency(9));
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(latencies()).toEqual([1]);
  expect(lab.pending).toBe("with other conditions");
  lab.describeChanges = (from, to) => `with ${from.link.latencyMs} to ${to.link.latencyMs}`;
  await lab.reset();
  expect(latencies()).toEqual([1, 9]);
  await lab.migrate();
  expect(lab.pending).toBeNull();
  lab.want(withLatency(3));
  expect(lab.pending).toBe("with 9 to 3");
  lab.want(withLatency(9));
  expect(lab.pending).toBeNull();
});

test("Undo brings back the conditions before a change, and again those after it", async () => {
  await makeLab();
  expect(lab.canUndo).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, STOOD_MS));
  for (const latency of [5, 6, 7]) {
    lab.want(withLatency(latency));
    await expect.poll(() => lab.scenario?.link.latencyMs).toBe(latency);
  }
  await lab.undo();
  expect(lab.scenario?.link.latencyMs).toBe(1);
  expect(lab.wishes.wanted?.link.latencyMs).toBe(1);
  expect(lab.changes).toBe(0);
  expect(lab.pending).toBeNull();
  await lab.undo();
  expect(lab.scenario?.link.latencyMs).toBe(7);
  expect(lab.changes).toBe(1);
});

test("Undo brings back the strategy before another was chosen, and a Reset that changes nothing keeps nothing", async () => {
  await makeLab();
  await new Promise((resolve) => setTimeout(resolve, STOOD_MS));
  await lab.reset();
  expect(lab.canUndo).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, STOOD_MS));
  await lab.setStrategy("postCopy");
  expect(lab.canUndo).toBe(true);
  await lab.undo();
  expect(lab.strategy).toBe("quickResume");
});

test("how long a run has stood is counted until it is left, however long the next takes to come", async () => {
  await makeLab();
  let go = () => {};
  pace = new Promise((resolve) => {
    go = resolve;
  });
  const coming = lab.setStrategy("postCopy");
  await new Promise((resolve) => setTimeout(resolve, 2 * STOOD_MS));
  go();
  await coming;
  expect(lab.strategy).toBe("postCopy");
  expect(lab.canUndo).toBe(false);
});

test("what is armed before Migrate stays armed where a change starts the guest again", async () => {
  const armed = [{ kind: "cutLink", at: { phase: "pageIn", afterMs: 0, migration: 1 } }] as const;
  ARMED = frameWith({ armed });
  await makeLab();
  await lab.act({ kind: "cutLink", at: { phase: "pageIn", afterMs: 0 } });
  done = [];
  lab.want(withLatency(9));
  await expect.poll(latencies).toEqual([1, 9]);
  await expect.poll(() => lab.ready).toBe(true);
  expect(done).toEqual([`2: ${JSON.stringify(armed[0])}`]);
  await lab.reset();
  expect(done).toHaveLength(1);
});

test("what is armed or taken back while the guest starts again is so in the run that comes", async () => {
  const armed = [{ kind: "cutLink", at: { phase: "pageIn", afterMs: 0, migration: 1 } }] as const;
  ARMED = frameWith({ armed });
  await makeLab();
  await lab.act(armed[0]);
  let go = () => {};
  pace = new Promise((resolve) => {
    go = resolve;
  });
  lab.want(withLatency(9));
  await expect.poll(() => lab.ready).toBe(false);
  const takenBack = lab.act({ kind: "disarm", deed: armed[0] });
  lab.want(withLatency(10));
  await expect.poll(latencies).toEqual([1, 9, 10]);
  go();
  await takenBack;
  expect(lab.scenario?.link.latencyMs).toBe(10);
  expect(done.slice(1)).toEqual([
    `3: ${JSON.stringify(armed[0])}`,
    `3: ${JSON.stringify({ kind: "disarm", deed: armed[0] })}`,
  ]);
});

test("what is taken back just before the guest starts again stays taken back", async () => {
  const armed = [{ kind: "cutLink", at: { phase: "pageIn", afterMs: 0, migration: 1 } }] as const;
  ARMED = frameWith({ armed });
  await makeLab();
  await lab.act(armed[0]);
  done = [];
  // The strategy begins anew at once, while what was asked of the guest is still under way.
  void lab.act({ kind: "disarm", deed: armed[0] });
  await lab.setStrategy("postCopy");
  expect(lab.strategy).toBe("postCopy");
  expect(done).toEqual([`1: ${JSON.stringify({ kind: "disarm", deed: armed[0] })}`]);
});

test("another address has conditions of its own, and one that is cancelled takes none away", async () => {
  await makeLab();
  lab.want(withLatency(9));
  await expect.poll(latencies).toEqual([1, 9]);
  const coming = lab.reopen("Another run");
  lab.cancel();
  await coming;
  expect(lab.wishes.wanted?.link.latencyMs).toBe(9);
  expect(lab.changes).toBe(1);
  await lab.reopen("Another run");
  expect(latencies().at(-1)).toBe(1);
  expect(lab.changes).toBe(0);
});

test("files that the scenario no longer names go with it", async () => {
  await makeLab();
  const files = new Map([["mine.elf", new Uint8Array(4)]]);
  const own = { ...base, scenario: parseScenario({ version: 1, guest: { image: "mine.elf" } }), files };
  expect(lab.wishes.applyTo(own).files).toBe(files);
  lab.wishes.change(() => base.scenario);
  expect(lab.wishes.applyTo(own).files?.size).toBe(0);
});
