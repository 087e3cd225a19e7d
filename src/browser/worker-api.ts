import type { HostPort, HostSettings } from "../host/port.ts";

/** What a host's worker offers: a host, once it was started. */
export interface WorkerApi extends HostPort {
  /**
   * Makes the host. `port` leads to the other host and carries the bytes of pages. `memory` leads to a datastore in the
   * page's memory: the copy for what is repeated, and the real one too where the settings name no database.
   */
  start(
    module: WebAssembly.Module,
    settings: HostSettings,
    port: MessagePort,
    memory: MessagePort,
  ): Promise<void>;
  /** Holds a lock of that name for as long as the worker lives; false where there are no locks. */
  live(life: string): Promise<boolean>;
  /** Answers, which is all that a worker that has ended cannot do. */
  isAlive(): Promise<true>;
}
