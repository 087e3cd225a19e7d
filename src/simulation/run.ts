/**
 * The whole of a run as data: its parts, what can be said of them now, and how to keep and restore a moment. The
 * event loop (`simulation.ts`) and the driver of the hosts (`host-driver.ts`) change it; `src/report` and
 * `src/timeline` read it. Whatever a run remembers must be in a part's `state` or `lists`, or going back would not
 * restore it.
 */

import { Client } from "../client/client.ts";
import { Keeper, type Kept } from "../clock/keeper.ts";
import { EventQueue } from "../clock/queue.ts";
import { Random } from "../clock/random.ts";
import type { Tick } from "../clock/tick.ts";
import { DatastoreService } from "../datastore/service.ts";
import type { HostPort } from "../host/port.ts";
import type { DeadlineName } from "../migration/input.ts";
import { Link, type Parcel } from "../network/link.ts";
import type { HostName, Place, Places } from "../place/place.ts";
import { scenarioOf } from "../scenario/again.ts";
import { pagesOf } from "../scenario/derived.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { TraceDetail } from "../trace/event.ts";
import { Trace } from "../trace/trace.ts";
import { Census } from "./parts/census.ts";
import { clientSettingsOf } from "./parts/client-settings.ts";
import { consoleText } from "./parts/console.ts";
import { FaultSchedule } from "./parts/fault-schedule.ts";
import { FileTracker } from "./parts/file-tracker.ts";
import { InFlightMessages } from "./parts/in-flight.ts";
import { InputAccount } from "./parts/input-account.ts";
import { InvariantChecker } from "./parts/invariant-checker.ts";
import type { LossReason } from "./parts/loss-reason.ts";
import type { MigrationRecord } from "./parts/migration-record.ts";
import type { Outcome } from "./parts/outcome.ts";
import { Recoverability } from "./parts/recoverability.ts";
import { beginAgain, hostOfGuest, openRunState, type RunState } from "./parts/run-state.ts";
import { MigrationStatistics } from "./parts/statistics.ts";
import { StoreWatch } from "./parts/store-changes.ts";
import { StoreScheduler, type StoreStep } from "./parts/store-scheduler.ts";

/**
 * What waits in the event queue. Events that were put off or prevented stay in the queue; whoever takes one out
 * checks that it is still due.
 */
export type SimulationEvent =
  | { readonly kind: "migrate" }
  /** The next migration is due, unless another was begun since. */
  | { readonly kind: "again"; readonly migration: number }
  | { readonly kind: "type"; readonly bytes: Uint8Array }
  | { readonly kind: "deadline"; readonly host: HostName; readonly name: DeadlineName }
  /** The datastore gives the image to an HA-style restart, unless it has stopped since. */
  | { readonly kind: "restart"; readonly stops: number }
  | StoreStep;

/**
 * A part of a run that remembers something: plain data that changes in place, and lists of things that never change.
 */
interface Part {
  state: object;
  /** Kept as it is, and copied no deeper than the list itself. */
  lists?: object;
}

/** The names of the run's fields that are parts. */
type PartName = {
  [Name in keyof Run]: Run[Name] extends { state: object } ? Name : never;
}[keyof Run];

/** All of them: what is missing here would be forgotten by every moment, so it does not compile. */
const PARTS: Readonly<Record<PartName, true>> = {
  statistics: true,
  inputs: true,
  link: true,
  client: true,
  service: true,
  file: true,
  invariants: true,
  faults: true,
  recoverability: true,
  store: true,
  queue: true,
  parcels: true,
  census: true,
};

/** The epoch of the owner record that a datastore is formatted with. */
const FIRST_EPOCH = 1;

/** What a run knew in this thread at a moment: a checkpoint, together with what its hosts remember. */
export interface RunSnapshot {
  readonly kept: Kept<Record<string, object>, Record<string, object>>;
  /** How many events its trace had. */
  readonly eventCount: number;
}

/**
 * The parts of a run, and what can be said of them at the present tick. It decides nothing: the simulation drives it,
 * and reports and frames are made of it.
 */
export class Run {
  readonly scenario: Scenario;
  readonly machines: Readonly<Record<Place, HostPort>>;
  readonly trace = new Trace();
  readonly statistics = new MigrationStatistics();
  readonly inputs = new InputAccount();
  readonly link: Link;
  readonly client: Client;
  readonly service: DatastoreService;
  readonly file: FileTracker;
  readonly invariants: InvariantChecker;
  readonly faults: FaultSchedule;
  readonly recoverability = new Recoverability({ owner: "source", epoch: FIRST_EPOCH });
  readonly store: StoreScheduler;
  readonly queue = new EventQueue<SimulationEvent>();
  readonly parcels = new InFlightMessages();
  /** What was written to the datastore since a timeline looked. */
  readonly storeWatch: StoreWatch;
  readonly census: Census;
  state: RunState;
  /** The migrations that are over and have been followed by another, in their order. A record never changes. */
  lists: MigrationRecord[] = [];
  #present: { readonly number: number; readonly scenario: Scenario };
  readonly #snapshots = new Keeper<Record<string, object>, Record<string, object>>();

  constructor(scenario: Scenario, machines: Record<Place, HostPort>) {
    const { chunks, chunkKiB } = scenario.file;
    // Each part draws from a stream of its own, so that one more message on the link changes nothing at the client.
    const random = Random.seeded(scenario.seed);
    this.scenario = scenario;
    this.state = openRunState(scenario);
    this.machines = machines;
    this.#present = { number: 1, scenario };
    this.link = new Link(scenario.link, random.fork("link"));
    this.client = new Client(clientSettingsOf(scenario), random.fork("client"));
    this.service = new DatastoreService(scenario.datastore);
    const settings = {
      conflicts: scenario.datastore.reservationConflicts,
      recordTakesTime: () => this.present.migration.stopRule !== "qemu",
    };
    this.store = new StoreScheduler(this.service, settings, random.fork("reservations"));
    this.census = new Census(pagesOf(scenario));
    this.file = new FileTracker(chunks, chunkKiB * 1024, (page) => this.census.isLacking(page));
    this.storeWatch = new StoreWatch(chunks);
    this.invariants = new InvariantChecker(machines, () => this.places);
    this.faults = new FaultSchedule(scenario.faults);
  }

  get now(): Tick {
    return this.state.now;
  }

  /** The scenario as the present migration goes by it. */
  get present(): Scenario {
    const number = this.state.migration;
    if (this.#present.number !== number)
      this.#present = { number, scenario: scenarioOf(this.scenario, number) };
    return this.#present.scenario;
  }

  /** The machines by their roles in the present migration. */
  get hosts(): Record<HostName, HostPort> {
    const { source, destination } = this.places;
    return { source: this.machines[source], destination: this.machines[destination] };
  }

  /** Which machine has which role now. */
  get places(): Places {
    return this.state.places;
  }

  get verdict(): RunState["verdict"] {
    return this.state.verdict;
  }

  get cutAt(): RunState["cutAt"] {
    return this.state.cutAt;
  }

  get pressed(): RunState["pressed"] {
    return this.state.pressed;
  }

  get known(): RunState["known"] {
    return this.state.known;
  }

  /** Where and when the guest shut itself down, or null. */
  get shutDown(): RunState["shutDown"] {
    return this.state.shutDown;
  }

  /** The HA-style restart, where one was asked for. */
  get restart(): RunState["restart"] {
    return this.state.restart;
  }

  /**
   * Whether the guest has shut down and no migration is active: nothing can happen any more. A guest that shut itself
   * down during a migration is still moved: the migration goes on to its end.
   */
  get isOver(): boolean {
    const isMigrating =
      this.statistics.startedAt !== null && this.statistics.endedAt === null && this.restart === null;
    const off = this.known.source.guest === "off" || this.known.destination.guest === "off";
    return off && !isMigrating;
  }

  /** What the guest printed, wherever it ran. */
  get console(): string {
    return consoleText(this.state.console);
  }

  /** Bytes that are to be typed later. */
  typedLater(): number {
    return this.queue.state.heap.reduce(
      (sum, { item }) => sum + (item.kind === "type" ? item.bytes.length : 0),
      0,
    );
  }

  /** The host whose guest runs, or null. */
  get runner(): HostName | null {
    if (this.known.source.guest === "running") return "source";
    return this.known.destination.guest === "running" ? "destination" : null;
  }

  /** The host on which an HA-style restart can be asked for now: one that lives after the guest was lost, or null. */
  get restartHost(): HostName | null {
    if (this.lossReason === null || this.restart !== null || !this.service.reachable) return null;
    return (
      (["source", "destination"] as const).find((host) => !this.recoverability.crashed.has(host)) ?? null
    );
  }

  /**
   * The host from which the guest can be moved again now: the last migration is over, or a new guest was booted in the
   * place of a lost one, and the guest runs. Null while that is not so.
   */
  get nextSource(): HostName | null {
    const isOver = this.statistics.endedAt !== null || this.restart?.at != null;
    if (!isOver || (this.lossReason !== null && this.restart?.at == null)) return null;
    return hostOfGuest(this.known);
  }

  /** Begins the next migration in all parts: `record` is what is known of the last one. */
  begin(from: HostName, record: MigrationRecord): void {
    const isOther = from === "destination";
    this.lists.push(record);
    this.link.renew(isOther, this.now);
    beginAgain(this.state, isOther);
    if (isOther) this.inputs.turn();
    for (const each of [
      this.statistics,
      this.census,
      this.file,
      this.recoverability,
      this.invariants,
      this.faults,
    ])
      each.begin();
  }

  /** The report's outcome, were the run to end now. */
  get outcome(): Outcome {
    const { how, phase, disturbed } = this.statistics;
    if (this.lossReason !== null) return "lost";
    if (how === "moved") return disturbed ? "recovered" : "completed";
    const isBeforeStun = phase === null || phase === "setup" || phase === "preCopy";
    return how === "continued" || isBeforeStun ? "continued-on-source" : "held";
  }

  /**
   * Why no future without faults can make the guest whole, or null. A restart brings nothing of it back. It is asked
   * anew at every event rather than noted where something breaks: whether a page can still come depends on what is on
   * the link and in the file at that moment.
   */
  get lossReason(): LossReason | null {
    if (this.restart) return this.restart.lossReason;
    return this.recoverability.lossReason(this.statistics.how === "moved", () => this.coming());
  }

  /**
   * The owed pages that have left the source and not been lost, on the link and in the file. Parcels from before the
   * checkpoint do not count, since they may carry older versions.
   */
  coming(): number[] {
    const onLink = this.inFlight().filter(({ parcel }) => this.recoverability.carriesOwed(parcel.id));
    return [...onLink.flatMap(({ pages }) => pages), ...this.file.pagesInside()];
  }

  /**
   * Notes when the guest was lost: no time of the run goes on after that. Called after every event, so that the loss
   * has the tick of what caused it.
   */
  noteLoss(): void {
    if (this.state.lostAt !== null || this.lossReason === null) return;
    this.state.lostAt = this.now;
    this.statistics.lose(this.now);
    this.client.guestLost(this.now);
  }

  /** When the guest was lost, or null. */
  get lostAt(): Tick | null {
    return this.state.lostAt;
  }

  /** Up to when the run's times count: now, or when its guest was lost. */
  get countsUntil(): Tick {
    return this.state.lostAt ?? this.now;
  }

  /** What is on the link now, with the pages that each parcel carries. */
  inFlight() {
    return this.link
      .inFlight(this.now)
      .map((each) => ({ ...each, pages: this.parcels.pagesOf(each.parcel.id) }));
  }

  /** The guest's pages on the link now, each once. */
  pagesOnLink(): Set<number> {
    const pages = new Set<number>();
    for (const each of this.inFlight())
      if (each.parcel.direction === "toDestination") for (const page of each.pages) pages.add(page);
    return pages;
  }

  /**
   * A parcel will not arrive any more. Census and recoverability are told first, as long as the message's pages are
   * known.
   */
  lose({ id }: Parcel): void {
    this.census.leftLink(this.parcels.pagesOf(id));
    const message = this.parcels.lose(id);
    if (message) this.recoverability.lost(message);
    this.note("lab", { kind: "lost", parcel: id });
  }

  /** Writes into the trace, which knows the machines by their names. */
  note(who: HostName | "lab", detail: TraceDetail): void {
    this.trace.add({ tick: this.now, who: this.nameOf(who), ...detail });
  }

  /** Who is meant by a role now. */
  nameOf(who: HostName | "lab"): Place | "lab" {
    return who === "lab" ? who : this.places[who];
  }

  /**
   * Keeps the present moment under a number, here and in the hosts. Returns it and the bytes of all moments; null
   * where a host would have to keep far more than `most` bytes for it.
   */
  async remember(
    moment: number,
    most = Number.POSITIVE_INFINITY,
  ): Promise<{ readonly snapshot: RunSnapshot | null; readonly bytes: number }> {
    await this.invariants.atRest();
    const { source, destination } = this.hosts;
    const kept = await Promise.all([
      source.remember(moment, this.parcels.carriedTo("source"), most),
      destination.remember(moment, this.parcels.carriedTo("destination"), most),
    ]);
    if (kept.every(({ isKept }) => isKept)) {
      const snapshot = this.#snapshot();
      return { snapshot, bytes: kept[0].bytes + kept[1].bytes + this.#snapshots.bytes };
    }
    const bytes = await Promise.all([source.forgetMoments([moment]), destination.forgetMoments([moment])]);
    return { snapshot: null, bytes: bytes[0] + bytes[1] + this.#snapshots.bytes };
  }

  /** Lets moments go; returns the bytes of all that are still kept. */
  async forget(
    moments: readonly { readonly number: number; readonly snapshot: RunSnapshot }[],
  ): Promise<number> {
    const { source, destination } = this.hosts;
    const numbers = moments.map(({ number }) => number);
    const bytes = await Promise.all([source.forgetMoments(numbers), destination.forgetMoments(numbers)]);
    for (const { snapshot } of moments) this.#snapshots.drop(snapshot.kept);
    return bytes[0] + bytes[1] + this.#snapshots.bytes;
  }

  /**
   * Goes to a moment that was kept. The datastore's contents are the caller's to put back. Both hosts go back before
   * this thread does; bytes that were sent in the future that is left are of another era.
   */
  async recall(moment: number, snapshot: RunSnapshot, era: number): Promise<void> {
    await this.invariants.atRest();
    const { source, destination } = this.hosts;
    await Promise.all([source.recall(moment, era), destination.recall(moment, era)]);
    this.#recall(snapshot);
  }

  /** All that remembers something: the run itself, and its parts. */
  #parts(): ReadonlyMap<string, Part> {
    const names = Object.keys(PARTS) as PartName[];
    return new Map<string, Part>([["run", this], ...names.map((name) => [name, this[name]] as const)]);
  }

  /**
   * The `Keeper` keeps states as differences from the moment before; lists hold objects that never change, and are
   * shared.
   */
  #snapshot(): RunSnapshot {
    const parts = [...this.#parts()];
    const states = Object.fromEntries(parts.map(([name, { state }]) => [name, state]));
    const lists = Object.fromEntries(
      parts.flatMap(([name, part]) => (part.lists ? [[name, copyOfList(part.lists)]] : [])),
    );
    return { kept: this.#snapshots.keep(states, lists), eventCount: this.trace.count };
  }

  #recall({ kept, eventCount }: RunSnapshot): void {
    const states = this.#snapshots.copyOf(kept);
    for (const [name, part] of this.#parts()) {
      part.state = states[name]!;
      const list = kept.shared[name];
      if (list) part.lists = copyOfList(list);
    }
    this.trace.rewind(eventCount);
  }
}

/** A list of its own with the same things in it. */
function copyOfList(list: object): object {
  return list instanceof Map ? new Map(list) : [...(list as readonly unknown[])];
}
