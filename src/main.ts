import { mount } from "svelte";
import "./view/tokens.css";
import "./view/base.css";
import { parseScenario, type Scenario } from "./scenario/scenario.ts";
import { openSession } from "./scenario/session.ts";
import App from "./view/App.svelte";
import { Lab } from "./view/lab.svelte.ts";
import { Theme } from "./view/theme.svelte.ts";

/** The scenario that the page opens with, beside the page. */
const SCENARIO = "scenarios/quick-resume.json";

async function loadScenario(): Promise<Scenario> {
  const answer = await fetch(new URL(SCENARIO, document.baseURI)).catch(() => null);
  if (!answer?.ok)
    throw new Error(
      `The scenario ${SCENARIO} could not be loaded (${answer ? `status ${answer.status}` : "no network"}).`,
    );
  return parseScenario(await answer.json());
}

const lab = new Lab({
  load: loadScenario,
  open: openSession,
  startsPlaying: !matchMedia("(prefers-reduced-motion: reduce)").matches,
});

mount(App, { target: document.querySelector("#lab")!, props: { lab, theme: new Theme() } });
