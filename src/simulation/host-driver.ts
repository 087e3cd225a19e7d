/**
 * The only caller of the hosts' `step`. The simulation decides what is due; this grants time and inputs to a host and
 * turns the outputs of its answer into messages, operations, timers and numbers. A host sees nothing of the run but
 * what is handed over here.
 */

import { fromMilliseconds, type Tick } from "../clock/tick.ts";
import { ask } from "../host/asked.ts";
import type { CheckedMessage } from "../host/payload/checksum.ts";
import type { HostAnswer, HostInput, HostOutput } from "../host/port.ts";
import type { DeadlineName } from "../migration/input.ts";
import type { Parcel } from "../network/link.ts";
import type { HostName, Place } from "../place/place.ts";
import { migrationSettingsOf } from "../scenario/derived.ts";
import { traceDetail } from "../trace/event.ts";
import { loseInputs } from "./input-end.ts";
import { print } from "./parts/console.ts";
import { directionFrom } from "./parts/link-events.ts";
import { hostOfGuest, isOff, updateKnown } from "./parts/run-state.ts";
import type { DueStep } from "./parts/store-scheduler.ts";
import { recordOf } from "./record.ts";
import type { Run } from "./run.ts";

/** A run's calls to its hosts, and what follows in its parts from what they answer. */
export class HostDriver {
  readonly #run: Run;

  constructor(run: Run) {
    this.#run = run;
  }

  /**
   * Makes the final comparison, wherever the guest is whole. A guest that is held before the record changed is whole
   * at the source; during page-in it is whole nowhere.
   */
  async compare(): Promise<void> {
    const { phase, how, startedAt } = this.#run.statistics;
    if (startedAt === null) return;
    const isWhole = how !== null || (phase !== "pageIn" && this.#run.recoverability.owner.owner === "source");
    const host = how === "moved" ? "destination" : "source";
    this.#run.state.verdict =
      isWhole && this.#run.lossReason === null ? await this.#run.invariants.compare(host) : null;
  }

  /**
   * Grants `host` the time up to `until` and hands over inputs there. Returns whether it got that far. A crashed host
   * is granted time and nothing happens, so that no caller has to ask. Inputs are handed over only at ticks up to
   * which the guest has run already: it cannot stop before them, and the check below holds this.
   */
  async grant(host: HostName, until: Tick, inputs: readonly HostInput[], retire?: number): Promise<boolean> {
    if (this.#run.recoverability.crashed.has(host)) return true;
    const forget = this.#run.parcels.takeForgotten(host);
    const answer = await this.#run.hosts[host].step({ until, inputs, forget, retire });
    if (!answer.reached && inputs.length > 0)
      throw new Error("A guest stopped before the tick up to which it had run already.");
    await this.take(host, answer);
    return answer.reached;
  }

  /**
   * Takes a host's answer into the run: what is known of the host first, then what the guest printed, then the
   * outputs in their order, each at the tick of the answer.
   */
  async take(host: HostName, answer: HostAnswer): Promise<void> {
    const { guest, retired } = this.#run.known[host];
    // What a guest had retired when it came here, it retired elsewhere.
    if (guest === "running") this.#run.state.worked += Math.max(0, answer.retired - retired);
    updateKnown(this.#run.known[host], answer);
    this.#run.state.now = answer.tick;
    for (const piece of answer.printed) {
      const text = print(this.#run.state.console, piece);
      if (text !== null)
        this.#run.trace.add({ tick: piece.tick, who: this.#run.places[host], kind: "printed", text });
    }
    for (const output of answer.outputs) await this.#do(host, output);
    // The twin follows in the background, on a host's real time, and never ahead of the guest. After an HA restart
    // another guest runs, of which there is no twin.
    if (answer.guest !== "absent" && !this.#run.restart) this.#run.invariants.follow(answer.cycle);
  }

  /** Numbers and trace get every output before it has consequences, so that what follows from it stands behind it. */
  async #do(host: HostName, output: HostOutput): Promise<void> {
    this.#run.statistics.note(host, output, this.#run.now);
    this.#run.census.noted(host, output);
    const detail = traceDetail(output);
    if (detail) this.#run.note(host, detail);
    switch (output.kind) {
      case "send":
        return this.#send(output.parcel, output.message);
      case "awaitRoom":
        return this.#run.link.awaitRoom(directionFrom(host), output.bytes, this.#run.now);
      case "store":
        return this.#issue(host, output);
      case "deadline":
        return this.#deadline(host, output.name, output.at);
      case "phase":
        return this.#run.faults.phaseBegan(output.phase, this.#run.state.migration, this.#run.now);
      case "round":
        return this.#run.faults.roundBegan(output.round, this.#run.state.migration, this.#run.now);
      case "path":
        if (output.path === "link") this.#run.known[host].linkUp = output.up;
        return;
      case "stun":
        this.#run.invariants.heldAt(host);
        return this.#run.invariants.rememberPages();
      case "resume":
        return this.#resumed(host);
      case "delivered":
        this.#run.inputs.typedDelivered(output.bytes);
        return this.#run.invariants.given(output);
      case "asked":
        this.#run.inputs.requestDelivered(output.request.id);
        ask(this.#run.state.asked, output.request.id);
        return this.#run.invariants.given(output);
      case "settingGiven":
        return this.#run.invariants.given(output);
      case "returned":
        this.#run.state.typedWhileHeld.push(output.bytes);
        return;
      case "dropped":
        return loseInputs(this.#run, host, output, output.why);
      case "answered":
        this.#run.state.asked.delete(output.answer.id);
        return this.#run.client.answered(this.#run.places[host], output.answer, this.#run.now);
      case "checkpointLoaded":
        return this.#run.recoverability.checkpointLoaded();
      case "applied":
        this.#run.recoverability.applied(output);
        return this.#applied(output.refused);
      case "free":
        return this.#freed(host);
      case "whole":
        return this.#whole();
      case "shutDown":
        this.#run.state.shutDown = { host, at: this.#run.now };
        return;
      case "ended":
        if (this.#run.statistics.endedAt === null) return;
        return this.#over();
    }
  }

  /**
   * Puts a message on the link. A cut link loses it at once; the sender is not told, as no sender of a real cable is.
   */
  #send(parcel: Parcel, message: CheckedMessage): void {
    if (this.#run.link.spares(parcel, this.#run.now)) return;
    this.#run.parcels.send(parcel, message);
    this.#run.recoverability.sent(message, parcel.id);
    // A message may be lost on a whole cable too; only a cut one loses it at this tick.
    const isWhole = this.#run.link.whole;
    const isSafe = this.#run.link.send(parcel, this.#run.now);
    this.#run.census.sent(message, !isSafe, () => this.#run.pagesOnLink());
    if (!isWhole) this.#run.lose(parcel);
    else if (!isSafe) this.#run.recoverability.lost(message);
  }

  /**
   * The datastore may have the operation in its queue already; the file's picture follows only those that are new
   * there.
   */
  #issue(host: HostName, { operation, what, bytes }: HostOutput & { kind: "store" }): void {
    const steps = this.#run.store.issue(host, operation, what, bytes, this.#run.now);
    if (steps.length > 0) this.#run.file.issued(what);
    this.schedule(steps);
  }

  schedule(steps: readonly DueStep[]): void {
    for (const { at, step } of steps) this.#run.queue.push(at, step);
  }

  /** One timer for each host and name: setting it again replaces it, and null takes it away. */
  #deadline(host: HostName, name: DeadlineName, at: Tick | null): void {
    const key = `${host} ${name}`;
    const standing = this.#run.state.deadlines.get(key);
    if (standing !== undefined) this.#run.queue.remove(standing);
    this.#run.state.deadlines.delete(key);
    if (at !== null)
      this.#run.state.deadlines.set(key, this.#run.queue.push(at, { kind: "deadline", host, name }));
  }

  /**
   * Hands the guest over to where it runs now. The order matters: the guest there may answer as soon as it runs, so
   * what it was asked is told first; then the other host lets go of requests that waited; then the keys come that
   * waited for a guest.
   */
  async #resumed(host: HostName): Promise<void> {
    if (host === "destination") this.#run.recoverability.resumed();
    this.#run.invariants.resumesAt(host);
    this.#run.client.resumed(this.#run.places[host], this.#run.now);
    if (this.#run.recoverability.owner.owner !== host)
      this.#run.invariants.violated({ kind: "resumedWithoutOwning", host });
    if (host === "destination") await this.#run.invariants.comparePages();
    const { asked } = this.#run.state;
    if (asked.size > 0) await this.grant(host, this.#run.now, [{ kind: "wasAsked", ids: [...asked] }]);
    const left = host === "source" ? "destination" : "source";
    if (this.#run.known[left].waiting.requests > 0)
      await this.grant(left, this.#run.now, [{ kind: "guestLeft" }]);
    for (const bytes of this.#run.state.typedWhileHeld.splice(0)) await this.giveTyped(bytes);
    await this.giveSetting();
  }

  /** Hands typed bytes to the host that runs the guest; where none does, they wait, or are lost with the guest. */
  async giveTyped(bytes: Uint8Array): Promise<void> {
    const host = hostOfGuest(this.#run.known);
    if (host !== null) await this.grant(host, this.#run.now, [{ kind: "typed", bytes }]);
    else if (isOff(this.#run.known))
      loseInputs(this.#run, "lab", { typed: bytes.length, requests: [] }, "guestOff");
    else if (this.#run.lossReason !== null)
      loseInputs(this.#run, "lab", { typed: bytes.length, requests: [] }, "guestLost");
    else this.#run.state.typedWhileHeld.push(bytes);
  }

  /** Gives the guest the setting that waits for it, where it is at a host; else it waits for the resume. */
  async giveSetting(): Promise<void> {
    const { known, state, now } = this.#run;
    const [host, setting] = [hostOfGuest(known), state.settingWhileHeld];
    if (host === null || setting === null) return;
    state.settingWhileHeld = null;
    await this.grant(host, now, [{ kind: "setting", setting }]);
  }

  /**
   * Without a fault each page is sent once after the stun, by link or file; concurrent mode must not send it by both.
   */
  #applied(refused: number): void {
    if (this.#run.statistics.resumedAt === null || refused === 0) return;
    if (!this.#run.statistics.disturbed) this.#run.invariants.violated({ kind: "pageTwice" });
  }

  /** The guest is whole at the destination. */
  async #whole(): Promise<void> {
    this.#run.state.isWhole = true;
    await this.endUnconfirmed();
  }

  /** A source that crashed cannot confirm that the guest has moved; that it is whole is enough. */
  async endUnconfirmed(): Promise<void> {
    if (
      !this.#run.state.isWhole ||
      this.#run.statistics.how !== null ||
      !this.#run.recoverability.crashed.has("source")
    )
      return;
    this.#run.statistics.end("moved", this.#run.now);
    await this.#over();
  }

  /** The migration is over: the guest is compared, and the scenario may have it moved again. */
  async #over(): Promise<void> {
    const { scenario, state, now } = this.#run;
    const next = scenario.again[state.migration - 1];
    if (next)
      this.#run.queue.push(now + fromMilliseconds(next.afterMs), {
        kind: "again",
        migration: state.migration + 1,
      });
    await this.compare();
  }

  /**
   * Gives both hosts their roles in the next migration, from where the guest is. What the last one has under way is
   * lost with its connections, but for the deletion of its file, which is done now: whoever was to do it will not ask
   * again.
   */
  async beginAgain(from: HostName): Promise<void> {
    const run = this.#run;
    const isNewGuest = run.restart?.at != null;
    await this.compare();
    const record = recordOf(run, run.lossReason === null ? 0 : run.census.total);
    await this.#dropUnderWay();
    const { source, destination } = run.places;
    const forget = {
      [source]: run.parcels.takeForgotten("source"),
      [destination]: run.parcels.takeForgotten("destination"),
    } as Record<Place, number[]>;
    run.begin(from, record);
    if (isNewGuest) await run.invariants.fork(true, { tick: run.now, cycle: run.known.source.cycle });
    for (const role of ["source", "destination"] as const) await this.#assume(role, forget[run.places[role]]);
  }

  async #assume(role: HostName, forget: readonly number[]): Promise<void> {
    const { hosts, present, now } = this.#run;
    const migration = migrationSettingsOf(present);
    await this.take(role, await hosts[role].assume({ role, migration, forget, now }));
  }

  /** Messages, timers and operations of the migration that is over. */
  async #dropUnderWay(): Promise<void> {
    const run = this.#run;
    for (const { parcel } of run.inFlight()) run.lose(parcel);
    const deletion = run.store.begin();
    if (deletion && run.service.reachable) {
      await run.hosts[deletion.host].perform(deletion.operation);
      run.file.tookEffect({ kind: "deleteFile" });
      run.storeWatch.tookEffect({ kind: "deleteFile" });
    }
    for (const number of run.state.deadlines.values()) run.queue.remove(number);
    run.state.deadlines.clear();
  }

  /**
   * Checked by hashes at the tick at which the source lets go: a moment later nobody could restore a page that is
   * missing.
   */
  async #freed(host: HostName): Promise<void> {
    if (host !== "source") return;
    this.#run.recoverability.freed();
    const hashes = await this.#run.hosts.destination.pageHashes();
    if (hashes.includes(0n)) this.#run.invariants.violated({ kind: "freedTooEarly" });
  }
}
