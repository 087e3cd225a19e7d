import { parseScenario } from "../scenario/scenario.ts";
import { openInProcess } from "../simulation/open.ts";
import type { Open } from "./runner.ts";

/**
 * Opens labs with both hosts in this thread, on a memory store, with this one guest program. The page's worker and
 * the command line use it; all cells have the same guest, which is read once.
 */
export function openerOf(module: WebAssembly.Module, guest: Uint8Array): Open {
  const read = async () => guest;
  return (input) => openInProcess(module, parseScenario(input), { program: read, named: read });
}
