import { MILLISECOND, type Tick } from "../../src/clock/tick.ts";
import { MemoryDatastore } from "../../src/datastore/memory.ts";
import { connectInProcess } from "../../src/host/in-process.ts";
import type { HostInput, HostOutput, HostPort } from "../../src/host/port.ts";
import { PAGE_BYTES } from "../../src/machine/layout.ts";
import type { MigrationSettings } from "../../src/migration/settings.ts";
import type { HostName } from "../../src/place/place.ts";
import { machineModule } from "../support/machine.ts";
import { SETTINGS } from "../support/pair.ts";
import { ECHO, ECHO_PAGES, ECHO_RATE } from "./echo.ts";

export interface Happened {
  readonly host: HostName;
  readonly output: HostOutput;
}

const OTHER = { source: "destination", destination: "source" } as const;

/**
 * Two hosts in this process with nothing between them: whatever one sends the other gets a millisecond of guest time
 * later, and the datastore answers as late. Deadlines never come due.
 */
export class Shuttle {
  readonly hosts: Record<HostName, HostPort>;
  readonly happened: Happened[] = [];
  now: Tick = 0;
  readonly #due: { host: HostName; input: HostInput }[] = [];

  private constructor(hosts: Record<HostName, HostPort>) {
    this.hosts = hosts;
  }

  static async open(changes: Partial<MigrationSettings> = {}): Promise<Shuttle> {
    const store = new MemoryDatastore();
    await store.format({ owner: "West", epoch: 1 });
    const settings = {
      ramBytes: ECHO_PAGES * PAGE_BYTES,
      instructionsPerSecond: ECHO_RATE,
      migration: { ...SETTINGS, pages: ECHO_PAGES, ...changes },
    };
    const { West, East } = connectInProcess(machineModule, settings, store);
    const shuttle = new Shuttle({ source: West, destination: East });
    await shuttle.hosts.source.boot({ kind: "image", bytes: ECHO });
    return shuttle;
  }

  /** Hands one input over, and what follows from it, until nothing does or `until` is true of an output. */
  async run(host: HostName, input: HostInput, until: (happened: Happened) => boolean = () => false) {
    this.#due.push({ host, input });
    for (let next = this.#due.shift(); next; next = this.#due.shift()) {
      this.now += MILLISECOND;
      for (const each of ["source", "destination"] as const) {
        const outputs = await this.#step(each, each === next.host ? [next.input] : []);
        if (outputs.some((output) => until({ host: each, output }))) return;
      }
    }
  }

  async #step(host: HostName, inputs: HostInput[]): Promise<readonly HostOutput[]> {
    const { outputs, reached } = await this.hosts[host].step({ until: this.now, inputs, forget: [] });
    for (const output of outputs) {
      this.happened.push({ host, output });
      await this.#follow(host, output);
    }
    // A guest that stopped at a missing page takes what it was to be given when it is called again.
    return reached ? outputs : [...outputs, ...(await this.#step(host, inputs))];
  }

  async #follow(host: HostName, output: HostOutput): Promise<void> {
    if (output.kind === "send") {
      const { message, parcel, normal, zero } = output;
      const isCheckpoint = message.content.channel !== null && message.content.body.kind === "checkpoint";
      const carries = normal + zero > 0 || isCheckpoint;
      this.#due.push({ host: OTHER[host], input: { kind: "message", message, parcel: parcel.id, carries } });
    } else if (output.kind === "awaitRoom") {
      this.#due.push({ host, input: { kind: "room", bytes: output.bytes } });
    } else if (output.kind === "store") {
      const { operation } = output;
      await this.hosts[host].perform(operation);
      this.#due.push({ host, input: { kind: "storeAnswered", operation } });
    }
  }

  outputs<Kind extends HostOutput["kind"]>(kind: Kind): (HostOutput & { kind: Kind })[] {
    return this.happened.flatMap(({ output }) =>
      output.kind === kind ? [output as HostOutput & { kind: Kind }] : [],
    );
  }
}
