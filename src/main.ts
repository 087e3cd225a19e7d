import { mount } from "svelte";
import "./view/tokens.css";
import "./view/base.css";
import "./view/projector.css";
import { parseScenario } from "./scenario/scenario.ts";
import { openSession } from "./scenario/session.ts";
import type { Experiment } from "./scenario/share.ts";
import { openedAt } from "./view/files/opened.ts";
import { Lab } from "./view/lab.svelte.ts";
import Root from "./view/Root.svelte";
import { isExperiment, isFile, scenarioFile } from "./view/route.ts";
import { Theme } from "./view/theme.svelte.ts";

/** A scenario of the lab's own, in which nothing fails but what the learner makes fail. */
async function loadScenario(file: string): Promise<Experiment> {
  const answer = await fetch(new URL(file, document.baseURI)).catch(() => null);
  if (!answer?.ok)
    throw new Error(
      `The scenario ${file} could not be loaded (${answer ? `status ${answer.status}` : "no network"}).`,
    );
  const scenario = parseScenario(await answer.json());
  return { scenario: { ...scenario, faults: [] }, actions: [], moment: null };
}

/** What the address holds after its "#", or else the lab's own scenario. */
async function load(): Promise<Experiment> {
  const { hash } = location;
  if (isFile(hash)) return openedAt(hash);
  if (!isExperiment(hash)) return loadScenario(scenarioFile(hash));
  const { experimentOf } = await import("./scenario/share.ts");
  return experimentOf(hash);
}

const lab = new Lab({
  load,
  open: openSession,
  startsPlaying: !matchMedia("(prefers-reduced-motion: reduce)").matches,
});

mount(Root, { target: document.querySelector("#lab")!, props: { lab, theme: new Theme() } });
