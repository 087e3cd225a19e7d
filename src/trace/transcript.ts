import { toMilliseconds } from "../clock/tick.ts";
import type { TraceEvent } from "./trace.ts";

/** One line to be: neighbours of one host that say the same are told together. */
interface Saying {
  readonly event: TraceEvent;
  readonly words: string;
  readonly pages: readonly number[];
  readonly times: number;
}

type Words = (event: TraceEvent) => string | null;

/** What only keeps the paths going, or looks whether something has come. */
const LEFT_OUT = new Set(["alive", "missing", "readHeads", "readNote", "readOwner"]);

/** What is said again and again while the link is down: only the first time is told. */
const REPEATED = new Set(["hello", "down"]);

/** Messages that may be lost without harm. That they were is not told. */
const CONTROLS = new Set(["alive", "missing", "hello", "welcome", "down"]);

/** Messages in words. Those that are not here are told by their name. */
const MESSAGES: Readonly<Record<string, string>> = {
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

const OPERATIONS: Readonly<Record<string, string>> = {
  compareAndSetOwner: "owner record compared and set",
  createFile: "Quick Resume file created",
  deleteFile: "Quick Resume file deleted",
  writeChunk: "chunk written",
  readChunk: "chunk read",
  writeNote: "note written",
};

/** What happened, by the kind of event; kinds that are not here, and null, are left out. */
const WORDS: Readonly<Record<string, Words>> = {
  send: ({ what }) => (what === "pages" ? "sends pages" : (MESSAGES[what as string] ?? `sends ${what}`)),
  effect: ({ what }) => OPERATIONS[what as string] ?? `datastore: ${what}`,
  applied: ({ path }) => `takes pages from the ${path}`,
  lost: ({ what }) => (what === "pages" ? "lost are pages" : `lost is the message "${what}"`),
  phase: ({ phase }) => `phase ${phase}`,
  round: ({ round, pages }) => `round ${round} begins with ${pages} pages`,
  dirtySynced: ({ pages }) => `reads the dirty log: ${pages} pages`,
  stun: () => "the guest is stunned",
  resume: () => "the guest runs",
  throttle: ({ percent }) => `the guest is slowed by ${percent} %`,
  checkpointLoaded: () => "loads the checkpoint",
  faulted: ({ page, access }) => `the guest waits for page ${page} (${access})`,
  served: ({ page, stalled }) => `page ${page} has come after ${inMilliseconds(stalled as number)} ms`,
  owedAgain: ({ pages }) => `${pages} pages are owed again`,
  path: ({ path, up }) =>
    `${path === "link" ? "the link" : "the datastore"} ${up ? "answers again" : "is silent"}`,
  whole: () => "has every page",
  free: () => "gives its memory back",
  ended: ({ how, message }) => `the migration has ended, ${how}${message ? `: ${message}` : ""}`,
  shutDown: () => "the guest shuts itself down",
  delivered: ({ bytes }) => `the guest gets ${bytes} typed bytes`,
  typedLost: ({ bytes, why }) => `${bytes} typed bytes never reach the guest (${why})`,
  unasked: ({ count }) => `the guest has given ${count} answers that nobody asked for`,
  printed: ({ text }) => `the guest prints ${JSON.stringify(text)}`,
  cutLink: () => "the link is cut",
  healLink: () => "the link is mended",
  slowLink: ({ bandwidthMiBps, latencyMs }) => `the link has ${bandwidthMiBps} MiB/s and ${latencyMs} ms now`,
  loseMessages: ({ count }) => `the next ${count} messages will be lost`,
  stopDatastore: () => "the datastore stops",
  healDatastore: () => "the datastore is mended",
  slowDatastore: ({ bandwidthMiBps, latencyMs }) =>
    `the datastore has ${bandwidthMiBps} MiB/s and ${latencyMs} ms now`,
  crashSource: () => "the source crashes",
  crashDestination: () => "the destination crashes",
};

/** A trace as text to be read: a line for each event worth it, with its time in milliseconds, who, and what. */
export function transcriptOf(events: readonly TraceEvent[]): string {
  const sayings = worthTelling(withLosses(events)).flatMap((event) => sayingOf(event));
  return told(sayings)
    .map((saying) => `${lineOf(saying)}\n`)
    .join("");
}

/** Says of lost parcels what they were. */
function withLosses(events: readonly TraceEvent[]): TraceEvent[] {
  const sent = new Map<unknown, TraceEvent>();
  return events.map((event) => {
    if (event.kind === "send") sent.set(event.parcel, event);
    if (event.kind !== "lost") return event;
    const parcel = sent.get(event.parcel);
    return { ...event, what: parcel?.what, pages: parcel?.pages };
  });
}

function worthTelling(events: readonly TraceEvent[]): TraceEvent[] {
  const said = new Set<string>();
  return events.filter(({ kind, what, who, path }) => {
    const word = typeof what === "string" ? what : "";
    if (kind === "lost") return !CONTROLS.has(word);
    if (kind === "path" && path === "link") said.delete(who);
    if (!REPEATED.has(word)) return !LEFT_OUT.has(word);
    const isNew = !said.has(who);
    said.add(who);
    return isNew;
  });
}

function sayingOf(event: TraceEvent): Saying[] {
  const words = WORDS[event.kind]?.(event) ?? null;
  if (words === null) return [];
  const pages = Array.isArray(event.pages) ? (event.pages as number[]) : [];
  return [{ event, words, pages, times: 1 }];
}

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

function lineOf({ event, words, pages, times }: Saying): string {
  const list = pages.length > 0 ? ` ${pageRanges(pages)}` : "";
  const often = times > 1 ? ` (${times} times)` : "";
  return `${inMilliseconds(event.tick).padStart(10)}  ${event.who.padEnd(11)}  ${words}${list}${often}`;
}

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
