import type { DatastoreService } from "../../src/datastore/service.ts";
import type { GuestState, HostAnswer, HostOutput, HostPort } from "../../src/host/port.ts";
import type { Place } from "../../src/place/place.ts";

const OTHER = { West: "East", East: "West" } as const;

/** Stands between a simulation and its hosts, and at its datastore, and keeps what the trace does not say. It changes nothing. */
export class Observer {
  readonly hosts: Record<Place, HostPort>;
  /** Pages that the checkpoint named as owed. */
  owedAtSwitchover: number | null = null;
  /** Pages that were sent after it, over the link or the file, in order and as often as they were. */
  readonly sentSince: number[] = [];
  /** Moments at which both hosts could run the guest, in words. */
  readonly doubles: string[] = [];
  /** Operations that the datastore had in its queue at a time, at most. */
  mostQueued = 0;
  readonly #guests: Record<Place, GuestState> = { West: "running", East: "absent" };
  readonly #mostSteps: number;
  #steps = 0;

  /** After `mostSteps` calls of hosts the run is taken to go round in circles. */
  constructor(hosts: Record<Place, HostPort>, mostSteps: number) {
    this.#mostSteps = mostSteps;
    this.hosts = {
      West: this.#watched("West", hosts.West),
      East: this.#watched("East", hosts.East),
    };
  }

  /** Looks at the datastore's queue whenever something is put into it. */
  watchQueue(service: DatastoreService): void {
    const issue = service.issue.bind(service);
    service.issue = (way, bytes, now) => {
      const ticket = issue(way, bytes, now);
      this.mostQueued = Math.max(this.mostQueued, service.state.queue.length);
      return ticket;
    };
  }

  /** The host, with its answers seen on the way. */
  #watched(name: Place, host: HostPort): HostPort {
    const step: HostPort["step"] = async (call) => {
      if (++this.#steps > this.#mostSteps)
        throw new Error("The run goes round in circles: it takes too many steps.");
      const answer = await host.step(call);
      this.#see(name, answer);
      return answer;
    };
    // Another migration begins: what is counted is of that one alone.
    const assume: HostPort["assume"] = async (call) => {
      const answer = await host.assume(call);
      this.owedAtSwitchover = null;
      this.sentSince.length = 0;
      this.#see(name, answer);
      return answer;
    };
    return new Proxy(host, {
      get: (target, key) => {
        if (key === "step") return step;
        if (key === "assume") return assume;
        const value: unknown = Reflect.get(target, key);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }

  #see(name: Place, answer: HostAnswer): void {
    this.#guests[name] = answer.guest;
    if (canRun(answer.guest) && canRun(this.#guests[OTHER[name]]))
      this.doubles.push(`Both hosts run the guest at tick ${answer.tick}.`);
    for (const output of answer.outputs) this.#count(output);
  }

  #count(output: HostOutput): void {
    if (output.kind === "store" && output.what.kind === "writeChunk")
      this.sentSince.push(...output.what.head.pages);
    if (output.kind !== "send" || output.message.content.channel === null) return;
    const { body } = output.message.content;
    if (body.kind === "pages" && this.owedAtSwitchover !== null) this.sentSince.push(...body.pages);
    if (body.kind === "checkpoint") this.owedAtSwitchover = body.owed.count;
  }
}

function canRun(guest: GuestState): boolean {
  return guest === "running" || guest === "waiting";
}
