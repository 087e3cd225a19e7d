import type { Experiment } from "../../experiment/experiment.ts";
import { isFile } from "../../lab/address.ts";
import type { Address } from "../../lab/environment.ts";
import { t } from "../../language/words.ts";

/** What was opened from files in this tab. Each has an address, so that the way back and forth leads to it. */
export class OpenedRuns {
  readonly #runs = new Map<string, Experiment>();
  readonly #address: Address;
  #count = 0;

  constructor(address: Address) {
    this.#address = address;
  }

  /** Keeps what was opened, and goes to it. */
  goTo(experiment: Experiment): void {
    const hash = this.#nextHash();
    this.keep(experiment, hash);
    this.#address.go(hash);
  }

  /** Keeps what is there already under its address. */
  keep(experiment: Experiment, hash: string): void {
    this.#runs.set(hash, experiment);
  }

  /** What was opened under an address. Throws where the page no longer has it. */
  at(hash: string): Experiment {
    const experiment = this.#runs.get(hash);
    if (experiment) return experiment;
    throw new Error(t`This run came from a file, and the page no longer has it. Open the file again.`);
  }

  /** Addresses go on from the present one, which may be from before a reload. */
  #nextHash(): string {
    const { hash } = this.#address;
    const present = isFile(hash) ? Number(hash.slice("#file-".length)) : 0;
    this.#count = Math.max(this.#count, present) + 1;
    return `#file-${this.#count}`;
  }
}
