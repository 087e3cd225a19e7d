import { mount } from "svelte";
import "../view/design/faces.css";
import "../view/design/tokens.css";
import "../view/design/measures.css";
import "../view/design/base.css";
import "../view/design/page.css";
import { trustFolderOf } from "../browser/script-address.ts";
import { openSession } from "../browser/session.ts";
import { fromMilliseconds } from "../clock/tick.ts";
import type { Experiment } from "../experiment/experiment.ts";
import {
  exampleIn,
  isExperiment,
  isFile,
  lessonIn,
  momentIn,
  routeOfLesson,
  slideIn,
} from "../lab/address.ts";
import { Lab } from "../lab/lab.svelte.ts";
import { scenariosBeside } from "../lab/load-scenario.ts";
import type { Opening } from "../lab/opening.ts";
import { t } from "../language/words.ts";
import type { GivenFile } from "../lessons/source/open-lesson.ts";
import { Theme } from "../view/design/theme.svelte.ts";
import { Files } from "../view/files/files.svelte.ts";
import { OpenedRuns } from "../view/files/opened.ts";
import Root from "../view/page/Root.svelte";
import { scenarioFile } from "../view/page/route.ts";
import { pageEnvironment } from "./page-environment.ts";

const environment = pageEnvironment();
trustFolderOf(environment.base);
const opened = new OpenedRuns(environment.address);

const loadScenario = scenariosBeside(environment.base);

/**
 * A run of the lab's own, in which nothing fails but what the learner makes fail; or an example, with its faults, which
 * stands at the tick of its migration, so that Migrate makes the very run of its file.
 */
async function loadOwn(hash: string): Promise<Experiment> {
  const scenario = await loadScenario(scenarioFile(hash));
  if (exampleIn(hash) === null) return { scenario: { ...scenario, faults: [] }, actions: [], moment: null };
  return { scenario, actions: [], moment: fromMilliseconds(scenario.migration.startMs) };
}

/** Whether the page was there before in this tab: only then may there be a run to come back to. */
let mayResume =
  (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming)?.type !== "navigate";

/** What the page opens with, and the address that it has. */
async function load(): Promise<Opening> {
  const { hash } = environment.address;
  return { ...(await read(hash)), hash };
}

/** The run that was under way when the page was left, or what the address holds after its "#", or the lab's own. */
async function read(hash: string): Promise<Opening> {
  if (mayResume) {
    mayResume = false;
    const { recollect } = await import("../lab/remembered.ts");
    const resumed = await recollect(environment);
    if (resumed) {
      const { lanes, ...experiment } = resumed;
      if (isFile(hash)) opened.keep({ ...experiment, actions: [], moment: null }, hash);
      return { ...experiment, lanes, isResumed: true };
    }
  }
  if (isFile(hash)) return opened.at(hash);
  const lesson = lessonIn(hash);
  if (lesson) {
    const { lessonOpening } = await import("../view/lessons/sitting/opening.ts");
    return (await lessonOpening(lesson.id, environment.tab, loadScenario)) ?? loadOwn("");
  }
  const shown = momentIn(hash) ?? slideIn(hash);
  if (shown) {
    const { momentOpening } = await import("../view/lessons/sitting/opening.ts");
    const tick = "tick" in shown ? shown.tick : null;
    return (await momentOpening(shown.id, tick, environment.tab, loadScenario)) ?? loadOwn("");
  }
  if (!isExperiment(hash)) return loadOwn(hash);
  const { experimentOf } = await import("../experiment/link.ts");
  return experimentOf(hash);
}

document.title = t`Quick Resume lab`;
document
  .querySelector("meta[name=description]")
  ?.setAttribute(
    "content",
    t`Move a running virtual machine between two hosts, cut the cable half way, and watch the shared datastore carry the rest.`,
  );

const lab = new Lab({
  load,
  open: (options) => openSession(environment, options),
  startsPlaying: !matchMedia("(prefers-reduced-motion: reduce)").matches,
});

/** Opens a lesson from its files, and goes to it; one that is there already is there as it is now written. */
async function openLesson(given: readonly GivenFile[]): Promise<void> {
  const { address, tab } = environment;
  const { openOwn } = await import("../view/lessons/sitting/own-lessons.ts");
  const id = await openOwn(given, tab, loadScenario);
  const isThere = lessonIn(address.hash)?.id === id;
  address.go(routeOfLesson(id));
  if (isThere) address.reload();
}

const files = new Files(lab, opened, openLesson);
const props = { environment, lab, theme: new Theme(environment), files };

// In a task of its own, so that the browser may answer a visitor between reading the page's code and putting it up.
setTimeout(() => mount(Root, { target: document.querySelector("#lab")!, props }));
