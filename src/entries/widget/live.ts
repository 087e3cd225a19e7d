import loadLesson from "virtual:widget-lesson";
import css from "virtual:widget-style";
import { mount, unmount } from "svelte";
import "../../view/design/tokens.css";
import "../../view/design/base.css";
import HostWorker from "../../../workers/memory-host.worker.ts?worker&inline";
import { openSession } from "../../browser/session.ts";
import { fromMilliseconds } from "../../clock/tick.ts";
import type { OpenSession } from "../../lab/opener.svelte.ts";
import { type Opening, withArmed } from "../../lab/opening.ts";
import { t } from "../../language/words.ts";
import type { Strategy } from "../../migration/strategy.ts";
import { Embedded, type EmbeddedParts } from "../../view/widget/embedded.svelte.ts";
import Live from "../../view/widget/Live.svelte";
import type { Leading } from "../../view/widget/leading.ts";
import { DEFAULT_EXAMPLE } from "../../widget/default-example.ts";
import type { Parameters } from "../../widget/parameters.ts";
import type { Poster } from "../../widget/poster.ts";
import { packedFiles } from "./packed-files.ts";

/** Virtual milliseconds from the beginning of its phase to a cut that comes by itself. */
const CUT_AFTER_MS = 250;

export interface LiveParts extends Pick<EmbeddedParts, "tell" | "loader"> {
  /** Where the picture is put; it has to be in a shadow root that has {@link styleOfWidget}. */
  readonly target: HTMLElement;
  readonly parameters: Parameters;
  /** What stood there, with what is run. */
  readonly poster: Poster;
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
export function openLive({ target, parameters, poster, goOn, tell, loader }: LiveParts): LiveLab {
  const workers = { host: (name: string) => new HostWorker({ name }) };
  // What a page stores is its own: the lab leaves nothing there.
  const open: OpenSession = (options) =>
    openSession({ files: packedFiles, openDatabase: null, workers }, options);
  const embedded = new Embedded({
    load: async () => (await linkedRun(poster, parameters)) ?? openingOf(poster, parameters),
    open,
    startsPlaying: parameters.controls !== "none" && !matchMedia("(prefers-reduced-motion: reduce)").matches,
    tell,
    loader,
  });
  const lesson = leadingTo(poster, { embedded, open, tell, target });
  const view = mount(Live, { target, props: { embedded, first: parameters, goOn, lesson } });
  return {
    embedded,
    restyle: (to) => view.restyle(to),
    destroy: async () => {
      embedded.close();
      void lesson?.then(({ guide }) => guide.close());
      await unmount(view);
    },
  };
}

/** The run that is named, at its moment; null in a lesson, where none is, or for one that is damaged, which is said in the console. */
async function linkedRun({ lesson }: Poster, { run }: Parameters): Promise<Opening | null> {
  if (run === null || lesson !== undefined) return null;
  // What reads it is loaded when it is first needed.
  const { experimentOf } = await import("../../experiment/link.ts");
  try {
    return experimentOf(`#${run}`);
  } catch (error) {
    console.warn(`quick-resume-lab: run: ${(error as Error).message}`);
    return null;
  }
}

/** What leads through a poster's lesson, which holds the lab from the beginning on; null where it is that of an example. */
function leadingTo(
  { lesson }: Poster,
  {
    embedded,
    open,
    tell,
    target,
  }: Pick<LiveParts, "tell" | "target"> & Pick<EmbeddedParts, "open"> & { embedded: Embedded },
): Promise<Leading> | null {
  if (lesson === undefined || !loadLesson) return null;
  const { lab } = embedded;
  lab.rule = { locked: t`The lesson is being opened.`, fixed: null, conditions: [] };
  const leading = loadLesson().then((code) => code.leadingTo(lesson, { embedded, open, tell, target }));
  embedded.leader = leading.then(({ guide }) => guide);
  embedded.leader.catch(({ message }) => {
    lab.error = t`The lesson could not be loaded: ${message}`;
  });
  return leading;
}

/**
 * What a widget begins with. A lesson has a run of its own. An example keeps its faults and stands at the tick of its migration, as in the lab; the lab's own
 * run has none but what the page's author or its reader makes.
 */
function openingOf(poster: Poster, { example, strategy, seed, cut }: Parameters): Opening {
  const { scenario: given, lesson } = poster;
  const migration = {
    ...given.migration,
    strategy: (strategy as Strategy | null) ?? given.migration.strategy,
  };
  if (lesson !== undefined)
    return { scenario: given, actions: [], moment: fromMilliseconds(given.migration.startMs) };
  const isOwn = example === DEFAULT_EXAMPLE;
  const opening: Opening = {
    scenario: { ...given, seed: seed ?? given.seed, migration, faults: isOwn ? [] : given.faults },
    actions: [],
    moment: isOwn ? null : fromMilliseconds(migration.startMs),
  };
  if (cut === "none") return opening;
  return withArmed(opening, [{ kind: "cutLink", at: { phase: cut, afterMs: CUT_AFTER_MS } }]);
}
