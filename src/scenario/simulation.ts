import { EventQueue } from "../clock/queue.ts";
import { Random } from "../clock/random.ts";
import { fromMilliseconds, type Tick } from "../clock/tick.ts";
import type { OwnerRecord } from "../datastore/datastore.ts";
import { DatastoreService } from "../datastore/service.ts";
import type { GuestState, HostAnswer, HostInput, HostName, HostOutput, HostPort } from "../host/port.ts";
import type { DeadlineName } from "../migration/input.ts";
import type { Message } from "../migration/message.ts";
import { Link, type LinkEvent, type Parcel } from "../network/link.ts";
import { Fate } from "./fate.ts";
import { FaultSchedule } from "./fault-schedule.ts";
import { FileTracker } from "./file-tracker.ts";
import { ACTION_NAMES, type ActionName, type Verdict } from "./frame.ts";
import { Ledger } from "./ledger.ts";
import { Parcels } from "./parcels.ts";
import type { Outcome } from "./report.ts";
import type { Fault, Scenario } from "./scenario.ts";
import { type StoreStep, StoreTraffic } from "./store-traffic.ts";
import { Trace, traceDetail } from "./trace.ts";
import { Witness } from "./witness.ts";

type SimulationEvent =
  | { readonly kind: "migrate" }
  | { readonly kind: "type"; readonly bytes: Uint8Array }
  | { readonly kind: "deadline"; readonly host: HostName; readonly name: DeadlineName }
  | StoreStep;

/** What the simulation knows of a host from its last answer. */
interface Known {
  guest: GuestState;
  cycle: number;
  retired: number;
  slept: Tick;
  unfinishedLine: string;
  /** How far its guest has run, where it runs. */
  ranUntil: Tick;
  linkUp: boolean;
}

const OTHER = { source: "destination", destination: "source" } as const;
const FIRST_OWNER: OwnerRecord = { owner: "source", epoch: 1 };

/**
 * The one event loop: two hosts, the link, the datastore's timing, faults and actions along virtual time. A run is a
 * function of the scenario and the actions with their ticks; how finely `advance` is called changes nothing.
 */
export class Simulation {
  readonly scenario: Scenario;
  readonly trace = new Trace();
  readonly ledger = new Ledger();
  readonly link: Link;
  readonly service: DatastoreService;
  readonly file: FileTracker;
  readonly witness: Witness;
  readonly faults: FaultSchedule;
  now: Tick = 0;
  readonly fate = new Fate(FIRST_OWNER);
  verdict: Verdict | null = null;
  cutAt: { at: Tick; pagesLost: number } | null = null;
  readonly pressed = nothingPressed();
  readonly hosts: Record<HostName, HostPort>;
  readonly known: Record<HostName, Known> = { source: known("running"), destination: known("absent") };
  readonly #queue = new EventQueue<SimulationEvent>();
  readonly #deadlines = new Map<string, number>();
  readonly #parcels = new Parcels();
  readonly #store = new StoreTraffic();
  readonly #typedWhileHeld: Uint8Array[] = [];
  #lines = "";
  /** Every page is at the destination. */
  #isWhole = false;

  /** `startsItself` false leaves the start of the migration to `act`. */
  constructor(scenario: Scenario, hosts: Record<HostName, HostPort>, startsItself = true) {
    const { chunks, chunkKiB } = scenario.file;
    this.scenario = scenario;
    this.hosts = hosts;
    this.link = new Link(scenario.link, Random.seeded(scenario.seed).fork("link"));
    this.service = new DatastoreService(scenario.datastore);
    this.file = new FileTracker(chunks, chunkKiB * 1024);
    this.witness = new Witness(hosts);
    this.faults = new FaultSchedule(scenario.faults);
    if (startsItself) this.#queue.push(fromMilliseconds(scenario.migration.startMs), { kind: "migrate" });
    for (const { atMs, text } of scenario.guest.input)
      this.#queue.push(fromMilliseconds(atMs), { kind: "type", bytes: new TextEncoder().encode(text) });
  }

  /** Whether the guest has shut down and no migration is active: nothing can happen any more. */
  get isOver(): boolean {
    const active = this.ledger.startedAt !== null && this.ledger.endedAt === null;
    const off = this.known.source.guest === "off" || this.known.destination.guest === "off";
    return off && !active;
  }

  /** What the guest printed, wherever it ran. */
  get console(): string {
    return this.#lines + this.known.source.unfinishedLine + this.known.destination.unfinishedLine;
  }

  /** The host whose guest runs, or null. */
  get runner(): HostName | null {
    if (this.known.source.guest === "running") return "source";
    return this.known.destination.guest === "running" ? "destination" : null;
  }

  /** Runs everything due at or before `until`, and the guest up to it. */
  async advance(until: Tick): Promise<void> {
    while (!this.isOver) {
      const tick = this.#nextTick();
      const target = tick === null || tick > until ? until : tick;
      if (!(await this.#runGuest(target))) continue;
      this.now = target;
      if (tick === null || tick > until) return;
      await this.#happen(target);
    }
  }

  /** Does what the learner did, at the present tick, after everything else of that tick. */
  async act(action: ActionName): Promise<void> {
    this.pressed[action] = this.now;
    this.#note("lab", action, {});
    if (action === "migrate") await this.#migrate();
    else if (action !== "restart") await this.#fault({ kind: action, at: { ms: 0 } });
  }

  /** Makes the final comparison, wherever the guest is whole. */
  async compare(): Promise<void> {
    const { phase, how, startedAt } = this.ledger;
    if (startedAt === null) return;
    const isWhole = how !== null || (phase !== "pageIn" && this.fate.owner.owner === "source");
    const host = how === "moved" ? "destination" : "source";
    this.verdict = isWhole && this.lossReason === null ? await this.witness.compare(host) : null;
  }

  /** The report's outcome, were the run to end now. */
  get outcome(): Outcome {
    const { how, phase, disturbed } = this.ledger;
    if (this.lossReason !== null) return "lost";
    if (how === "moved") return disturbed ? "recovered" : "completed";
    const isBeforeStun = phase === null || phase === "setup" || phase === "preCopy";
    return how === "continued" || isBeforeStun ? "continued-on-source" : "held";
  }

  /** Why no future without faults can make the guest whole, or null. */
  get lossReason(): string | null {
    const coming = () => [...this.inFlight().flatMap(({ pages }) => pages), ...this.file.pagesInside()];
    return this.fate.lossReason(this.ledger.how === "moved", coming);
  }

  /** What is on the link now, with the pages that each parcel carries. */
  inFlight() {
    return this.link
      .inFlight(this.now)
      .map((each) => ({ ...each, pages: this.#parcels.pagesOf(each.parcel.id) }));
  }

  #nextTick(): Tick | null {
    const ticks = [this.faults.nextTick(), this.#queue.peekTick(), this.link.nextTick()].filter(
      (tick) => tick !== null,
    );
    return ticks.length > 0 ? Math.max(this.now, Math.min(...ticks)) : null;
  }

  /** Lets the guest run to `target`. False where it stopped before: what followed from that was handled. */
  async #runGuest(target: Tick): Promise<boolean> {
    const host = this.runner;
    if (host === null || this.known[host].ranUntil >= target) return true;
    return this.#step(host, target, []);
  }

  /** Everything due at `now`: faults first, then the queue's first event, then the link. */
  async #happen(now: Tick): Promise<void> {
    const fault = this.faults.take(now);
    if (fault) return this.#fault(fault);
    if (this.#queue.peekTick() === now) return this.#event(this.#queue.pop()!.item);
    await this.#arrive(this.link.advance(now));
  }

  async #event(event: SimulationEvent): Promise<void> {
    switch (event.kind) {
      case "migrate":
        return this.#migrate();
      case "type":
        return this.#type(event.bytes);
      case "deadline":
        this.#deadlines.delete(`${event.host} ${event.name}`);
        await this.#step(event.host, this.now, [{ kind: "deadline", name: event.name }]);
        return;
      case "storeEffect":
        return this.#effect(event);
      case "storeAnswer":
        return this.#storeAnswer(event);
    }
  }

  async #migrate(): Promise<void> {
    if (this.ledger.startedAt !== null) return;
    this.ledger.startedAt = this.now;
    this.ledger.beat("Migrate", this.now);
    await this.witness.fork();
    await this.#step("source", this.now, [{ kind: "migrate" }]);
  }

  async #type(bytes: Uint8Array): Promise<void> {
    const host = this.known.destination.guest !== "absent" ? "destination" : "source";
    if (this.known[host].guest === "stunned") this.#typedWhileHeld.push(bytes);
    else await this.#step(host, this.now, [{ kind: "typed", bytes }]);
  }

  /** Messages that arrived and rooms that became free, handed over in order; neighbours for one host together. */
  async #arrive(events: LinkEvent[]): Promise<void> {
    for (let from = 0; from < events.length; ) {
      const host = hostOf(events[from]!);
      let to = from;
      while (to < events.length && hostOf(events[to]!) === host) to++;
      const inputs = events.slice(from, to).map((event) => this.#inputOf(event));
      await this.#step(host, this.now, inputs);
      from = to;
    }
  }

  #inputOf(event: LinkEvent): HostInput {
    if (event.kind === "room") return { kind: "room", bytes: event.bytes };
    const { message, carries } = this.#parcels.arrive(event.parcel.id);
    return { kind: "message", message, parcel: event.parcel.id, carries };
  }

  async #effect(step: StoreStep): Promise<void> {
    const what = this.#store.effect(step);
    if (!what) return;
    const { host, operation } = step;
    await this.hosts[host].perform(operation);
    this.file.tookEffect(what);
    this.fate.tookEffect(what);
    this.#note(host, "effect", { operation, what: what.kind });
  }

  async #storeAnswer(step: StoreStep): Promise<void> {
    const what = this.#store.answer(step);
    if (!what) return;
    this.file.answered(step.host, what);
    await this.#step(step.host, this.now, [{ kind: "storeAnswered", operation: step.operation }]);
  }

  async #fault(fault: Fault): Promise<void> {
    this.#note("lab", fault.kind, { ...fault });
    switch (fault.kind) {
      case "cutLink":
        return this.#cut();
      case "healLink":
        this.link.heal(this.now);
        this.link.restore(this.now);
        return this.ledger.beat("heal", this.now);
      case "slowLink":
        return this.link.slow(fault, this.now);
      case "loseMessages":
        return this.link.loseNext(fault.count);
      case "slowDatastore":
        return this.service.slow(fault);
      case "stopDatastore":
        this.service.stop();
        this.#store.stop();
        return this.ledger.beat("datastore stops", this.now);
      case "crashSource":
        return this.#crash("source");
      case "crashDestination":
        return this.#crash("destination");
      case "healDatastore":
        this.service.heal(this.now);
        this.service.restore();
        return this.ledger.beat("datastore heals", this.now);
    }
  }

  /** The host stops dead: its guest, its timers, what it had queued. What has left it still arrives. */
  async #crash(host: HostName): Promise<void> {
    if (this.fate.crashed.has(host)) return;
    this.fate.crashed.add(host);
    this.known[host].guest = "absent";
    this.witness.heldAt(host);
    for (const parcel of this.link.loseQueue(directionFrom(host), this.now)) this.#lose(parcel);
    this.ledger.beat(`${host} crashes`, this.now);
    this.ledger.disturb();
    await this.#endUnconfirmed();
  }

  #cut(): void {
    if (!this.link.whole) return;
    const lost = this.link.cut(this.now);
    const pagesLost = lost.reduce((count, { id }) => count + this.#parcels.pagesOf(id).length, 0);
    for (const parcel of lost) this.#lose(parcel);
    this.cutAt = { at: this.now, pagesLost };
    this.ledger.beat("cut", this.now);
  }

  #lose({ id }: Parcel): void {
    const message = this.#parcels.lose(id);
    if (message) this.fate.lost(message);
    this.#note("lab", "lost", { parcel: id });
  }

  /** Grants `host` the time up to `until` and hands over inputs there. Returns whether it got that far. */
  async #step(host: HostName, until: Tick, inputs: readonly HostInput[]): Promise<boolean> {
    if (this.fate.crashed.has(host)) return true;
    const forget = this.#parcels.takeForgotten(host);
    const answer = await this.hosts[host].step({ until, inputs, forget });
    if (!answer.reached && inputs.length > 0)
      throw new Error("A guest stopped before the tick up to which it had run already.");
    await this.#take(host, answer);
    return answer.reached;
  }

  async #take(host: HostName, answer: HostAnswer): Promise<void> {
    const { guest, cycle, retired, slept, tick, printed, unfinishedLine } = answer;
    const known = this.known[host];
    Object.assign(known, { guest, cycle, retired, slept, ranUntil: tick });
    this.now = tick;
    known.unfinishedLine = unfinishedLine;
    for (const line of printed) {
      this.#lines += line.text;
      this.trace.add({ tick: line.tick, who: host, kind: "printed", text: line.text });
    }
    for (const output of answer.outputs) await this.#do(host, output);
    if (guest !== "absent") this.witness.follow(cycle);
  }

  async #do(host: HostName, output: HostOutput): Promise<void> {
    this.ledger.note(host, output, this.now);
    const detail = traceDetail(output);
    if (detail) this.#note(host, output.kind, detail);
    switch (output.kind) {
      case "send":
        return this.#send(output.parcel, output.message);
      case "awaitRoom":
        return this.link.awaitRoom(directionFrom(host), output.bytes, this.now);
      case "store":
        return this.#issue(host, output);
      case "deadline":
        return this.#deadline(host, output.name, output.at);
      case "phase":
        return this.faults.phaseBegan(output.phase, this.now);
      case "round":
        return this.faults.roundBegan(output.round, this.now);
      case "path":
        if (output.path === "link") this.known[host].linkUp = output.up;
        return;
      case "stun":
        this.witness.heldAt(host);
        return this.witness.rememberPages();
      case "resume":
        return this.#resumed(host);
      case "delivered":
        return this.witness.typed(output);
      case "applied":
        this.fate.applied(output);
        return this.#applied(output.refused);
      case "free":
        return this.#freed(host);
      case "whole":
        return this.#whole();
      case "ended":
        return this.compare();
    }
  }

  #send(parcel: Parcel, message: Message): void {
    this.#parcels.send(parcel, message);
    this.fate.sent(message);
    if (!this.link.whole) this.#lose(parcel);
    else if (!this.link.send(parcel, this.now)) this.fate.lost(message);
  }

  #issue(host: HostName, { operation, what, bytes }: HostOutput & { kind: "store" }): void {
    if (!this.service.reachable) return;
    const { effectAt, answerAt } = this.service.issue(bytes, this.now);
    const [effect, answer] = this.#store.issue(host, operation, what);
    this.file.issued(what);
    this.#queue.push(effectAt, effect);
    this.#queue.push(answerAt, answer);
  }

  #deadline(host: HostName, name: DeadlineName, at: Tick | null): void {
    const key = `${host} ${name}`;
    const standing = this.#deadlines.get(key);
    if (standing !== undefined) this.#queue.remove(standing);
    this.#deadlines.delete(key);
    if (at !== null) this.#deadlines.set(key, this.#queue.push(at, { kind: "deadline", host, name }));
  }

  async #resumed(host: HostName): Promise<void> {
    this.witness.resumesAt(host);
    if (this.fate.owner.owner !== host)
      this.witness.violated(`The guest was resumed at the ${host}, which does not own it.`);
    if (host === "destination") await this.witness.comparePages();
    for (const bytes of this.#typedWhileHeld.splice(0))
      await this.#step(host, this.now, [{ kind: "typed", bytes }]);
  }

  #applied(refused: number): void {
    if (this.ledger.resumedAt === null || refused === 0) return;
    if (!this.ledger.disturbed)
      this.witness.violated("A page came twice after the switchover although nothing failed.");
  }

  /** The guest is whole at the destination. */
  async #whole(): Promise<void> {
    this.#isWhole = true;
    await this.#endUnconfirmed();
  }

  /** A source that crashed cannot confirm that the guest has moved; that it is whole is enough. */
  async #endUnconfirmed(): Promise<void> {
    if (!this.#isWhole || this.ledger.how !== null || !this.fate.crashed.has("source")) return;
    this.ledger.end("moved", "", this.now);
    await this.compare();
  }

  async #freed(host: HostName): Promise<void> {
    if (host !== "source") return;
    const hashes = await this.hosts.destination.pageHashes();
    if (hashes.includes(0n))
      this.witness.violated("The source gave its memory back before the destination had every page.");
  }

  #note(who: HostName | "lab", kind: string, detail: Record<string, unknown>): void {
    this.trace.add({ ...detail, tick: this.now, who, kind });
  }
}

function known(guest: GuestState): Known {
  return {
    guest,
    cycle: 0,
    retired: 0,
    slept: 0,
    unfinishedLine: "",
    ranUntil: 0,
    linkUp: true,
  };
}

function nothingPressed(): Record<ActionName, Tick | null> {
  return Object.fromEntries(ACTION_NAMES.map((name) => [name, null])) as Record<ActionName, Tick | null>;
}

function directionFrom(host: HostName) {
  return host === "source" ? "toDestination" : "toSource";
}

/** The host that a link event concerns: the receiver of a message, the sender that waits for room. */
function hostOf(event: LinkEvent): HostName {
  const receiver = (direction: Parcel["direction"]) => (direction === "toSource" ? "source" : "destination");
  return event.kind === "arrived" ? receiver(event.parcel.direction) : OTHER[receiver(event.direction)];
}
