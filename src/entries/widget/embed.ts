/** The page that shows a lab in a frame: everything is in it, so that it runs where a frame may ask nobody for anything. */
import { lessons } from "virtual:widget-lessons";
import { EVENTS, type LabEvents, METHODS } from "../../widget/api.ts";
import { isRun, originsOf, readerOf, sameFrameAt, strangersIn } from "../../widget/frame-parameters.ts";
import { type Call, MOST_CALLS, messageOf, PROTOCOL } from "../../widget/messages.ts";
import { PARAMETERS } from "../../widget/parameters.ts";
import { createLab, type QuickResumeLab } from "./quick-resume-lab.ts";

/** The page, beside this one, that has the lessons in it, too: they would weigh on all others. */
const WITH_LESSONS = "embed-lesson.html";

const read = readerOf(location.search, location.hash);
const origins = originsOf(location.search, document.referrer);
if (read("lesson") !== null && Object.keys(lessons).length === 0)
  location.replace(sameFrameAt(WITH_LESSONS, location.search, location.hash, origins));
else show();

function show(): void {
  for (const name of strangersIn(location.search))
    console.warn(`quick-resume-lab: there is no parameter ${JSON.stringify(name.slice(0, 80))}.`);
  const options = PARAMETERS.flatMap((name) => {
    const value = read(name);
    return value === null ? [] : [[name, value] as const];
  });
  const lab = createLab(document.body, Object.fromEntries(options)) as QuickResumeLab;
  const page = new CSSStyleSheet();
  page.replaceSync("body { margin: 0 } quick-resume-lab { margin: 0 !important }");
  document.adoptedStyleSheets = [page];
  // An address that was given to somebody is that of a run, and opens at its moment.
  if (isRun(location.hash)) lab.load().catch(() => {});
  if (parent === window) return;
  speak(lab);
  takeTurns(lab);
}

/**
 * Of the frames of one page one lab is live, as of the elements of one page: each tells those beside it when it goes on. They need not be
 * allowed to do anything for it, and what a stranger among them can bring about is that a lab stands still until its reader says.
 */
function takeTurns(lab: QuickResumeLab): void {
  let isLive = false;
  lab.addEventListener("state", (event) => {
    const { state } = (event as CustomEvent<LabEvents["state"]>).detail;
    const wasLive = isLive;
    isLive = state !== "frozen" && state !== "failed";
    if (!isLive || wasLive) return;
    for (let at = 0; at < parent.length; at++)
      if (parent[at] !== window) parent[at]!.postMessage({ quickResumeLab: PROTOCOL, kind: "live" }, "*");
  });
  addEventListener("message", ({ data, source, origin }) => {
    const isBeside = source !== window && (source as Window | null)?.parent === parent;
    // A frame beside it may be sandboxed where this one is not, or the other way round.
    const isOwn = origin === "null" || origin === location.origin;
    if (isBeside && isOwn && messageOf(data)?.kind === "live") lab.freeze();
  });
}

/** Answers the page around, and tells it what happens. Nobody else is listened to. */
function speak(lab: QuickResumeLab): void {
  const tell = (message: object) => {
    for (const origin of origins ?? ["*"])
      parent.postMessage({ quickResumeLab: PROTOCOL, ...message }, origin);
  };
  const welcome = () => tell({ kind: "welcome", methods: METHODS });
  let waiting = 0;
  addEventListener("message", ({ data, source, origin }) => {
    if (source !== parent || (origins && !origins.includes(origin))) return;
    const message = messageOf(data);
    if (message?.kind === "hello") welcome();
    if (message?.kind !== "call" || waiting >= MOST_CALLS) return;
    waiting++;
    void answer(message).finally(() => waiting--);
  });
  for (const name of EVENTS)
    lab.addEventListener(name, (event) =>
      tell({ kind: "event", name, detail: (event as CustomEvent).detail }),
    );
  welcome();

  async function answer({ id, method, given }: Call): Promise<void> {
    try {
      const value = await (lab[method] as (...given: readonly unknown[]) => Promise<unknown>)(...given);
      tell({ kind: "answer", id, value: plain(value) });
    } catch (error) {
      tell({ kind: "refusal", id, message: error instanceof Error ? error.message : String(error) });
    }
  }
}

/** A value as messages have it. */
function plain(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}
