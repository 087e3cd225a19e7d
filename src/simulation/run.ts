import { Client, type ClientState } from "../client/client.ts";
import { Keeper, type Kept } from "../clock/keeper.ts";
import { EventQueue, type QueueState } from "../clock/queue.ts";
import { Random } from "../clock/random.ts";
import type { Tick } from "../clock/tick.ts";
import { DatastoreService, type ServiceState } from "../datastore/service.ts";
import type { HostName, HostPort } from "../host/port.ts";
import { PAGE_BYTES } from "../machine/layout.ts";
import type { DeadlineName } from "../migration/input.ts";
import { Link, type LinkState, type Parcel } from "../network/link.ts";
import { ramBytesOf, type Scenario } from "../scenario/scenario.ts";
import type { TraceDetail } from "../trace/event.ts";
import { Trace } from "../trace/trace.ts";
import { Census, type CensusState } from "./parts/census.ts";
import { clientSettingsOf } from "./parts/client-settings.ts";
import { consoleText } from "./parts/console.ts";
import { FaultSchedule, type FaultScheduleState } from "./parts/fault-schedule.ts";
import { FileTracker, type FileTrackerState } from "./parts/file-tracker.ts";
import { Parcels, type ParcelsState } from "./parts/in-flight.ts";
import { InputAccount, type InputAccountState } from "./parts/input-account.ts";
import { Witness, type WitnessState } from "./parts/invariant-checker.ts";
import type { LossReason } from "./parts/loss-reason.ts";
import type { Outcome } from "./parts/outcome.ts";
import { Fate, type FateState } from "./parts/recoverability.ts";
import { openRunState, type RunState } from "./parts/run-state.ts";
import { Ledger } from "./parts/statistics.ts";
import { StoreWatch } from "./parts/store-changes.ts";
import { type StoreStep, StoreTraffic, type StoreTrafficState } from "./parts/store-scheduler.ts";

/** What waits in the event queue. */
export type SimulationEvent =
  | { readonly kind: "migrate" }
  | { readonly kind: "type"; readonly bytes: Uint8Array }
  | { readonly kind: "deadline"; readonly host: HostName; readonly name: DeadlineName }
  /** The datastore gives the image to an HA-style restart, unless it has stopped since. */
  | { readonly kind: "restart"; readonly stops: number }
  | StoreStep;

/** Everything that a run knows in this thread and that changes in place, as plain data. */
interface Changing {
  readonly state: RunState;
  readonly ledger: object;
  readonly inputs: InputAccountState;
  readonly queue: QueueState<SimulationEvent>;
  readonly link: LinkState;
  readonly client: Omit<ClientState, "recent">;
  readonly forgotten: ParcelsState["forgotten"];
  readonly service: ServiceState;
  readonly store: StoreTrafficState;
  readonly file: FileTrackerState;
  readonly fate: FateState;
  readonly census: CensusState;
  readonly witness: WitnessState;
  readonly faults: FaultScheduleState;
}

/** What it knows beside that, in lists of things that never change. */
interface Fixed {
  readonly sent: ParcelsState["sent"];
  readonly recent: ClientState["recent"];
}

/** What a run knew in this thread at a moment: a checkpoint, together with what its hosts remember. */
export interface RunSnapshot {
  readonly kept: Kept<Changing, Fixed>;
  /** How many events its trace had. */
  readonly eventCount: number;
}

/** The parts of a run and what can be said of them at the present tick. The simulation drives them. */
export class RunParts {
  readonly scenario: Scenario;
  readonly hosts: Record<HostName, HostPort>;
  readonly trace = new Trace();
  readonly ledger = new Ledger();
  readonly inputs = new InputAccount();
  readonly link: Link;
  readonly client: Client;
  readonly service: DatastoreService;
  readonly file: FileTracker;
  readonly witness: Witness;
  readonly faults: FaultSchedule;
  readonly fate = new Fate({ owner: "source", epoch: 1 });
  readonly store: StoreTraffic;
  protected readonly queue = new EventQueue<SimulationEvent>();
  readonly parcels = new Parcels();
  /** What was written to the datastore since a timeline looked. */
  readonly storeWatch: StoreWatch;
  readonly census: Census;
  state = openRunState();
  readonly #snapshots = new Keeper<Changing, Fixed>();

  constructor(scenario: Scenario, hosts: Record<HostName, HostPort>) {
    const { chunks, chunkKiB } = scenario.file;
    const random = Random.seeded(scenario.seed);
    this.scenario = scenario;
    this.hosts = hosts;
    this.link = new Link(scenario.link, random.fork("link"));
    this.client = new Client(clientSettingsOf(scenario), random.fork("client"));
    this.service = new DatastoreService(scenario.datastore);
    const settings = {
      conflicts: scenario.datastore.reservationConflicts,
      recordTakesTime: scenario.migration.stopRule !== "qemu",
    };
    this.store = new StoreTraffic(this.service, settings, random.fork("reservations"));
    this.census = new Census(ramBytesOf(scenario) / PAGE_BYTES);
    this.file = new FileTracker(chunks, chunkKiB * 1024, (page) => this.census.isLacking(page));
    this.storeWatch = new StoreWatch(chunks);
    this.witness = new Witness(hosts);
    this.faults = new FaultSchedule(scenario.faults);
  }

  get now(): Tick {
    return this.state.now;
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

  /** Whether the guest has shut down and no migration is active: nothing can happen any more. */
  get isOver(): boolean {
    const isMigrating =
      this.ledger.startedAt !== null && this.ledger.endedAt === null && this.restart === null;
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
    return (["source", "destination"] as const).find((host) => !this.fate.crashed.has(host)) ?? null;
  }

  /** The report's outcome, were the run to end now. */
  get outcome(): Outcome {
    const { how, phase, disturbed } = this.ledger;
    if (this.lossReason !== null) return "lost";
    if (how === "moved") return disturbed ? "recovered" : "completed";
    const isBeforeStun = phase === null || phase === "setup" || phase === "preCopy";
    return how === "continued" || isBeforeStun ? "continued-on-source" : "held";
  }

  /** Why no future without faults can make the guest whole, or null. A restart brings nothing of it back. */
  get lossReason(): LossReason | null {
    if (this.restart) return this.restart.lossReason;
    return this.fate.lossReason(this.ledger.how === "moved", () => this.coming());
  }

  /** The owed pages that have left the source and not been lost, on the link and in the file. */
  coming(): number[] {
    const onLink = this.inFlight().filter(({ parcel }) => this.fate.carriesOwed(parcel.id));
    return [...onLink.flatMap(({ pages }) => pages), ...this.file.pagesInside()];
  }

  /** Notes when the guest was lost: no time of the run goes on after that. */
  protected noteLoss(): void {
    if (this.state.lostAt !== null || this.lossReason === null) return;
    this.state.lostAt = this.now;
    this.ledger.lose(this.now);
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

  /** A parcel will not arrive any more. */
  lose({ id }: Parcel): void {
    this.census.leftLink(this.parcels.pagesOf(id));
    const message = this.parcels.lose(id);
    if (message) this.fate.lost(message);
    this.note("lab", { kind: "lost", parcel: id });
  }

  /** Writes into the trace. */
  note(who: HostName | "lab", detail: TraceDetail): void {
    this.trace.add({ tick: this.now, who, ...detail });
  }

  /**
   * Keeps the present moment under a number, here and in the hosts. Returns it and the bytes of all moments; null where a
   * host would have to keep far more than `most` bytes for it.
   */
  async remember(
    moment: number,
    most = Number.POSITIVE_INFINITY,
  ): Promise<{ readonly snapshot: RunSnapshot | null; readonly bytes: number }> {
    await this.witness.atRest();
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

  /** Goes to a moment that was kept. The datastore's contents are the caller's to put back. */
  async recall(moment: number, snapshot: RunSnapshot, era: number): Promise<void> {
    await this.witness.atRest();
    const { source, destination } = this.hosts;
    await Promise.all([source.recall(moment, era), destination.recall(moment, era)]);
    this.#recall(snapshot);
  }

  #snapshot(): RunSnapshot {
    const { recent, ...client } = this.client.state;
    const { sent, forgotten } = this.parcels.state;
    const changing = {
      state: this.state,
      ledger: { ...this.ledger } as object,
      inputs: this.inputs.state,
      queue: this.queue.state,
      link: this.link.state,
      client,
      forgotten,
      service: this.service.state,
      store: this.store.state,
      file: this.file.state,
      fate: this.fate.state,
      census: this.census.state,
      witness: this.witness.state,
      faults: this.faults.state,
    };
    const kept = this.#snapshots.keep(changing, { sent: new Map(sent), recent: [...recent] });
    return { kept, eventCount: this.trace.count };
  }

  #recall({ kept, eventCount }: RunSnapshot): void {
    const { sent, recent } = kept.shared;
    const changing = this.#snapshots.copyOf(kept);
    const { state, ledger, inputs, queue, link, client, forgotten } = changing;
    const { service, store, file, fate, census, witness, faults } = changing;
    this.state = state;
    Object.assign(this.ledger, ledger);
    this.inputs.state = inputs;
    this.queue.state = queue;
    this.link.state = link;
    this.client.state = { ...client, recent: [...recent] };
    this.parcels.state = { sent: new Map(sent), forgotten };
    this.service.state = service;
    this.store.state = store;
    this.file.state = file;
    this.fate.state = fate;
    this.census.state = census;
    this.witness.state = witness;
    this.faults.state = faults;
    this.trace.rewind(eventCount);
  }
}
