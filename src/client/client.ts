import { EventQueue, type QueueState } from "../clock/queue.ts";
import { Random, type RandomState } from "../clock/random.ts";
import { fromMilliseconds, MILLISECOND, SECOND, type Tick } from "../clock/tick.ts";
import { hear, type Port, portsAt, type SwitchState } from "./network.ts";
import { giveUp, isRight, type OracleState, openOracle } from "./oracle.ts";
import { type Answer, GET, type Open, PUT, type Request, type RequestFrame } from "./request.ts";
import {
  type ClientCounters,
  countAnswer,
  countSent,
  endGap,
  longestGap,
  openTally,
  type TallyState,
} from "./tally.ts";
import { Zipf } from "./zipf.ts";

/** The client of a scenario, and what it must know of the guest. */
export interface ClientSettings {
  /** 0 for a client that says nothing. */
  readonly requestsPerSecond: number;
  /** From the client to a host, and as much back, in milliseconds. */
  readonly latencyMs: number;
  /** After how many milliseconds an answer is late. */
  readonly lateMs: number;
  /** Whether a host announces by RARP that the guest runs there now. */
  readonly rarp: boolean;
  /** Keys from 0 on that the guest has. */
  readonly keys: number;
  /** Bytes of a value at the key-value guest; null for another guest, whose answers cannot be checked. */
  readonly valueBytes: number | null;
}

/** What is on its way through the client network. */
type Travelling =
  | { readonly kind: "request"; readonly request: Request; readonly ports: readonly Port[] }
  | { readonly kind: "answer"; readonly answer: Answer; readonly port: Port }
  | { readonly kind: "rarp"; readonly port: Port };

/** Something that concerns others. */
export type ClientEvent =
  /** A request has come to one port, or to all where the switch does not know the guest's. */
  | { readonly kind: "deliver"; readonly request: Request; readonly ports: readonly Port[] }
  /** An answer is not what the guest must have stored. */
  | { readonly kind: "wrong"; readonly request: Request };

/** Everything the client knows, as plain data: copy it to make a checkpoint, hand it to a new client to go back. */
export interface ClientState {
  readonly random: RandomState;
  readonly queue: QueueState<Travelling>;
  readonly switch: SwitchState;
  readonly tally: TallyState;
  readonly oracle: OracleState;
  /** When the next request is sent; null for never. */
  nextSend: Tick | null;
  /** Requests that may still be answered, in the order in which they were sent. */
  open: Open[];
}

/** Guests need a moment to start; before this the client says nothing. */
const FIRST_REQUEST = 500 * MILLISECOND;

/** A request comes at most so much of the pause between two after its time. */
const JITTER_SHARE = 4;

/** One request of so many is a put. */
const GETS_AND_PUTS = 10;

/** How many requests {@link Client.recentAt} tells of. */
export const RECENT_REQUESTS = 256;

/**
 * The simulated client on the client network. It sends requests at a steady rate, with keys after Zipf's law, to
 * wherever the switch believes the guest to be, and watches the answers. An answer that comes more than `lateMs` after
 * its request is late; one that has not come after ten times as long, and at least a second, is lost.
 *
 * Calls must come in the order of their ticks.
 */
export class Client {
  readonly settings: ClientSettings;
  state: ClientState;
  /** The last requests, whatever became of them; `late` and `lost` of those without an answer are not kept here. */
  lists: RequestFrame[] = [];
  readonly #zipf: Zipf;

  /** A client that is a sub-stream of the scenario's random numbers, or one that goes on from a state. */
  constructor(settings: ClientSettings, start: Random | ClientState) {
    this.settings = settings;
    this.#zipf = new Zipf(settings.keys);
    this.state = start instanceof Random ? openState(start) : start;
    if (start instanceof Random) this.#schedule();
  }

  /** When something is due next, or null. */
  nextTick(): Tick | null {
    const { nextSend, queue } = this.state;
    const arrival = new EventQueue(queue).peekTick();
    return nextSend === null || arrival === null ? (nextSend ?? arrival) : Math.min(nextSend, arrival);
  }

  /** Does what is due at or before `now`, in order, and says what of it concerns others. */
  advance(now: Tick): ClientEvent[] {
    const events: ClientEvent[] = [];
    for (let tick = this.nextTick(); tick !== null && tick <= now; tick = this.nextTick()) {
      // Before what comes at this tick: an answer to a request that was given up counts no more.
      this.#expire(tick);
      const queue = new EventQueue(this.state.queue);
      if (queue.peekTick() === tick) this.#arrive(queue.pop()!.item, tick, events);
      else this.#send(tick);
    }
    return events;
  }

  /** The guest has answered at a port; the client sees it a latency later. */
  answered(port: Port, answer: Answer, now: Tick): void {
    this.#travel({ kind: "answer", answer, port }, now);
  }

  /** The guest runs at a port from now on. Its host announces that, unless RARP is off. */
  resumed(port: Port, now: Tick): void {
    if (this.settings.rarp) this.#travel({ kind: "rarp", port }, now);
  }

  /** The guest was started anew: nothing that was put is there any more. */
  forgetPuts(): void {
    Object.assign(this.state.oracle, openOracle());
  }

  /** The guest is lost: nobody is waited for any more, and the longest gap stays what it is. */
  guestLost(now: Tick): void {
    const { tally, open } = this.state;
    tally.gapAtLoss = longestGap(tally, open.length > 0, now);
  }

  /** The numbers of the report while the run goes on. */
  countersAt(now: Tick): ClientCounters {
    const { tally, open } = this.state;
    const lost = tally.lost + open.filter((each) => this.#isLost(each, now)).length;
    const { sent, answered, late } = tally;
    return { sent, answered, late, lost, "longest-gap": longestGap(tally, open.length > 0, now) };
  }

  /**
   * The numbers of the report when the run is over. A request without an answer is lost if the answer would be late by
   * now; a later one is left out, for it had no chance.
   */
  countersAtEnd(now: Tick): ClientCounters {
    const counters = this.countersAt(now);
    const late = this.state.open.filter((each) => this.#isLate(each, now)).length;
    // Those that were sent so late that nobody can say what became of them.
    const early = this.state.open.length - late;
    return { ...counters, sent: counters.sent - early, lost: this.state.tally.lost + late };
  }

  /** The requests that are on their way to a port, by their ids. */
  travelling(): number[] {
    return this.state.queue.heap.flatMap(({ item }) => (item.kind === "request" ? [item.request.id] : []));
  }

  /** The requests that are not answered and would be late by now, by their ids. */
  lateAt(now: Tick): number[] {
    return this.state.open.filter((each) => this.#isLate(each, now)).map(({ request }) => request.id);
  }

  /** Where the switch sends requests at `now`; null for everywhere. */
  portAt(now: Tick): Port | null {
    const ports = portsAt(this.state.switch, now);
    return ports.length === 1 ? ports[0]! : null;
  }

  /** The last requests, oldest first. */
  recentAt(now: Tick): RequestFrame[] {
    return this.lists.map((each) =>
      each.answeredAt === null
        ? { ...each, late: this.#isLate(each, now), lost: this.#isLost(each, now) }
        : each,
    );
  }

  #isLate({ sentAt }: { readonly sentAt: Tick }, now: Tick): boolean {
    return now - sentAt > fromMilliseconds(this.settings.lateMs);
  }

  #isLost({ sentAt }: { readonly sentAt: Tick }, now: Tick): boolean {
    return now - sentAt > Math.max(SECOND, 10 * fromMilliseconds(this.settings.lateMs));
  }

  #travel(what: Travelling, now: Tick): void {
    new EventQueue(this.state.queue).push(now + fromMilliseconds(this.settings.latencyMs), what);
  }

  /** The k-th request's time is computed from the first's, so that nothing adds up. */
  #schedule(): void {
    const { requestsPerSecond } = this.settings;
    if (requestsPerSecond === 0) return;
    const reach = Math.floor(SECOND / requestsPerSecond / JITTER_SHARE);
    const even = FIRST_REQUEST + Math.ceil((this.state.tally.sent * SECOND) / requestsPerSecond);
    this.state.nextSend = even + new Random(this.state.random).below(reach + 1);
  }

  #send(now: Tick): void {
    const { lists: recent, state } = this;
    const { tally, open } = state;
    const request = this.#draw(tally.sent + 1);
    countSent(tally, now);
    open.push({ request, sentAt: now });
    recent.push(frameOf(request, now));
    if (recent.length > RECENT_REQUESTS) recent.shift();
    this.#travel({ kind: "request", request, ports: portsAt(this.state.switch, now) }, now);
    this.#schedule();
  }

  #draw(id: number): Request {
    const random = new Random(this.state.random);
    const key = this.#zipf.draw(random);
    if (random.below(GETS_AND_PUTS) > 0) return { id, operation: GET, key, value: 0 };
    return { id, operation: PUT, key, value: random.next() };
  }

  #arrive(what: Travelling, now: Tick, events: ClientEvent[]): void {
    if (what.kind === "request") events.push({ kind: "deliver", request: what.request, ports: what.ports });
    else hear(this.state.switch, what.port, now);
    if (what.kind === "answer") this.#book(what.answer, now, events);
  }

  /** An answer to a request that was given up, or to none, still shows that somebody answers. */
  #book(answer: Answer, now: Tick, events: ClientEvent[]): void {
    const { lists: recent, state } = this;
    const { tally, open, oracle } = state;
    const at = open.findIndex(({ request }) => request.id === answer.id);
    if (at < 0) return endGap(tally, now);
    const [{ request, sentAt }] = open.splice(at, 1) as [Open];
    const late = this.#isLate({ sentAt }, now);
    countAnswer(tally, late, now);
    // An old request may have left the list by now.
    const shown = recent.findIndex(({ id }) => id === answer.id);
    if (shown >= 0) recent[shown] = { ...recent[shown]!, answeredAt: now, late };
    const { valueBytes } = this.settings;
    if (valueBytes !== null && !isRight(oracle, request, answer, valueBytes))
      events.push({ kind: "wrong", request });
  }

  /**
   * Gives up what has waited too long. Requests are open in the order in which they were sent, so the first that still
   * has time ends it.
   */
  #expire(now: Tick): void {
    const { open, tally, oracle } = this.state;
    while (open[0] && this.#isLost(open[0], now)) {
      giveUp(oracle, open.shift()!.request);
      tally.lost++;
    }
  }
}

/** The switch has heard the guest at West when it was started there. */
function openState(random: Random): ClientState {
  return {
    random: random.state,
    queue: { heap: [], nextSequence: 1 },
    switch: { port: "West", heardAt: 0 },
    tally: openTally(),
    oracle: openOracle(),
    nextSend: null,
    open: [],
  };
}

function frameOf({ id, operation, key }: Request, sentAt: Tick): RequestFrame {
  const word = operation === PUT ? "put" : "get";
  return { id, operation: word, key, sentAt, answeredAt: null, late: false, lost: false };
}
