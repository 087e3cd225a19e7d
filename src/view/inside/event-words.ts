import { toMilliseconds } from "../../clock/tick.ts";
import type { TraceEvent } from "../../trace/trace.ts";
import { pageRanges } from "../../trace/transcript.ts";
import { count, pages as pagesOf } from "../design/words.ts";

/** Who an event is of. */
export type Who = TraceEvent["who"];

export const WHO_WORDS: Readonly<Record<Who, string>> = {
  source: "source",
  destination: "destination",
  lab: "lab",
};

/** What only keeps the paths going: a reader of the log wants to see past it. */
const QUIET = new Set(["alive", "missing", "readHeads", "readNote", "readOwner", "hello", "welcome"]);

type Words = (event: TraceEvent) => string;

const MESSAGES: Readonly<Record<string, string>> = {
  checkpoint: "sends the processor's state",
  prepared: "has loaded the processor's state",
  go: "hands the guest over",
  resumed: "tells that the guest runs",
  request: "asks for a page by link",
  received: "tells which pages have come",
  complete: "tells that all pages have come",
  freed: "tells that its memory is free",
};

const REQUESTS: Readonly<Record<string, string>> = {
  compareAndSetOwner: "asks to change the owner record",
  createFile: "asks for the mailbox",
  deleteFile: "asks to remove the mailbox",
  readChunk: "asks for letters",
  writeNote: "writes a note back",
};

const OPERATIONS: Readonly<Record<string, string>> = {
  compareAndSetOwner: "owner record changed",
  createFile: "mailbox created",
  deleteFile: "mailbox removed",
  writeChunk: "letters put in the mailbox",
  readChunk: "letters taken from the mailbox",
  writeNote: "note written back",
};

/** Pages, named where they are few. */
function some({ pages }: TraceEvent): string {
  if (!Array.isArray(pages) || pages.length === 0) return "pages";
  const list = pages as number[];
  return list.length === 1
    ? `page ${count(list[0]!)}`
    : `${pagesOf(list.length)} (${short(pageRanges(list))})`;
}

function short(text: string): string {
  return text.length > 24 ? `${text.slice(0, 22)}…` : text;
}

const WORDS: Readonly<Record<string, Words>> = {
  send: (event) =>
    event.what === "pages"
      ? `sends ${some(event)}`
      : (MESSAGES[event.what as string] ?? `sends ${event.what}`),
  store: (event) =>
    event.what === "writeChunk"
      ? `writes ${some(event)} to the mailbox`
      : (REQUESTS[event.what as string] ?? `asks the datastore: ${event.what}`),
  effect: ({ what }) => OPERATIONS[what as string] ?? `datastore: ${what}`,
  applied: (event) => `takes ${some(event)} from the ${event.path === "file" ? "mailbox" : "link"}`,
  lost: () => "a message is lost",
  phase: ({ phase }) => `phase ${phase}`,
  round: ({ round, pages }) => `round ${round} begins: ${pagesOf(Number(pages))}`,
  dirtySynced: ({ pages }) => `${pagesOf(Number(pages))} were written since`,
  stun: () => "the guest is stunned",
  resume: () => "the guest runs",
  throttle: ({ percent }) => `the guest is slowed by ${percent} %`,
  checkpointLoaded: () => "the processor's state is loaded",
  faulted: ({ page }) => `the guest waits for page ${count(Number(page))}`,
  served: ({ page, stalled }) =>
    `page ${count(Number(page))} came after ${toMilliseconds(Number(stalled)).toFixed(1)} ms`,
  owedAgain: ({ pages }) => `${pagesOf(Number(pages))} are owed again`,
  path: ({ path, up }) =>
    `${path === "link" ? "the link" : "the datastore"} ${up ? "answers again" : "is silent"}`,
  whole: () => "has every page",
  free: () => "gives its memory back",
  ended: ({ how }) => (how === "moved" ? "the migration has ended" : "the guest stays at the source"),
  shutDown: () => "the guest shuts itself down",
  delivered: ({ bytes }) => `the guest gets ${bytes} typed bytes`,
  printed: ({ text }) => `the guest prints ${JSON.stringify(text)}`,
  asked: () => "the guest gets a request",
  answered: () => "the guest answers a request",
  unasked: ({ count: given }) =>
    given === 1
      ? "the guest gives an answer that nobody asked for"
      : `${count(Number(given))} answers that nobody asked for`,
  refused: ({ what }) => `a damaged ${what} is refused`,
  reservationConflict: () => "the datastore is reserved by the other; tries again",
  requestLost: () => "a client's request never reaches the guest",
  typedLost: ({ bytes }) => `${bytes} typed bytes never reach the guest`,
  returned: ({ bytes }) => `${bytes} typed bytes wait for the guest`,
  migrate: () => "Migrate",
  cutLink: () => "the link is cut",
  healLink: () => "the link is healed",
  slowLink: () => "the link becomes slow",
  loseMessages: ({ count: lost }) => `the next ${lost} messages are lost`,
  stopDatastore: () => "the datastore stops",
  healDatastore: () => "the datastore starts again",
  slowDatastore: () => "the datastore becomes slow",
  crashSource: () => "the source crashes",
  crashDestination: () => "the destination crashes",
  restart: () => "HA restart is asked for",
  type: ({ bytes }) => `${bytes} bytes are typed`,
};

/** What happened, in words; null for what only keeps the paths going. */
export function eventWords(event: TraceEvent): string | null {
  const { kind, what } = event;
  if ((kind === "send" || kind === "store" || kind === "effect") && QUIET.has(String(what))) return null;
  return WORDS[kind]?.(event) ?? kind;
}

/** A line of the log. */
export interface LogLine {
  /** The event's place in the trace. */
  readonly index: number;
  readonly event: TraceEvent;
  readonly words: string;
}

/** What a learner does is noted as done and again as a fault; it is told once. */
function isTwin(last: LogLine | undefined, { tick, who }: TraceEvent, words: string): boolean {
  return who === "lab" && last?.words === words && last.event.tick === tick;
}

/** The last lines of a trace, the latest first, of everybody or of one. */
export function logLines(events: readonly TraceEvent[], who: Who | "all", most: number): LogLine[] {
  const lines: LogLine[] = [];
  for (let index = events.length - 1; index >= 0 && lines.length < most; index--) {
    const event = events[index]!;
    if (who !== "all" && event.who !== who) continue;
    const words = eventWords(event);
    if (words !== null && !isTwin(lines.at(-1), event, words)) lines.push({ index, event, words });
  }
  return lines;
}
