/**
 * The event loop of a run. Everybody drives a run through it: the page's session, the command line, the fuzzer and
 * the tests. It owns the order of events at one tick, on which the equality of two runs depends; it reads no clock
 * and takes chance only from the scenario's seed.
 */

import type { ClientEvent } from "../client/client.ts";
import { fromMilliseconds, type Tick } from "../clock/tick.ts";
import type { Ticket } from "../datastore/service.ts";
import type { HostInput, HostPort } from "../host/port.ts";
import type { DeadlineName } from "../migration/input.ts";
import type { LinkEvent } from "../network/link.ts";
import type { HostName, Place } from "../place/place.ts";
import { type Action, deedOf, isArmed, isDisarm } from "../scenario/action.ts";
import { conditionsAtStart } from "../scenario/conditions.ts";
import type { Deed, Fault } from "../scenario/fault.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { bytesOf } from "../text/utf8.ts";
import { applyFault } from "./faults.ts";
import { HostDriver } from "./host-driver.ts";
import { loseInputs } from "./input-end.ts";
import { portOfGuest, whyUnheard } from "./input-routes.ts";
import { directionFrom, opposite, runsByHost } from "./parts/link-events.ts";
import type { StoreStep } from "./parts/store-scheduler.ts";
import { Run, type SimulationEvent } from "./run.ts";
import { arm, cancelMigration, disarm, noteDeed, setDirtyRate } from "./told.ts";

/** Typed bytes that may wait for a guest to read them: more than anybody types by hand while it does not. In bytes. */
const MOST_TYPED = 16_384;

/**
 * The one event loop: two hosts, the link, the datastore's timing, faults and actions along virtual time. A run is a
 * function of the scenario and the actions with their ticks; how finely `advance` is called changes nothing.
 *
 * The guest runs ahead only to the next tick at which anything is due, so nothing ever comes to a guest in its past.
 */
export class Simulation {
  /** What is known of the run now. */
  readonly run: Run;
  readonly #driver: HostDriver;

  /** `startsItself` false leaves the start of the migration to `act`. */
  constructor(scenario: Scenario, machines: Record<Place, HostPort>, startsItself = true) {
    this.run = new Run(scenario, machines);
    this.#driver = new HostDriver(this.run);
    const { queue } = this.run;
    if (startsItself) queue.push(fromMilliseconds(scenario.migration.startMs), { kind: "migrate" });
    for (const { atMs, text } of scenario.guest.input)
      queue.push(fromMilliseconds(atMs), { kind: "type", bytes: bytesOf(text) });
  }

  /**
   * Runs everything due at or before `until`, and the guest up to it. Where `stop` says so, it ends after the tick at
   * which it said so first; it is asked whenever something has happened, and at the latest when the guest has retired
   * as many instructions as `least` says.
   */
  async advance(until: Tick, stop?: () => boolean, least?: () => number): Promise<void> {
    while (!this.run.isOver) {
      const tick = this.#nextTick();
      const target = tick === null || tick > until ? until : tick;
      if (await this.#runGuest(target, least?.())) {
        this.run.state.now = target;
        if (tick === null || tick > until) return;
        await this.#happen(target);
      }
      // The rest of this tick happens too: a run that ends inside a tick would not be the one that went on.
      if (stop?.()) return this.advance(this.run.now);
    }
  }

  /**
   * Runs until the guest has retired one instruction, wherever it is, but not beyond `until`. Everything that is due
   * on the way happens, so that stepping by instructions leads through the same run.
   */
  async retireOne(until: Tick): Promise<void> {
    const retired = () => this.run.known.source.retired + this.run.known.destination.retired;
    const before = retired();
    while (!this.run.isOver && retired() === before) {
      const tick = this.#nextTick();
      const target = tick === null || tick > until ? until : tick;
      if (!(await this.#runGuest(target, 1))) continue;
      this.run.state.now = target;
      if (tick === null || tick > until) return;
      await this.#happen(target);
    }
  }

  /** Makes the comparison of guest and twin, wherever the guest is whole. */
  compare(): Promise<void> {
    return this.#driver.compare();
  }

  /**
   * Does what the learner did, at the present tick, after everything else of that tick. The tick at which it was
   * pressed is part of the experiment: done again at that tick, after the same events, it has the same effect.
   */
  async act(action: Action): Promise<void> {
    if (isArmed(action)) return arm(this.run, action as Fault);
    if (isDisarm(action)) return disarm(this.run, action.deed);
    if (action === "migrate" || action === "restart") this.run.state.pressed[action] = this.run.now;
    if (action === "migrate") await this.#migrate("learner");
    else if (action === "restart") await this.#askRestart();
    else await this.#fault(deedOf(action), "learner");
    this.run.noteLoss();
  }

  /**
   * Keys for the guest, at the present tick, as bytes at its console. What the scenario types comes through the queue
   * instead, and is not noted, since the scenario says it.
   */
  async type(bytes: Uint8Array): Promise<void> {
    this.run.note("lab", { kind: "type", bytes: bytes.length });
    await this.#type(bytes);
  }

  /** When something is due next, whoever's it is; never before now, as a part may say a tick that is over. */
  #nextTick(): Tick | null {
    const { faults, queue, client, link } = this.run;
    const ticks = [faults.nextTick(), queue.peekTick(), client.nextTick(), link.nextTick()].filter(
      (tick) => tick !== null,
    );
    return ticks.length > 0 ? Math.max(this.run.now, Math.min(...ticks)) : null;
  }

  /**
   * Lets the guest run to `target`. False where it stopped before: what followed from that was handled. Events that
   * follow from the stop may then be due before `target`.
   */
  async #runGuest(target: Tick, retire?: number): Promise<boolean> {
    const host = this.run.runner;
    if (host === null || this.run.known[host].ranUntil >= target) return true;
    return this.#driver.grant(host, target, [], retire);
  }

  /** What is due first at `now`, after which the guest may be lost. */
  async #happen(now: Tick): Promise<void> {
    await this.#first(now);
    this.run.noteLoss();
  }

  /**
   * Of everything due at `now`: faults first, then the queue's first event, then the client, then the link.
   *
   * One thing at a time: what it leads to at this very tick may come before what is due next in this list. The order
   * itself is arbitrary but fixed. Faults are first so that a cut loses what would arrive at its tick.
   */
  async #first(now: Tick): Promise<void> {
    const planned = this.run.faults.take(now);
    if (planned) return this.#fault(planned.fault, planned.cause);
    if (this.run.queue.peekTick() === now) return this.#event(this.run.queue.pop()!.item);
    const events = this.run.client.advance(now);
    for (const event of events) await this.#clientEvent(event);
    if (events.length === 0) await this.#arrive(this.run.link.advance(now));
  }

  /**
   * A request that comes to a host without the guest is lost. Where the switch does not know the guest's port the
   * request comes to both ports, and the guest gets it once.
   */
  async #clientEvent(event: ClientEvent): Promise<void> {
    const { id, key } = event.request;
    if (event.kind === "wrong") return this.run.invariants.violated({ kind: "wrongAnswer", key, id });
    this.run.inputs.requestArrived(id);
    const host = portOfGuest(this.run, event.ports);
    if (host === null)
      return loseInputs(this.run, "lab", { typed: 0, requests: [id] }, whyUnheard(this.run, event.ports));
    this.run.inputs.requestAt(host, id);
    await this.#driver.grant(host, this.run.now, [{ kind: "request", request: event.request }]);
  }

  async #event(event: SimulationEvent): Promise<void> {
    switch (event.kind) {
      case "migrate":
        return this.#migrate("scenario");
      case "again":
        if (event.migration === this.run.state.migration + 1) await this.#migrate("scenario");
        return;
      case "type":
        return this.#type(event.bytes);
      case "deadline":
        return this.#timer(event);
      case "restart":
        return this.#restart(event.stops);
      case "storeIssue":
        return this.#driver.schedule(this.run.store.issueAgain(event, this.run.now));
      case "storeEffect":
        return this.#effect(event);
      case "storeAnswer":
        return this.#storeAnswer(event);
    }
  }

  /**
   * A timer of a role ran out. What is coming is looked up before the host is called, since its answer may send more.
   */
  async #timer({ host, name }: SimulationEvent & { kind: "deadline" }): Promise<void> {
    this.run.state.deadlines.delete(`${host} ${name}`);
    const coming = this.run.link.oldestSent(opposite(directionFrom(host)), this.run.now) !== null;
    const wasUp = this.run.known[host].linkUp;
    await this.#driver.grant(host, this.run.now, [this.#deadlineOf(host, name, coming)]);
    const declaredDown = wasUp && !this.run.known[host].linkUp;
    if (name === "silence") this.run.invariants.silenceEnded(host, { coming, declaredDown });
  }

  /**
   * Three timers ask for what a real host would estimate: whether anything is still coming, when the oldest message
   * that is on its way was sent, and what became of operations.
   */
  #deadlineOf(host: HostName, name: DeadlineName, coming: boolean): HostInput {
    if (name !== "silence" && name !== "setup" && name !== "store") return { kind: "deadline", name };
    const oldestSent = this.run.link.oldestSent(directionFrom(host), this.run.now);
    return { kind: "deadline", name, seen: { coming, oldestSent, ...this.run.store.tidings(host) } };
  }

  /**
   * A migration begins: the first, or one more away from where the guest is. The twin is forked before the source hears
   * of the first one, so that it is the guest as it was without any.
   */
  async #migrate(cause: "learner" | "scenario"): Promise<void> {
    const isFirst = this.run.statistics.startedAt === null;
    const from = isFirst ? "source" : this.run.nextSource;
    if (from === null) return;
    if (!isFirst) await this.#driver.beginAgain(from);
    const { state, places, statistics, now } = this.run;
    const { source, destination } = places;
    this.run.note("lab", {
      kind: "migrate",
      cause,
      migration: state.migration,
      from: source,
      to: destination,
    });
    statistics.startedAt = now;
    statistics.reach({ kind: "migrate", migration: state.migration, to: destination }, now);
    await this.run.invariants.fork(false, { tick: now, cycle: this.run.known.source.cycle });
    await this.#driver.grant("source", this.run.now, [{ kind: "migrate" }]);
  }

  /** A guest that reads nothing is not typed to without end: what is beyond is lost, and told of. */
  async #type(bytes: Uint8Array): Promise<void> {
    const room = Math.max(0, MOST_TYPED - this.run.inputs.state.typed.open.length);
    const [taken, beyond] = [bytes.subarray(0, room), bytes.length - room];
    this.run.inputs.typed(taken);
    if (beyond > 0) {
      this.run.inputs.typedInVain(beyond, "tooMuchTyped");
      this.run.note("lab", { kind: "typedLost", bytes: beyond, why: "tooMuchTyped" });
    }
    if (taken.length > 0) await this.#driver.giveTyped(taken);
  }

  /**
   * Messages that arrived and rooms that became free. Events of one tick for one host are handed over in one call, in
   * the order in which the link has them.
   */
  async #arrive(events: LinkEvent[]): Promise<void> {
    for (const { host, events: own } of runsByHost(events))
      await this.#driver.grant(
        host,
        this.run.now,
        own.map((event) => this.#inputOf(event)),
      );
  }

  /**
   * Only the message comes from here. Its pages crossed from host to host, and `carries` makes the receiver wait for
   * them.
   */
  #inputOf(event: LinkEvent): HostInput {
    if (event.kind === "room") return { kind: "room", bytes: event.bytes };
    this.run.census.leftLink(this.run.parcels.pagesOf(event.parcel.id));
    const { message, carries } = this.run.parcels.arrive(event.parcel.id);
    return { kind: "message", message, parcel: event.parcel.id, carries };
  }

  /**
   * An operation takes effect on the datastore. It is awaited, so that operations of both hosts take effect one after
   * another in the order of their ticks, however long IndexedDB really takes.
   */
  async #effect(step: StoreStep): Promise<void> {
    const effect = this.run.store.effect(step, this.run.now);
    if (!effect) return;
    const { host, operation } = step;
    if (effect.kind === "conflict") {
      this.run.note(host, { kind: "reservationConflict", operation, again: effect.again !== null });
      return this.#driver.schedule(effect.again ? [effect.again] : []);
    }
    await this.run.hosts[host].perform(operation);
    this.run.file.tookEffect(effect.what);
    this.run.storeWatch.tookEffect(effect.what);
    this.run.recoverability.tookEffect(effect.what);
    this.run.note(host, { kind: "effect", operation, what: effect.what.kind });
  }

  /** The answer comes to the host that asked; a step that was put off since is none. */
  async #storeAnswer(step: StoreStep): Promise<void> {
    const what = this.run.store.answer(step, this.run.now);
    if (!what) return;
    this.run.file.answered(step.host, what);
    await this.#driver.grant(step.host, this.run.now, [{ kind: "storeAnswered", operation: step.operation }]);
  }

  /** A crash of the source may end a migration whose guest is whole at the destination. */
  async #fault(fault: Fault | Deed, cause: "scenario" | "learner"): Promise<void> {
    if (cause === "learner") this.run.state.pressed[fault.kind] = this.run.now;
    noteDeed(this.run, fault, cause);
    if (fault.kind === "setDirtyRate") await setDirtyRate(this.run, this.#driver, fault.pagesPerSecond);
    else if (fault.kind === "cancel") await cancelMigration(this.run, this.#driver);
    else this.#retimed(applyFault(this.run, fault));
    await this.#driver.endUnconfirmed();
  }

  /** The datastore's speed changed, and with it when these operations are done. */
  #retimed(tickets: readonly Ticket[]): void {
    this.#driver.schedule(this.run.store.retimed(tickets));
    const { image, stops } = this.run.store.state;
    if (image && tickets.some(({ number }) => number === image.ticket))
      this.run.queue.push(image.answerAt, { kind: "restart", stops });
  }

  /** Asks the datastore for the image, where a guest was lost and a host lives. It takes an operation's time. */
  async #askRestart(): Promise<void> {
    const host = this.run.restartHost;
    if (host === null) return;
    this.run.note("lab", { kind: "restart", cause: "learner" });
    this.run.state.restart = { host, at: null, lossReason: this.run.lossReason! };
    const readAt = this.run.store.readImage(await this.run.hosts[host].imageBytes(), this.run.now);
    this.run.queue.push(readAt, { kind: "restart", stops: this.run.store.state.stops });
  }

  /** A new guest has the settings that stand in its image, whatever the old one was told or was yet to be told. */
  #beginSettings(): void {
    const { state, scenario } = this.run;
    const { dirtyPagesPerSecond } = conditionsAtStart(scenario);
    state.conditions = { ...state.conditions, dirtyPagesPerSecond };
    state.settingWhileHeld = null;
  }

  /** A new guest boots where the learner asked for it, once the host owns it by compare-and-set. */
  async #restart(stops: number): Promise<void> {
    const restart = this.run.state.restart!;
    // The datastore stopped while it read the image: the restart may be asked for again.
    if (stops !== this.run.store.state.stops) {
      this.run.state.restart = null;
      return;
    }
    // The reading was put off by a change of speed; the event at its new tick is in the queue.
    if (this.run.store.state.image?.answerAt !== this.run.now) return;
    this.run.store.state.image = null;
    restart.at = this.run.now;
    const next = { owner: restart.host, epoch: this.run.recoverability.owner.epoch + 1 };
    const { places, hosts } = this.run;
    const answer = await hosts[restart.host].restart({ ...next, owner: places[restart.host] }, this.run.now);
    this.run.storeWatch.wroteAnything();
    this.run.recoverability.state.owner = next;
    this.run.state.shutDown = null;
    this.run.invariants.resumesAt(restart.host);
    this.run.client.resumed(places[restart.host], this.run.now);
    // A new guest has none of the values that were put, so they are no longer expected of it.
    this.run.client.forgetPuts();
    this.run.state.asked.clear();
    const held = this.run.state.typedWhileHeld.splice(0).reduce((sum, { length }) => sum + length, 0);
    loseInputs(this.run, "lab", { typed: held, requests: [] }, "newGuest");
    this.#beginSettings();
    this.run.statistics.reach({ kind: "restart" }, this.run.now);
    await this.#driver.take(restart.host, answer);
  }
}
