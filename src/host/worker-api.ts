import type { HostPort, HostSettings } from "./port.ts";

/** What a host's worker offers: a host, once it was started. */
export interface WorkerApi extends HostPort {
  /**
   * Makes the host. `port` leads to the other host and carries the bytes of pages. `store` leads to a datastore in
   * the page's memory, where the settings name no database.
   */
  start(
    module: WebAssembly.Module,
    settings: HostSettings,
    port: MessagePort,
    store: MessagePort | null,
  ): Promise<void>;
}
