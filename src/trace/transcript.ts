/**
 * A trace as prose, for people and for the expected transcripts of scenarios in the tests. It leaves out what has no
 * consequence, so that a change of a line means a change of behaviour.
 */

import { toMilliseconds } from "../clock/tick.ts";
import type { FaultKind } from "../scenario/fault.ts";
import { type ByKind, madeBy, pagesOf, type TraceEvent } from "./event.ts";
import { stayWords } from "./stay-words.ts";

/** An event, with what a lost parcel carried. */
type Told = TraceEvent & { readonly carried?: TraceEvent<"send"> | undefined };

/** One line to be: neighbours of one host that say the same are told together. */
interface Saying {
  readonly event: Told;
  readonly words: string;
  readonly pages: readonly number[];
  readonly times: number;
}

/** What only keeps the paths going, or looks whether something has come. */
const LEFT_OUT: ReadonlySet<string> = new Set(["alive", "missing", "readHeads", "readNote", "readOwner"]);

/** What is said again and again while the link is down: only the first time is told. */
const REPEATED: ReadonlySet<string> = new Set(["hello", "down"]);

/** Messages that may be lost without harm. That they were is not told. */
const CONTROLS: ReadonlySet<string> = new Set(["alive", "missing", "hello", "welcome", "down"]);

type MessageName = TraceEvent<"send">["what"];

/** Words for the messages of the link, said of their sender. */
const MESSAGES: Readonly<Record<Exclude<MessageName, "pages" | "alive" | "missing">, string>> = {
  hello: "asks to open the link",
  welcome: "answers that the link is open",
  down: "tells that it holds the link to be down",
  checkpoint: "sends the checkpoint",
  prepared: "tells that the checkpoint is loaded",
  go: "sends go",
  resumed: "tells that the guest runs there",
  request: "asks for a page over the link",
  fileEnd: "tells which chunk is the file's last",
  fileDown: "asks what has come, as the datastore is silent",
  received: "tells what has come",
  complete: "tells that all pages have come",
  freed: "tells that its memory is given back",
  cancelled: "tells that the migration is cancelled",
};

/** Only operations that change the datastore or bring something; looks for what has not come yet are left out. */
const OPERATIONS: Partial<Record<TraceEvent<"effect">["what"], string>> = {
  compareAndSetOwner: "owner record compared and set",
  createFile: "Quick Resume file created",
  deleteFile: "Quick Resume file deleted",
  writeChunk: "chunk written",
  readChunk: "chunk read",
  writeNote: "note written",
};

/**
 * What happened, by the kind of event; kinds that are not here, and null, are left out. Faults must all be here: one
 * without words would not show why a run went on differently.
 */
const WORDS: ByKind<string | null> & Required<Pick<ByKind<string>, FaultKind>> = {
  send: ({ what }) => {
    if (what === "pages") return "sends pages";
    return what === "alive" || what === "missing" ? null : MESSAGES[what];
  },
  effect: ({ what }) => OPERATIONS[what] ?? null,
  applied: ({ path }) => `takes pages from the ${path}`,
  phase: ({ phase }) => `phase ${phase}`,
  round: ({ round, pages }) => `round ${round} begins with ${pages} pages`,
  dirtySynced: ({ pages }) => `reads the dirty log: ${pages} pages`,
  stun: () => "the guest is stunned",
  resume: () => "the guest runs",
  throttle: ({ percent }) => `the guest is slowed by ${percent} %`,
  checkpointLoaded: () => "loads the checkpoint",
  faulted: ({ page, access }) => `the guest waits for page ${page} (${access})`,
  served: ({ page, stalled }) => `page ${page} has come after ${inMilliseconds(stalled)} ms`,
  owedAgain: ({ pages }) => `${pages} pages are owed again`,
  path: ({ path, up }) =>
    `${path === "link" ? "the link" : "the datastore"} ${up ? "answers again" : "is silent"}`,
  whole: () => "has every page",
  free: () => "gives its memory back",
  ended: ({ how, reason }) => `the migration has ended, ${how}${reason ? `: ${stayWords(reason)}` : ""}`,
  shutDown: () => "the guest shuts itself down",
  delivered: ({ bytes }) => `the guest gets ${bytes} typed bytes`,
  typedLost: ({ bytes, why }) => `${bytes} typed bytes never reach the guest (${why})`,
  unasked: ({ count }) => `the guest has given ${count} answers that nobody asked for`,
  printed: ({ text }) => `the guest prints ${JSON.stringify(text)}`,
  cutLink: () => "the link is cut",
  healLink: () => "the link is mended",
  slowLink: ({ bandwidthMiBps, latencyMs, loss }) => {
    const lossy = loss === undefined ? "" : `, and loses ${loss} of its messages`;
    return `the link has ${bandwidthMiBps} MiB/s and ${latencyMs} ms now${lossy}`;
  },
  setDirtyRate: ({ pagesPerSecond }) => `the guest is to write ${pagesPerSecond} pages a second`,
  cancel: () => "the migration is to be given up",
  armed: ({ what, moment }) => `${what} waits for ${JSON.stringify(moment)}`,
  disarmed: ({ what, moment }) => `${what} no longer waits for ${JSON.stringify(moment)}`,
  noEffect: ({ what, why }) => `${what} changes nothing (${why})`,
  loseMessages: ({ count }) => `the next ${count} messages will be lost`,
  stopDatastore: () => "the datastore stops",
  healDatastore: () => "the datastore is mended",
  slowDatastore: ({ bandwidthMiBps, latencyMs }) =>
    `the datastore has ${bandwidthMiBps} MiB/s and ${latencyMs} ms now`,
  crashSource: ({ place }) => `${place} crashes`,
  crashDestination: ({ place }) => `${place} crashes`,
};

/** A trace as text to be read: a line for each event worth it, with its time in milliseconds, who, and what. */
export function transcriptOf(events: readonly TraceEvent[]): string {
  const sayings = worthTelling(withLosses(events)).flatMap((event) => sayingOf(event));
  return told(sayings)
    .map((saying) => `${lineOf(saying)}\n`)
    .join("");
}

/** Says of lost parcels what they were. */
function withLosses(events: readonly TraceEvent[]): Told[] {
  const sent = new Map<number, TraceEvent<"send">>();
  return events.map((event) => {
    if (event.kind === "send") sent.set(event.parcel, event);
    return event.kind === "lost" ? { ...event, carried: sent.get(event.parcel) } : event;
  });
}

/** Leaves out repetitions for as long as a host's view of the link stays; when that changes, they are told again. */
function worthTelling(events: readonly Told[]): Told[] {
  const said = new Set<string>();
  return events.filter((event) => {
    const word = "what" in event ? event.what : "";
    if (event.kind === "lost") return !CONTROLS.has(event.carried?.what ?? "");
    if (event.kind === "path" && event.path === "link") said.delete(event.who);
    if (!REPEATED.has(word)) return !LEFT_OUT.has(word);
    const isNew = !said.has(event.who);
    said.add(event.who);
    return isNew;
  });
}

/** A line for an event, or none. */
function sayingOf(event: Told): Saying[] {
  if (event.kind === "lost") {
    const { what, pages = [] } = event.carried ?? {};
    const words = what === "pages" ? "lost are pages" : `lost is the message "${what}"`;
    return [{ event, words, pages, times: 1 }];
  }
  const words = madeBy(WORDS, event) ?? null;
  return words === null ? [] : [{ event, words, pages: pagesOf(event), times: 1 }];
}

/** Merges neighbours of one host with the same words into one line; the time is that of the first. */
function told(sayings: readonly Saying[]): Saying[] {
  const lines: Saying[] = [];
  for (const saying of sayings) {
    const last = lines.at(-1);
    if (last?.words !== saying.words || last.event.who !== saying.event.who) lines.push(saying);
    else
      lines[lines.length - 1] = { ...last, pages: [...last.pages, ...saying.pages], times: last.times + 1 };
  }
  return lines;
}

/** Times are milliseconds with three places, that is in microseconds. */
function lineOf({ event, words, pages, times }: Saying): string {
  const list = pages.length > 0 ? ` ${pageRanges(pages)}` : "";
  const often = times > 1 ? ` (${times} times)` : "";
  return `${inMilliseconds(event.tick).padStart(10)}  ${event.who.padEnd(4)}  ${words}${list}${often}`;
}

/** Of virtual time, from the run's beginning. */
function inMilliseconds(ticks: number): string {
  return toMilliseconds(ticks).toFixed(3);
}

/** Page numbers in their order; a run of neighbours, up or down, becomes one range. */
export function pageRanges(pages: readonly number[]): string {
  const ranges: string[] = [];
  for (let from = 0; from < pages.length; ) {
    const step = pages[from + 1] === pages[from]! - 1 ? -1 : 1;
    let to = from;
    while (pages[to + 1] === pages[to]! + step) to++;
    ranges.push(to > from ? `${pages[from]}-${pages[to]}` : `${pages[from]}`);
    from = to + 1;
  }
  return ranges.join(",");
}
