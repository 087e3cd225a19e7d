import { isInOwnFolder } from "../experiment/own-folder.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { openInProcess } from "../simulation/open.ts";
import type { Simulation } from "../simulation/simulation.ts";
import { quote } from "../text/quote.ts";
import { beating } from "./computing.ts";
import { fetchOwn } from "./own-files.ts";

/** Opens runs in a worker that computes: in its one thread, on a store in memory, with the lab's files from beside the page. */
export class ComputedRuns {
  #compiled: Promise<WebAssembly.Module> | null = null;

  /** `machine` is the address of the compiled machine, and `base` that from which the lab's files are named. */
  async open(machine: string, base: string, scenario: Scenario, startsItself = true): Promise<Simulation> {
    this.#compiled ??= compile(machine);
    const files = {
      program: (file: string) => bytesAt(`guests/${file}`, base),
      named: (file: string) => bytesAt(file, base),
    };
    return beating(await openInProcess(await this.#compiled, scenario, files, { startsItself }));
  }
}

async function compile(machine: string): Promise<WebAssembly.Module> {
  const answer = await fetchOwn(machine);
  return WebAssembly.compile(await answer.arrayBuffer());
}

async function bytesAt(path: string, base: string): Promise<Uint8Array<ArrayBuffer>> {
  if (!isInOwnFolder(path))
    throw new Error(`${quote(path)} is no file in the lab's own folder; it is not fetched.`);
  const answer = await fetchOwn(new URL(path, base));
  if (!answer.ok) throw new Error(`${path} could not be loaded (status ${answer.status}).`);
  return new Uint8Array(await answer.arrayBuffer());
}
