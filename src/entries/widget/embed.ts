/** The page that shows a lab in a frame: everything is in it, so that it runs where a frame may ask nobody for anything. */
import { type LabEvents, METHODS } from "../../widget/api.ts";
import { isRun, originsOf, readerOf, strangersIn } from "../../widget/frame-parameters.ts";
import { type Call, MOST_CALLS, messageOf, PROTOCOL } from "../../widget/messages.ts";
import { PARAMETERS } from "../../widget/parameters.ts";
import { createLab, type QuickResumeLab } from "./quick-resume-lab.ts";

const EVENTS: readonly (keyof LabEvents)[] = ["ready", "state", "milestone", "completed", "error", "resize"];

const read = readerOf(location.search, location.hash);
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
// A run in the address opens at its moment; one that is damaged says so in the console, and the example stands there.
if (isRun(location.hash))
  lab.openLink(location.hash).catch(({ message }) => console.warn(`quick-resume-lab: ${message}`));

if (parent !== window) speak(originsOf(location.search, document.referrer));

/** Answers the page around, and tells it what happens. Nobody else is listened to. */
function speak(origins: readonly string[] | null): void {
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
