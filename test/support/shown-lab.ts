import type { Session } from "../../src/browser/session.ts";
import type { Experiment } from "../../src/experiment/experiment.ts";
import type { Environment } from "../../src/lab/environment.ts";
import type { Lab } from "../../src/lab/lab.svelte.ts";
import type { Frame } from "../../src/report/frame.ts";
import { kindOf } from "../../src/scenario/action.ts";
import { parseScenario } from "../../src/scenario/scenario.ts";
import { firstLane } from "../../src/timeline/lane.ts";
import { Theme } from "../../src/view/design/theme.svelte.ts";
import { Files } from "../../src/view/files/files.svelte.ts";
import { OpenedRuns } from "../../src/view/files/opened.ts";

const scenario = parseScenario({ version: 1 });
export const EXPERIMENT: Experiment = { scenario, actions: [], moment: null };

/** What the page of a lab is mounted with. */
export function labProps(lab: Lab, environment: Environment) {
  const files = new Files(lab, new OpenedRuns(environment.address));
  return { environment, lab, theme: new Theme(environment), files };
}

const UNUSED = async () => {
  throw new Error("No test of the view goes there.");
};

/** A session that shows the frames a test gives it, one for each action. */
export function sessionOf(first: Frame, next: Partial<Record<string, Frame>> = {}): Session {
  let frame = first;
  return {
    scenario,
    get now() {
      return frame.now;
    },
    ended: false,
    frame: async () => frame,
    advance: async (until) => {
      frame = { ...frame, now: until };
    },
    act: async (action) => {
      frame = next[kindOf(action)] ?? frame;
    },
    timeline: { live: 0, lanes: [firstLane()], bytes: 0, isInPast: false },
    trace: [],
    leftOut: 0,
    unmoved: async () => null,
    forgetUnmoved: async () => {},
    type: async () => {},
    seek: async (to) => {
      frame = { ...frame, now: to };
    },
    stepForward: UNUSED,
    stepBack: UNUSED,
    runTo: UNUSED,
    wake: UNUSED,
    readPage: async () => null,
    close: () => {},
  };
}
