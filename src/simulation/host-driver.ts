import type { Tick } from "../clock/tick.ts";
import { ask } from "../host/asked.ts";
import type { SealedMessage } from "../host/payload/checksum.ts";
import type { HostAnswer, HostInput, HostName, HostOutput } from "../host/port.ts";
import type { DeadlineName } from "../migration/input.ts";
import type { Parcel } from "../network/link.ts";
import { traceDetail } from "../trace/event.ts";
import { loseInputs } from "./input-end.ts";
import { hostOfGuest, isOff } from "./input-routes.ts";
import { print } from "./parts/console.ts";
import { directionFrom } from "./parts/link-events.ts";
import { updateKnown } from "./parts/run-state.ts";
import type { DueStep } from "./parts/store-scheduler.ts";
import { RunParts } from "./run.ts";

/** A run's calls to its hosts, and what follows in its parts from what they answer. */
export class HostCalls extends RunParts {
  /** Makes the final comparison, wherever the guest is whole. */
  async compare(): Promise<void> {
    const { phase, how, startedAt } = this.ledger;
    if (startedAt === null) return;
    const isWhole = how !== null || (phase !== "pageIn" && this.fate.owner.owner === "source");
    const host = how === "moved" ? "destination" : "source";
    this.state.verdict = isWhole && this.lossReason === null ? await this.witness.compare(host) : null;
  }

  /** Grants `host` the time up to `until` and hands over inputs there. Returns whether it got that far. */
  protected async grant(
    host: HostName,
    until: Tick,
    inputs: readonly HostInput[],
    retire?: number,
  ): Promise<boolean> {
    if (this.fate.crashed.has(host)) return true;
    const forget = this.parcels.takeForgotten(host);
    const answer = await this.hosts[host].step({ until, inputs, forget, retire });
    if (!answer.reached && inputs.length > 0)
      throw new Error("A guest stopped before the tick up to which it had run already.");
    await this.take(host, answer);
    return answer.reached;
  }

  protected async take(host: HostName, answer: HostAnswer): Promise<void> {
    const { guest, retired } = this.known[host];
    // What a guest had retired when it came here, it retired elsewhere.
    if (guest === "running") this.state.worked += Math.max(0, answer.retired - retired);
    updateKnown(this.known[host], answer);
    this.state.now = answer.tick;
    for (const piece of answer.printed) {
      const text = print(this.state.console, piece);
      if (text !== null) this.trace.add({ tick: piece.tick, who: host, kind: "printed", text });
    }
    for (const output of answer.outputs) await this.#do(host, output);
    if (answer.guest !== "absent" && !this.restart) this.witness.follow(answer.cycle);
  }

  async #do(host: HostName, output: HostOutput): Promise<void> {
    this.ledger.note(host, output, this.now);
    this.census.noted(host, output);
    const detail = traceDetail(output);
    if (detail) this.note(host, detail);
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
        this.inputs.typedDelivered(output.bytes);
        return this.witness.given(output);
      case "asked":
        this.inputs.requestDelivered(output.request.id);
        ask(this.state.asked, output.request.id);
        return this.witness.given(output);
      case "returned":
        this.state.typedWhileHeld.push(output.bytes);
        return;
      case "dropped":
        return loseInputs(this, host, output, output.why);
      case "answered":
        this.state.asked.delete(output.answer.id);
        return this.client.answered(host, output.answer, this.now);
      case "checkpointLoaded":
        return this.fate.checkpointLoaded();
      case "applied":
        this.fate.applied(output);
        return this.#applied(output.refused);
      case "free":
        return this.#freed(host);
      case "whole":
        return this.#whole();
      case "shutDown":
        this.state.shutDown = { host, at: this.now };
        return;
      case "ended":
        if (this.ledger.endedAt === null) return;
        return this.compare();
    }
  }

  #send(parcel: Parcel, message: SealedMessage): void {
    if (this.link.spares(parcel, this.now)) return;
    this.parcels.send(parcel, message);
    this.fate.sent(message, parcel.id);
    const isWhole = this.link.whole;
    const isSafe = this.link.send(parcel, this.now);
    this.census.sent(message, !isSafe, () => this.pagesOnLink());
    if (!isWhole) this.lose(parcel);
    else if (!isSafe) this.fate.lost(message);
  }

  #issue(host: HostName, { operation, what, bytes }: HostOutput & { kind: "store" }): void {
    const steps = this.store.issue(host, operation, what, bytes, this.now);
    if (steps.length > 0) this.file.issued(what);
    this.schedule(steps);
  }

  protected schedule(steps: readonly DueStep[]): void {
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
    if (host === "destination") this.fate.resumed();
    this.witness.resumesAt(host);
    this.client.resumed(host, this.now);
    if (this.fate.owner.owner !== host)
      this.witness.violated(`The guest was resumed at the ${host}, which does not own it.`);
    if (host === "destination") await this.witness.comparePages();
    const { asked } = this.state;
    if (asked.size > 0) await this.grant(host, this.now, [{ kind: "wasAsked", ids: [...asked] }]);
    const left = host === "source" ? "destination" : "source";
    if (this.known[left].waiting.requests > 0) await this.grant(left, this.now, [{ kind: "guestLeft" }]);
    for (const bytes of this.state.typedWhileHeld.splice(0)) await this.giveTyped(bytes);
  }

  /** Hands typed bytes to the host that runs the guest; where none does, they wait, or are lost with the guest. */
  protected async giveTyped(bytes: Uint8Array): Promise<void> {
    const host = hostOfGuest(this.known);
    if (host !== null) await this.grant(host, this.now, [{ kind: "typed", bytes }]);
    else if (isOff(this.known)) loseInputs(this, "lab", { typed: bytes.length, requests: [] }, "guestOff");
    else if (this.lossReason !== null)
      loseInputs(this, "lab", { typed: bytes.length, requests: [] }, "guestLost");
    else this.state.typedWhileHeld.push(bytes);
  }

  #applied(refused: number): void {
    if (this.ledger.resumedAt === null || refused === 0) return;
    if (!this.ledger.disturbed)
      this.witness.violated("A page came twice after the switchover although nothing failed.");
  }

  /** The guest is whole at the destination. */
  async #whole(): Promise<void> {
    this.state.isWhole = true;
    await this.endUnconfirmed();
  }

  /** A source that crashed cannot confirm that the guest has moved; that it is whole is enough. */
  protected async endUnconfirmed(): Promise<void> {
    if (!this.state.isWhole || this.ledger.how !== null || !this.fate.crashed.has("source")) return;
    this.ledger.end("moved", this.now);
    await this.compare();
  }

  async #freed(host: HostName): Promise<void> {
    if (host !== "source") return;
    this.fate.freed();
    const hashes = await this.hosts.destination.pageHashes();
    if (hashes.includes(0n))
      this.witness.violated("The source gave its memory back before the destination had every page.");
  }
}
