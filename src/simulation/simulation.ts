import type { ClientEvent } from "../client/client.ts";
import { fromMilliseconds, type Tick } from "../clock/tick.ts";
import type { Ticket } from "../datastore/service.ts";
import type { HostInput, HostName, HostPort } from "../host/port.ts";
import type { DeadlineName } from "../migration/input.ts";
import type { LinkEvent } from "../network/link.ts";
import type { ActionName } from "../scenario/action.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { bytesOf } from "../text/utf8.ts";
import { applyFault, type Deed } from "./faults.ts";
import { HostCalls } from "./host-driver.ts";
import { loseInputs } from "./input-end.ts";
import { portOfGuest, whyUnheard } from "./input-routes.ts";
import { directionFrom, opposite, runsByHost } from "./parts/link-events.ts";
import type { StoreStep } from "./parts/store-scheduler.ts";
import type { SimulationEvent } from "./run.ts";

/** Typed bytes that may wait for a guest to read them: more than anybody types by hand while it does not. */
const MOST_TYPED = 16_384;

/**
 * The one event loop: two hosts, the link, the datastore's timing, faults and actions along virtual time. A run is a
 * function of the scenario and the actions with their ticks; how finely `advance` is called changes nothing.
 */
export class Simulation extends HostCalls {
  /** `startsItself` false leaves the start of the migration to `act`. */
  constructor(scenario: Scenario, hosts: Record<HostName, HostPort>, startsItself = true) {
    super(scenario, hosts);
    if (startsItself) this.queue.push(fromMilliseconds(scenario.migration.startMs), { kind: "migrate" });
    for (const { atMs, text } of scenario.guest.input)
      this.queue.push(fromMilliseconds(atMs), { kind: "type", bytes: bytesOf(text) });
  }

  /**
   * Runs everything due at or before `until`, and the guest up to it. Where `stop` says so, it ends after the tick at
   * which it said so first; it is asked whenever something has happened, and at the latest when the guest has retired as
   * many instructions as `least` says.
   */
  async advance(until: Tick, stop?: () => boolean, least?: () => number): Promise<void> {
    while (!this.isOver) {
      const tick = this.#nextTick();
      const target = tick === null || tick > until ? until : tick;
      if (await this.#runGuest(target, least?.())) {
        this.state.now = target;
        if (tick === null || tick > until) return;
        await this.#happen(target);
      }
      if (stop?.()) return this.advance(this.now);
    }
  }

  /** Runs until the guest has retired one instruction, wherever it is, but not beyond `until`. */
  async retireOne(until: Tick): Promise<void> {
    const retired = () => this.known.source.retired + this.known.destination.retired;
    const before = retired();
    while (!this.isOver && retired() === before) {
      const tick = this.#nextTick();
      const target = tick === null || tick > until ? until : tick;
      if (!(await this.#runGuest(target, 1))) continue;
      this.state.now = target;
      if (tick === null || tick > until) return;
      await this.#happen(target);
    }
  }

  /** Does what the learner did, at the present tick, after everything else of that tick. */
  async act(action: ActionName): Promise<void> {
    this.state.pressed[action] = this.now;
    if (action === "migrate") await this.#migrate("learner");
    else if (action === "restart") await this.#askRestart();
    else await this.#fault({ kind: action } as Deed);
    this.noteLoss();
  }

  /** Keys for the guest, at the present tick, as bytes at its console. */
  async type(bytes: Uint8Array): Promise<void> {
    this.note("lab", { kind: "type", bytes: bytes.length });
    await this.#type(bytes);
  }

  #nextTick(): Tick | null {
    const { faults, queue, client, link } = this;
    const ticks = [faults.nextTick(), queue.peekTick(), client.nextTick(), link.nextTick()].filter(
      (tick) => tick !== null,
    );
    return ticks.length > 0 ? Math.max(this.now, Math.min(...ticks)) : null;
  }

  /** Lets the guest run to `target`. False where it stopped before: what followed from that was handled. */
  async #runGuest(target: Tick, retire?: number): Promise<boolean> {
    const host = this.runner;
    if (host === null || this.known[host].ranUntil >= target) return true;
    return this.grant(host, target, [], retire);
  }

  /** What is due first at `now`, after which the guest may be lost. */
  async #happen(now: Tick): Promise<void> {
    await this.#first(now);
    this.noteLoss();
  }

  /** Of everything due at `now`: faults first, then the queue's first event, then the client, then the link. */
  async #first(now: Tick): Promise<void> {
    const fault = this.faults.take(now);
    if (fault) return this.#fault(fault);
    if (this.queue.peekTick() === now) return this.#event(this.queue.pop()!.item);
    const events = this.client.advance(now);
    for (const event of events) await this.#clientEvent(event);
    if (events.length === 0) await this.#arrive(this.link.advance(now));
  }

  /** A request that comes to a host without the guest is lost. */
  async #clientEvent(event: ClientEvent): Promise<void> {
    const { id, key } = event.request;
    if (event.kind === "wrong")
      return this.witness.violated(`The client got a wrong answer for key ${key} (request ${id}).`);
    this.inputs.requestArrived(id);
    const host = portOfGuest(this.known, event.ports);
    if (host === null)
      return loseInputs(this, "lab", { typed: 0, requests: [id] }, whyUnheard(this, event.ports));
    this.inputs.requestAt(host, id);
    await this.grant(host, this.now, [{ kind: "request", request: event.request }]);
  }

  async #event(event: SimulationEvent): Promise<void> {
    switch (event.kind) {
      case "migrate":
        return this.#migrate("scenario");
      case "type":
        return this.#type(event.bytes);
      case "deadline":
        return this.#timer(event);
      case "restart":
        return this.#restart(event.stops);
      case "storeIssue":
        return this.schedule(this.store.issueAgain(event, this.now));
      case "storeEffect":
        return this.#effect(event);
      case "storeAnswer":
        return this.#storeAnswer(event);
    }
  }

  async #timer({ host, name }: SimulationEvent & { kind: "deadline" }): Promise<void> {
    this.state.deadlines.delete(`${host} ${name}`);
    const coming = this.link.oldestSent(opposite(directionFrom(host)), this.now) !== null;
    const wasUp = this.known[host].linkUp;
    await this.grant(host, this.now, [this.#deadlineOf(host, name, coming)]);
    const declaredDown = wasUp && !this.known[host].linkUp;
    if (name === "silence") this.witness.silenceEnded(host, { coming, declaredDown });
  }

  #deadlineOf(host: HostName, name: DeadlineName, coming: boolean): HostInput {
    if (name !== "silence" && name !== "setup" && name !== "store") return { kind: "deadline", name };
    const oldestSent = this.link.oldestSent(directionFrom(host), this.now);
    return { kind: "deadline", name, seen: { coming, oldestSent, ...this.store.tidings(host) } };
  }

  async #migrate(cause: "learner" | "scenario"): Promise<void> {
    if (this.ledger.startedAt !== null) return;
    this.note("lab", { kind: "migrate", cause });
    this.ledger.startedAt = this.now;
    this.ledger.reach({ kind: "migrate" }, this.now);
    await this.witness.fork();
    await this.grant("source", this.now, [{ kind: "migrate" }]);
  }

  /** A guest that reads nothing is not typed to without end: what is beyond is lost, and told of. */
  async #type(bytes: Uint8Array): Promise<void> {
    const room = Math.max(0, MOST_TYPED - this.inputs.state.typed.open.length);
    const [taken, beyond] = [bytes.subarray(0, room), bytes.length - room];
    this.inputs.typed(taken);
    if (beyond > 0) {
      this.inputs.typedInVain(beyond, "tooMuchTyped");
      this.note("lab", { kind: "typedLost", bytes: beyond, why: "tooMuchTyped" });
    }
    if (taken.length > 0) await this.giveTyped(taken);
  }

  /** Messages that arrived and rooms that became free. */
  async #arrive(events: LinkEvent[]): Promise<void> {
    for (const { host, events: own } of runsByHost(events))
      await this.grant(
        host,
        this.now,
        own.map((event) => this.#inputOf(event)),
      );
  }

  #inputOf(event: LinkEvent): HostInput {
    if (event.kind === "room") return { kind: "room", bytes: event.bytes };
    this.census.leftLink(this.parcels.pagesOf(event.parcel.id));
    const { message, carries } = this.parcels.arrive(event.parcel.id);
    return { kind: "message", message, parcel: event.parcel.id, carries };
  }

  async #effect(step: StoreStep): Promise<void> {
    const effect = this.store.effect(step, this.now);
    if (!effect) return;
    const { host, operation } = step;
    if (effect.kind === "conflict") {
      this.note(host, { kind: "reservationConflict", operation, again: effect.again !== null });
      return this.schedule(effect.again ? [effect.again] : []);
    }
    await this.hosts[host].perform(operation);
    this.file.tookEffect(effect.what);
    this.storeWatch.tookEffect(effect.what);
    this.fate.tookEffect(effect.what);
    this.note(host, { kind: "effect", operation, what: effect.what.kind });
  }

  async #storeAnswer(step: StoreStep): Promise<void> {
    const what = this.store.answer(step, this.now);
    if (!what) return;
    this.file.answered(step.host, what);
    await this.grant(step.host, this.now, [{ kind: "storeAnswered", operation: step.operation }]);
  }

  async #fault(fault: Deed): Promise<void> {
    this.#retimed(applyFault(this, fault));
    await this.endUnconfirmed();
  }

  /** The datastore's speed changed, and with it when these operations are done. */
  #retimed(tickets: readonly Ticket[]): void {
    this.schedule(this.store.retimed(tickets));
    const { image, stops } = this.store.state;
    if (image && tickets.some(({ number }) => number === image.ticket))
      this.queue.push(image.answerAt, { kind: "restart", stops });
  }

  /** Asks the datastore for the image, where a guest was lost and a host lives. It takes an operation's time. */
  async #askRestart(): Promise<void> {
    const host = this.restartHost;
    if (host === null) return;
    this.note("lab", { kind: "restart", cause: "learner" });
    this.state.restart = { host, at: null, lossReason: this.lossReason! };
    const readAt = this.store.readImage(await this.hosts[host].imageBytes(), this.now);
    this.queue.push(readAt, { kind: "restart", stops: this.store.state.stops });
  }

  /** A new guest boots where the learner asked for it, once the host owns it by compare-and-set. */
  async #restart(stops: number): Promise<void> {
    const restart = this.state.restart!;
    if (stops !== this.store.state.stops) {
      this.state.restart = null;
      return;
    }
    if (this.store.state.image?.answerAt !== this.now) return;
    this.store.state.image = null;
    restart.at = this.now;
    const next = { owner: restart.host, epoch: this.fate.owner.epoch + 1 };
    const answer = await this.hosts[restart.host].restart(next, this.now);
    this.storeWatch.wroteAnything();
    this.fate.state.owner = next;
    this.state.shutDown = null;
    this.witness.resumesAt(restart.host);
    this.client.resumed(restart.host, this.now);
    this.client.forgetPuts();
    this.state.asked.clear();
    const held = this.state.typedWhileHeld.splice(0).reduce((sum, { length }) => sum + length, 0);
    loseInputs(this, "lab", { typed: held, requests: [] }, "newGuest");
    this.ledger.reach({ kind: "restart" }, this.now);
    await this.take(restart.host, answer);
  }
}
