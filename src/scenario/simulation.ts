import type { ClientEvent } from "../client/client.ts";
import { fromMilliseconds, type Tick } from "../clock/tick.ts";
import type { GuestState, HostAnswer, HostInput, HostName, HostOutput, HostPort } from "../host/port.ts";
import type { SealedMessage } from "../host/seal.ts";
import type { DeadlineName } from "../migration/input.ts";
import type { LinkEvent, Parcel } from "../network/link.ts";
import { applyFault } from "./faults.ts";
import type { ActionName } from "./frame.ts";
import { directionFrom, runsByHost } from "./link-events.ts";
import { RunParts, type SimulationEvent } from "./run-parts.ts";
import { updateKnown } from "./run-state.ts";
import type { Fault, Scenario } from "./scenario.ts";
import type { DueStep, StoreStep } from "./store-traffic.ts";
import { traceDetail } from "./trace.ts";

/** Where a guest takes requests, or will. */
const HERE = new Set<GuestState>(["running", "waiting", "stunned"]);

/**
 * The one event loop: two hosts, the link, the datastore's timing, faults and actions along virtual time. A run is a
 * function of the scenario and the actions with their ticks; how finely `advance` is called changes nothing.
 */
export class Simulation extends RunParts {
  /** `startsItself` false leaves the start of the migration to `act`. */
  constructor(scenario: Scenario, hosts: Record<HostName, HostPort>, startsItself = true) {
    super(scenario, hosts);
    if (startsItself) this.queue.push(fromMilliseconds(scenario.migration.startMs), { kind: "migrate" });
    for (const { atMs, text } of scenario.guest.input)
      this.queue.push(fromMilliseconds(atMs), { kind: "type", bytes: new TextEncoder().encode(text) });
  }

  /**
   * Runs everything due at or before `until`, and the guest up to it. Where `stop` says so, it ends after the tick at
   * which it said so first.
   */
  async advance(until: Tick, stop?: () => boolean): Promise<void> {
    while (!this.isOver) {
      const tick = this.#nextTick();
      const target = tick === null || tick > until ? until : tick;
      if (await this.#runGuest(target)) {
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
      if (!(await this.#runGuest(target, true))) continue;
      this.state.now = target;
      if (tick === null || tick > until) return;
      await this.#happen(target);
    }
  }

  /** Does what the learner did, at the present tick, after everything else of that tick. */
  async act(action: ActionName): Promise<void> {
    this.state.pressed[action] = this.now;
    this.note("lab", action, {});
    if (action === "migrate") await this.#migrate();
    else if (action === "restart") await this.#askRestart();
    else await this.#fault({ kind: action, at: { ms: 0 } });
  }

  /** Keys for the guest, at the present tick, as bytes at its console. */
  async type(bytes: Uint8Array): Promise<void> {
    this.note("lab", "type", { bytes: bytes.length });
    await this.#type(bytes);
  }

  /** Makes the final comparison, wherever the guest is whole. */
  async compare(): Promise<void> {
    const { phase, how, startedAt } = this.ledger;
    if (startedAt === null) return;
    const isWhole = how !== null || (phase !== "pageIn" && this.fate.owner.owner === "source");
    const host = how === "moved" ? "destination" : "source";
    this.state.verdict = isWhole && this.lossReason === null ? await this.witness.compare(host) : null;
  }

  #nextTick(): Tick | null {
    const { faults, queue, client, link } = this;
    const ticks = [faults.nextTick(), queue.peekTick(), client.nextTick(), link.nextTick()].filter(
      (tick) => tick !== null,
    );
    return ticks.length > 0 ? Math.max(this.now, Math.min(...ticks)) : null;
  }

  /** Lets the guest run to `target`. False where it stopped before: what followed from that was handled. */
  async #runGuest(target: Tick, retireOne = false): Promise<boolean> {
    const host = this.runner;
    if (host === null || this.known[host].ranUntil >= target) return true;
    return this.#step(host, target, [], retireOne);
  }

  /** Everything due at `now`: faults first, then the queue's first event, then the client, then the link. */
  async #happen(now: Tick): Promise<void> {
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
    const hosts = event.ports.filter((host) => HERE.has(this.known[host].guest));
    for (const host of hosts) await this.#step(host, this.now, [{ kind: "request", request: event.request }]);
    if (hosts.length === 0) this.note("lab", "requestLost", { id, ports: event.ports });
  }

  async #event(event: SimulationEvent): Promise<void> {
    switch (event.kind) {
      case "migrate":
        return this.#migrate();
      case "type":
        return this.#type(event.bytes);
      case "deadline":
        this.state.deadlines.delete(`${event.host} ${event.name}`);
        await this.#step(event.host, this.now, [{ kind: "deadline", name: event.name }]);
        return;
      case "restart":
        return this.#restart(event.stops);
      case "storeIssue":
        return this.#schedule(this.store.issueAgain(event, this.now));
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
    if (this.known[host].guest === "stunned") this.state.typedWhileHeld.push(bytes);
    else await this.#step(host, this.now, [{ kind: "typed", bytes }]);
  }

  /** Messages that arrived and rooms that became free. */
  async #arrive(events: LinkEvent[]): Promise<void> {
    for (const { host, events: own } of runsByHost(events))
      await this.#step(
        host,
        this.now,
        own.map((event) => this.#inputOf(event)),
      );
  }

  #inputOf(event: LinkEvent): HostInput {
    if (event.kind === "room") return { kind: "room", bytes: event.bytes };
    const { message, carries } = this.parcels.arrive(event.parcel.id);
    return { kind: "message", message, parcel: event.parcel.id, carries };
  }

  async #effect(step: StoreStep): Promise<void> {
    const effect = this.store.effect(step, this.now);
    if (!effect) return;
    const { host, operation } = step;
    if (effect.kind === "conflict") {
      this.note(host, "reservationConflict", { operation, again: effect.again !== null });
      return this.#schedule(effect.again ? [effect.again] : []);
    }
    await this.hosts[host].perform(operation);
    this.file.tookEffect(effect.what);
    this.fate.tookEffect(effect.what);
    this.note(host, "effect", { operation, what: effect.what.kind });
  }

  async #storeAnswer(step: StoreStep): Promise<void> {
    const what = this.store.answer(step);
    if (!what) return;
    this.file.answered(step.host, what);
    await this.#step(step.host, this.now, [{ kind: "storeAnswered", operation: step.operation }]);
  }

  async #fault(fault: Fault): Promise<void> {
    applyFault(this, fault);
    await this.#endUnconfirmed();
  }

  /** Asks the datastore for the image, where a guest was lost and a host lives. It takes an operation's time. */
  async #askRestart(): Promise<void> {
    const host = this.restartHost;
    if (host === null) return;
    this.state.restart = { host, at: null, lossReason: this.lossReason! };
    const { answerAt } = this.service.issue(await this.hosts[host].imageBytes(), this.now);
    this.queue.push(answerAt, { kind: "restart", stops: this.store.state.stops });
  }

  /** A new guest boots where the learner asked for it, once the host owns it by compare-and-set. */
  async #restart(stops: number): Promise<void> {
    const restart = this.state.restart!;
    if (stops !== this.store.state.stops) {
      this.state.restart = null;
      return;
    }
    restart.at = this.now;
    const next = { owner: restart.host, epoch: this.fate.owner.epoch + 1 };
    const answer = await this.hosts[restart.host].restart(next, this.now);
    this.fate.state.owner = next;
    this.witness.resumesAt(restart.host);
    this.client.resumed(restart.host, this.now);
    this.client.forgetPuts();
    this.ledger.beat("HA restart", this.now);
    await this.#take(restart.host, answer);
  }

  /** Grants `host` the time up to `until` and hands over inputs there. Returns whether it got that far. */
  async #step(
    host: HostName,
    until: Tick,
    inputs: readonly HostInput[],
    retireOne = false,
  ): Promise<boolean> {
    if (this.fate.crashed.has(host)) return true;
    const forget = this.parcels.takeForgotten(host);
    const answer = await this.hosts[host].step({ until, inputs, forget, retireOne });
    if (!answer.reached && inputs.length > 0)
      throw new Error("A guest stopped before the tick up to which it had run already.");
    await this.#take(host, answer);
    return answer.reached;
  }

  async #take(host: HostName, answer: HostAnswer): Promise<void> {
    updateKnown(this.known[host], answer);
    this.state.now = answer.tick;
    for (const line of answer.printed) {
      this.state.lines += line.text;
      this.trace.add({ tick: line.tick, who: host, kind: "printed", text: line.text });
    }
    for (const output of answer.outputs) await this.#do(host, output);
    if (answer.guest !== "absent" && !this.restart) this.witness.follow(answer.cycle);
  }

  async #do(host: HostName, output: HostOutput): Promise<void> {
    this.ledger.note(host, output, this.now);
    const detail = traceDetail(output);
    if (detail) this.note(host, output.kind, detail);
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
      case "asked":
        return this.witness.given(output);
      case "answered":
        return this.client.answered(host, output.answer, this.now);
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

  #send(parcel: Parcel, message: SealedMessage): void {
    this.parcels.send(parcel, message);
    this.fate.sent(message);
    if (!this.link.whole) this.lose(parcel);
    else if (!this.link.send(parcel, this.now)) this.fate.lost(message);
  }

  #issue(host: HostName, { operation, what, bytes }: HostOutput & { kind: "store" }): void {
    const steps = this.store.issue(host, operation, what, bytes, this.now);
    if (steps.length > 0) this.file.issued(what);
    this.#schedule(steps);
  }

  #schedule(steps: readonly DueStep[]): void {
    for (const { at, step } of steps) this.queue.push(at, step);
  }

  #deadline(host: HostName, name: DeadlineName, at: Tick | null): void {
    const key = `${host} ${name}`;
    const standing = this.state.deadlines.get(key);
    if (standing !== undefined) this.queue.remove(standing);
    this.state.deadlines.delete(key);
    if (at !== null) this.state.deadlines.set(key, this.queue.push(at, { kind: "deadline", host, name }));
  }

  async #resumed(host: HostName): Promise<void> {
    this.witness.resumesAt(host);
    this.client.resumed(host, this.now);
    if (this.fate.owner.owner !== host)
      this.witness.violated(`The guest was resumed at the ${host}, which does not own it.`);
    if (host === "destination") await this.witness.comparePages();
    for (const bytes of this.state.typedWhileHeld.splice(0))
      await this.#step(host, this.now, [{ kind: "typed", bytes }]);
  }

  #applied(refused: number): void {
    if (this.ledger.resumedAt === null || refused === 0) return;
    if (!this.ledger.disturbed)
      this.witness.violated("A page came twice after the switchover although nothing failed.");
  }

  /** The guest is whole at the destination. */
  async #whole(): Promise<void> {
    this.state.isWhole = true;
    await this.#endUnconfirmed();
  }

  /** A source that crashed cannot confirm that the guest has moved; that it is whole is enough. */
  async #endUnconfirmed(): Promise<void> {
    if (!this.state.isWhole || this.ledger.how !== null || !this.fate.crashed.has("source")) return;
    this.ledger.end("moved", "", this.now);
    await this.compare();
  }

  async #freed(host: HostName): Promise<void> {
    if (host !== "source") return;
    const hashes = await this.hosts.destination.pageHashes();
    if (hashes.includes(0n))
      this.witness.violated("The source gave its memory back before the destination had every page.");
  }
}
