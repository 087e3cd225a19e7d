import { mount } from "svelte";
import "./view/tokens.css";
import "./view/base.css";
import "./view/projector.css";
import { parseScenario } from "./scenario/scenario.ts";
import { openSession } from "./scenario/session.ts";
import type { Experiment } from "./scenario/share.ts";
import { Lab } from "./view/lab.svelte.ts";
import Root from "./view/Root.svelte";
import { isExperiment } from "./view/route.ts";
import { Theme } from "./view/theme.svelte.ts";

/** The scenario that the page opens with, beside the page. */
const SCENARIO = "scenarios/quick-resume.json";

/** The lab's own scenario, in which nothing fails but what the learner makes fail. */
async function loadScenario(): Promise<Experiment> {
  const answer = await fetch(new URL(SCENARIO, document.baseURI)).catch(() => null);
  if (!answer?.ok)
    throw new Error(
      `The scenario ${SCENARIO} could not be loaded (${answer ? `status ${answer.status}` : "no network"}).`,
    );
  const scenario = parseScenario(await answer.json());
  return { scenario: { ...scenario, faults: [] }, actions: [], moment: null };
}

/** What the address holds after its "#", or else the lab's own scenario. */
async function load(): Promise<Experiment> {
  const { hash } = location;
  if (!isExperiment(hash)) return loadScenario();
  const { experimentOf } = await import("./scenario/share.ts");
  return experimentOf(hash);
}

const lab = new Lab({
  load,
  open: openSession,
  startsPlaying: !matchMedia("(prefers-reduced-motion: reduce)").matches,
});

mount(Root, { target: document.querySelector("#lab")!, props: { lab, theme: new Theme() } });
