import { toMilliseconds } from "../../clock/tick.ts";
import { decimal } from "../../language/numbers.ts";
import { plural, t } from "../../language/words.ts";
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

/** Who an event is of, in a word: a machine has its name. */
export function whoWords(who: Who): string {
  return who === "lab" ? t`lab` : who;
}

const MESSAGES: Partial<Record<TraceEvent<"send">["what"], string>> = {
  checkpoint: t`sends the processor's state`,
  prepared: t`has loaded the processor's state`,
  go: t`hands the guest over`,
  resumed: t`tells that the guest runs`,
  request: t`asks for a page by link`,
  received: t`tells which pages have come`,
  complete: t`tells that all pages have come`,
  freed: t`tells that its memory is free`,
  fileEnd: t`tells which letter is the last`,
  fileDown: t`asks what has come, as the datastore is silent`,
  down: t`tells that it holds the link to be down`,
  cancelled: t`tells that the migration is given up`,
};

const REQUESTS: Partial<Record<TraceEvent<"store">["what"], string>> = {
  compareAndSetOwner: t`asks to change the owner record`,
  createFile: t`asks for the mailbox`,
  deleteFile: t`asks to remove the mailbox`,
  readChunk: t`asks for letters`,
  writeNote: t`writes a note back`,
};

const OPERATIONS: Partial<Record<TraceEvent<"effect">["what"], string>> = {
  compareAndSetOwner: t`owner record changed`,
  createFile: t`mailbox created`,
  deleteFile: t`mailbox removed`,
  writeChunk: t`letters put in the mailbox`,
  readChunk: t`letters taken from the mailbox`,
  writeNote: t`note written back`,
};

/** What the stop rule lets follow. */
const DECIDED: Readonly<Record<Decision, string>> = {
  anotherRound: t`another round follows`,
  slowerRound: t`another round follows, of a slowed guest`,
  stun: t`no round follows`,
  givesUp: t`the move is given up`,
};

/** What a round has left, and how long that would take beside the goal. */
function leftWords({ pages, stopNow, goal }: TraceEvent<"judged">): string {
  const left = plural(pages, { one: `${count(pages)} page left`, other: `${count(pages)} pages left` });
  if (stopNow === null) return left;
  const [ms, goalMs] = [toMilliseconds(stopNow), toMilliseconds(goal)];
  return t`${left}, ${besideLimit(ms, goalMs)} to send, goal ${limitWords(goalMs)}`;
}

/** Pages, named where they are few. */
function some(event: TraceEvent): string {
  const list = pagesOf(event);
  if (list.length === 0) return t`pages`;
  return list.length === 1
    ? t`page ${count(list[0]!)}`
    : `${describePages(list.length)} (${short(pageRanges(list))})`;
}

function short(text: string): string {
  return text.length > 24 ? `${text.slice(0, 22)}…` : text;
}

/** Why something that was done changes nothing. */
const NO_EFFECT_WORDS: Readonly<Record<TraceEvent<"noEffect">["why"], string>> = {
  noDirtyRate: t`this guest's dirty rate cannot be set`,
  guestGone: t`no guest runs`,
  notMigrating: t`no migration is under way`,
  committed: t`the other machine owns the guest`,
  hostCrashed: t`the machine has crashed`,
  momentPassed: t`that moment is past`,
};

/** A moment of a migration for which something is armed. */
export function momentWords(moment: TraceEvent<"armed">["moment"]): string {
  if ("round" in moment) return t`round ${count(moment.round)}`;
  if ("ms" in moment) return `${count(moment.ms)} ms`;
  const { term } = PHASE_WORDS[moment.phase];
  return moment.afterMs > 0 ? t`${count(moment.afterMs)} ms after ${term}` : term;
}

/** What a host refuses, because its checksum is wrong. */
const REFUSED: Readonly<Record<TraceEvent<"refused">["what"], string>> = {
  message: t`a damaged message is refused`,
  chunk: t`a damaged letter is refused`,
  note: t`a damaged note is refused`,
  head: t`a damaged head of the mailbox is refused`,
};

/** What happened, by its kind; null for what only keeps the paths going. */
const WORDS: Required<ByKind<string | null>> = {
  send: (event) => (event.what === "pages" ? t`sends ${some(event)}` : (MESSAGES[event.what] ?? null)),
  store: (event) =>
    event.what === "writeChunk" ? t`writes ${some(event)} to the mailbox` : (REQUESTS[event.what] ?? null),
  effect: ({ what }) => OPERATIONS[what] ?? null,
  applied: (event) =>
    event.path === "file" ? t`takes ${some(event)} from the mailbox` : t`takes ${some(event)} from the link`,
  lost: () => t`a message is lost`,
  phase: ({ phase }) => t`phase ${PHASE_WORDS[phase].term}`,
  round: ({ round, pages }) => t`round ${round} begins: ${describePages(pages)}`,
  judged: (event) => `${DECIDED[event.decision]}: ${leftWords(event)}`,
  dirtySynced: ({ pages }) =>
    plural(pages, {
      one: `${count(pages)} page was written since`,
      other: `${count(pages)} pages were written since`,
    }),
  stun: () => t`the guest is stunned`,
  resume: () => t`the guest runs`,
  throttle: ({ percent }) => t`the guest is slowed by ${percent} %`,
  checkpointLoaded: () => t`the processor's state is loaded`,
  faulted: ({ page }) => t`the guest waits for page ${count(page)}`,
  served: ({ page, stalled }) => t`page ${count(page)} came after ${decimal(toMilliseconds(stalled), 1)} ms`,
  owedAgain: ({ pages }) =>
    plural(pages, {
      one: `${count(pages)} page is owed again`,
      other: `${count(pages)} pages are owed again`,
    }),
  path: ({ path, up }) =>
    path === "link"
      ? up
        ? t`the link answers again`
        : t`the link is silent`
      : up
        ? t`the datastore answers again`
        : t`the datastore is silent`,
  whole: () => t`has every page`,
  free: () => t`gives its memory back`,
  ended: ({ how }) => (how === "moved" ? t`the migration has ended` : t`the guest stays here`),
  shutDown: () => t`the guest shuts itself down`,
  delivered: ({ bytes }) =>
    plural(bytes, {
      one: `the guest gets ${count(bytes)} typed byte`,
      other: `the guest gets ${count(bytes)} typed bytes`,
    }),
  printed: ({ text }) => t`the guest prints ${JSON.stringify(text)}`,
  asked: () => t`the guest gets a request`,
  answered: () => t`the guest answers a request`,
  unasked: ({ count: given }) =>
    plural(given, {
      one: `the guest gives an answer that nobody asked for`,
      other: `${count(given)} answers that nobody asked for`,
    }),
  refused: ({ what }) => REFUSED[what],
  reservationConflict: () => t`the datastore is reserved by the other; tries again`,
  requestLost: () => t`a client's request never reaches the guest`,
  typedLost: ({ bytes }) =>
    plural(bytes, {
      one: `${count(bytes)} typed byte never reaches the guest`,
      other: `${count(bytes)} typed bytes never reach the guest`,
    }),
  returned: ({ bytes }) =>
    plural(bytes, {
      one: `${count(bytes)} typed byte waits for the guest`,
      other: `${count(bytes)} typed bytes wait for the guest`,
    }),
  migrate: ({ from, to }) => t`${from} begins to move the guest to ${to}`,
  settingGiven: () => t`the guest has a new setting`,
  armed: ({ what, moment }) => t`${DEED_WORDS[what]} is armed for ${momentWords(moment)}`,
  disarmed: ({ what, moment }) => t`${DEED_WORDS[what]}, armed for ${momentWords(moment)}, is taken back`,
  noEffect: ({ what, why }) => t`${DEED_WORDS[what]} changes nothing: ${NO_EFFECT_WORDS[why]}`,
  ...DEED_EVENTS,
  crashSource: ({ place }) => t`${place} crashes`,
  crashDestination: ({ place }) => t`${place} crashes`,
  restart: () => t`HA restart is asked for`,
  type: ({ bytes }) =>
    plural(bytes, { one: `${count(bytes)} byte is typed`, other: `${count(bytes)} bytes are typed` }),
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
