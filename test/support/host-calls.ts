import type { HostPort } from "../../src/host/port.ts";

/** How often these hosts are called from now on. */
export function countCalls(...hosts: readonly HostPort[]): () => number {
  let calls = 0;
  for (const host of hosts) {
    const step = host.step.bind(host);
    host.step = (call) => {
      calls++;
      return step(call);
    };
  }
  return () => calls;
}
