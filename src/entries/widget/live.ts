import css from "virtual:widget-style";
import { mount, unmount } from "svelte";
import "../../view/design/tokens.css";
import "../../view/design/base.css";
import HostWorker from "../../../workers/memory-host.worker.ts?worker&inline";
import { openSession } from "../../browser/session.ts";
import { fromMilliseconds } from "../../clock/tick.ts";
import { type Opening, withArmed } from "../../lab/opening.ts";
import type { Strategy } from "../../migration/strategy.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { Embedded, type EmbeddedParts } from "../../view/widget/embedded.svelte.ts";
import Live from "../../view/widget/Live.svelte";
import { DEFAULT_EXAMPLE } from "../../widget/default-example.ts";
import type { Parameters } from "../../widget/parameters.ts";
import { packedFiles } from "./packed-files.ts";

/** Virtual milliseconds from the beginning of its phase to a cut that comes by itself. */
const CUT_AFTER_MS = 250;

export interface LiveParts extends Pick<EmbeddedParts, "tell" | "addressOf"> {
  /** Where the picture is put; it has to be in a shadow root that has {@link styleOfWidget}. */
  readonly target: HTMLElement;
  readonly parameters: Parameters;
  /** The example's scenario. */
  readonly scenario: Scenario;
  /** The reader wants it to go on after it was frozen. */
  readonly goOn: () => void;
}

/** A lab that runs in the place of its poster. */
export interface LiveLab {
  readonly embedded: Embedded;
  /** Takes what can be changed without beginning anew: the look, the controls, what is left out. */
  restyle(parameters: Parameters): void;
  /** Ends it, and leaves nothing in its place. */
  destroy(): Promise<void>;
}

/** The style of all that is in a widget, for its shadow root: no page's policy has anything to say against it. */
export function styleOfWidget(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

/** Opens a lab. */
export function openLive({ target, parameters, scenario, goOn, tell, addressOf }: LiveParts): LiveLab {
  const workers = { host: (name: string) => new HostWorker({ name }) };
  const embedded = new Embedded({
    load: async () => (await linkedRun(parameters)) ?? openingOf(scenario, parameters),
    // What a page stores is its own: the lab leaves nothing there.
    open: (options) => openSession({ files: packedFiles, openDatabase: null, workers }, options),
    startsPlaying: parameters.controls !== "none" && !matchMedia("(prefers-reduced-motion: reduce)").matches,
    tell,
    addressOf,
  });
  const view = mount(Live, { target, props: { embedded, first: parameters, goOn } });
  return {
    embedded,
    restyle: (to) => view.restyle(to),
    destroy: async () => {
      embedded.close();
      await unmount(view);
    },
  };
}

/** The run that is named, at its moment; null where none is, or one that is damaged, which is said in the console. */
async function linkedRun({ run }: Parameters): Promise<Opening | null> {
  if (run === null) return null;
  // What reads it is loaded when it is first needed.
  const { experimentOf } = await import("../../experiment/link.ts");
  try {
    return experimentOf(`#${run}`);
  } catch (error) {
    console.warn(`quick-resume-lab: run: ${(error as Error).message}`);
    return null;
  }
}

/**
 * What a widget begins with. An example keeps its faults and stands at the tick of its migration, as in the lab; the lab's own
 * run has none but what the page's author or its reader makes.
 */
function openingOf(given: Scenario, { example, strategy, seed, cut }: Parameters): Opening {
  const migration = {
    ...given.migration,
    strategy: (strategy as Strategy | null) ?? given.migration.strategy,
  };
  const isOwn = example === DEFAULT_EXAMPLE;
  const opening: Opening = {
    scenario: { ...given, seed: seed ?? given.seed, migration, faults: isOwn ? [] : given.faults },
    actions: [],
    moment: isOwn ? null : fromMilliseconds(migration.startMs),
  };
  if (cut === "none") return opening;
  return withArmed(opening, [{ kind: "cutLink", at: { phase: cut, afterMs: CUT_AFTER_MS } }]);
}
