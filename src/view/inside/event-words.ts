import { toMilliseconds } from "../../clock/tick.ts";
import type { Decision } from "../../migration/judgement.ts";
import { PLACES } from "../../place/place.ts";
import { type ByKind, madeBy, pagesOf, type TraceEvent } from "../../trace/event.ts";
import { pageRanges } from "../../trace/transcript.ts";
import { DEED_EVENTS, DEED_WORDS } from "../design/deeds.ts";
import { besideLimit, limitWords } from "../design/spans.ts";
import { count, pages as describePages, PHASE_WORDS } from "../design/words.ts";

/** Who an event is of. */
export type Who = TraceEvent["who"];

/** Everybody that an event can be of, in the order of a list. */
export const EVERYBODY: readonly Who[] = [...PLACES, "lab"];

const MESSAGES: Partial<Record<TraceEvent<"send">["what"], string>> = {
  checkpoint: "sends the processor's state",
  prepared: "has loaded the processor's state",
  go: "hands the guest over",
  resumed: "tells that the guest runs",
  request: "asks for a page by link",
  received: "tells which pages have come",
  complete: "tells that all pages have come",
  freed: "tells that its memory is free",
  fileEnd: "tells which letter is the last",
  fileDown: "asks what has come, as the datastore is silent",
  down: "tells that it holds the link to be down",
  cancelled: "tells that the migration is given up",
};

const REQUESTS: Partial<Record<TraceEvent<"store">["what"], string>> = {
  compareAndSetOwner: "asks to change the owner record",
  createFile: "asks for the mailbox",
  deleteFile: "asks to remove the mailbox",
  readChunk: "asks for letters",
  writeNote: "writes a note back",
};

const OPERATIONS: Partial<Record<TraceEvent<"effect">["what"], string>> = {
  compareAndSetOwner: "owner record changed",
  createFile: "mailbox created",
  deleteFile: "mailbox removed",
  writeChunk: "letters put in the mailbox",
  readChunk: "letters taken from the mailbox",
  writeNote: "note written back",
};

/** What the stop rule lets follow. */
const DECIDED: Readonly<Record<Decision, string>> = {
  anotherRound: "another round follows",
  slowerRound: "another round follows, of a slowed guest",
  stun: "no round follows",
  givesUp: "the move is given up",
};

/** What a round has left, and how long that would take beside the goal. */
function leftWords({ pages, stopNow, goal }: TraceEvent<"judged">): string {
  const left = `${describePages(pages)} left`;
  if (stopNow === null) return left;
  const [ms, goalMs] = [toMilliseconds(stopNow), toMilliseconds(goal)];
  return `${left}, ${besideLimit(ms, goalMs)} to send, goal ${limitWords(goalMs)}`;
}

/** Pages, named where they are few. */
function some(event: TraceEvent): string {
  const list = pagesOf(event);
  if (list.length === 0) return "pages";
  return list.length === 1
    ? `page ${count(list[0]!)}`
    : `${describePages(list.length)} (${short(pageRanges(list))})`;
}

function short(text: string): string {
  return text.length > 24 ? `${text.slice(0, 22)}…` : text;
}

/** Why something that was done changes nothing. */
const NO_EFFECT_WORDS: Readonly<Record<TraceEvent<"noEffect">["why"], string>> = {
  noDirtyRate: "this guest's dirty rate cannot be set",
  guestGone: "no guest runs",
  notMigrating: "no migration is under way",
  committed: "the other machine owns the guest",
  hostCrashed: "the machine has crashed",
  momentPassed: "that moment is past",
};

/** A moment of a migration for which something is armed. */
export function momentWords(moment: TraceEvent<"armed">["moment"]): string {
  if ("round" in moment) return `round ${count(moment.round)}`;
  if ("ms" in moment) return `${count(moment.ms)} ms`;
  const later = moment.afterMs > 0 ? `${count(moment.afterMs)} ms after ` : "";
  return `${later}${PHASE_WORDS[moment.phase].term}`;
}

/** What happened, by its kind; null for what only keeps the paths going. */
const WORDS: Required<ByKind<string | null>> = {
  send: (event) => (event.what === "pages" ? `sends ${some(event)}` : (MESSAGES[event.what] ?? null)),
  store: (event) =>
    event.what === "writeChunk" ? `writes ${some(event)} to the mailbox` : (REQUESTS[event.what] ?? null),
  effect: ({ what }) => OPERATIONS[what] ?? null,
  applied: (event) => `takes ${some(event)} from the ${event.path === "file" ? "mailbox" : "link"}`,
  lost: () => "a message is lost",
  phase: ({ phase }) => `phase ${PHASE_WORDS[phase].term}`,
  round: ({ round, pages }) => `round ${round} begins: ${describePages(pages)}`,
  judged: (event) => `${DECIDED[event.decision]}: ${leftWords(event)}`,
  dirtySynced: ({ pages }) => `${describePages(pages)} were written since`,
  stun: () => "the guest is stunned",
  resume: () => "the guest runs",
  throttle: ({ percent }) => `the guest is slowed by ${percent} %`,
  checkpointLoaded: () => "the processor's state is loaded",
  faulted: ({ page }) => `the guest waits for page ${count(page)}`,
  served: ({ page, stalled }) => `page ${count(page)} came after ${toMilliseconds(stalled).toFixed(1)} ms`,
  owedAgain: ({ pages }) => `${describePages(pages)} are owed again`,
  path: ({ path, up }) =>
    `${path === "link" ? "the link" : "the datastore"} ${up ? "answers again" : "is silent"}`,
  whole: () => "has every page",
  free: () => "gives its memory back",
  ended: ({ how }) => (how === "moved" ? "the migration has ended" : "the guest stays here"),
  shutDown: () => "the guest shuts itself down",
  delivered: ({ bytes }) => `the guest gets ${bytes} typed bytes`,
  printed: ({ text }) => `the guest prints ${JSON.stringify(text)}`,
  asked: () => "the guest gets a request",
  answered: () => "the guest answers a request",
  unasked: ({ count: given }) =>
    given === 1
      ? "the guest gives an answer that nobody asked for"
      : `${count(given)} answers that nobody asked for`,
  refused: ({ what }) => `a damaged ${what} is refused`,
  reservationConflict: () => "the datastore is reserved by the other; tries again",
  requestLost: () => "a client's request never reaches the guest",
  typedLost: ({ bytes }) => `${bytes} typed bytes never reach the guest`,
  returned: ({ bytes }) => `${bytes} typed bytes wait for the guest`,
  migrate: ({ from, to }) => `${from} begins to move the guest to ${to}`,
  settingGiven: () => "the guest has a new setting",
  armed: ({ what, moment }) => `${DEED_WORDS[what]} is armed for ${momentWords(moment)}`,
  disarmed: ({ what, moment }) => `${DEED_WORDS[what]}, armed for ${momentWords(moment)}, is taken back`,
  noEffect: ({ what, why }) => `${DEED_WORDS[what]} changes nothing: ${NO_EFFECT_WORDS[why]}`,
  ...DEED_EVENTS,
  crashSource: ({ place }) => `${place} crashes`,
  crashDestination: ({ place }) => `${place} crashes`,
  restart: () => "HA restart is asked for",
  type: ({ bytes }) => `${bytes} bytes are typed`,
};

/** What happened, in words; null for what only keeps the paths going. */
export function eventWords(event: TraceEvent): string | null {
  return madeBy(WORDS, event) ?? null;
}

/** A line of the log. */
export interface LogLine {
  /** The event's place in the trace. */
  readonly index: number;
  readonly event: TraceEvent;
  readonly words: string;
}

/** The last lines of a trace, the latest first, of everybody or of one. */
export function logLines(events: readonly TraceEvent[], who: Who | "all", most: number): LogLine[] {
  const lines: LogLine[] = [];
  for (let index = events.length - 1; index >= 0 && lines.length < most; index--) {
    const event = events[index]!;
    if (who !== "all" && event.who !== who) continue;
    const words = eventWords(event);
    if (words !== null) lines.push({ index, event, words });
  }
  return lines;
}
