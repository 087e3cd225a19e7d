import { SvelteMap } from "svelte/reactivity";
import { ComputingWorker } from "../../browser/computing-worker.ts";
import type { StartWorker } from "../../lab/environment.ts";
import { reasonOf } from "../../lab/failure-words.ts";
import { t } from "../../language/words.ts";
import wasmUrl from "../../machine/build/machine.wasm?url";
import { BALLOT_CELLS } from "../../matrix/ballot.ts";
import type { Cell } from "../../matrix/cell.ts";
import type { MatrixNews, MatrixOrder } from "../../matrix/messages.ts";

function keyOf({ phase, fault }: Pick<Cell, "phase" | "fault">): string {
  return `${phase} ${fault}`;
}

/** What the cells of a vote come to, by runs in a worker of this page: each is run once, when it is first wanted. */
export class Outcomes {
  error = $state<string | null>(null);
  readonly #cells = new SvelteMap<string, Cell>();
  readonly #wanted = new Set<number>();
  readonly #base: string;
  readonly #startWorker: StartWorker;
  #worker: ComputingWorker<MatrixOrder, MatrixNews> | null = null;

  /** `base` is the address from which the lab's files are named. */
  constructor(base: string, startWorker: StartWorker) {
    this.#base = base;
    this.#startWorker = startWorker;
  }

  /** What a cell came to, by its number; null as long as it runs. */
  at(index: number): Cell | null {
    return this.#cells.get(keyOf(BALLOT_CELLS[index]!)) ?? null;
  }

  /** Lets cells run that were not run yet. */
  want(indices: readonly number[]): void {
    const left = indices.filter((index) => !this.#wanted.has(index));
    if (left.length === 0) return;
    for (const index of left) this.#wanted.add(index);
    const address = (path: string) => new URL(path, this.#base).href;
    this.#worker ??= this.#start();
    this.#worker.order({
      machine: address(wasmUrl),
      guest: address("guests/dirty.elf"),
      places: left.map((index) => BALLOT_CELLS[index]!),
    });
  }

  /** Ends what runs; what is known stays. */
  stop(): void {
    this.#worker?.close();
    this.#worker = null;
    for (const index of this.#wanted) if (!this.at(index)) this.#wanted.delete(index);
  }

  #start(): ComputingWorker<MatrixOrder, MatrixNews> {
    this.error = null;
    return new ComputingWorker<MatrixOrder, MatrixNews>(
      this.#startWorker(),
      ({ cell }) => this.#cells.set(keyOf(cell), cell),
      (reason) => this.#fail(reason),
    );
  }

  #fail(reason: string): void {
    this.stop();
    this.error = t`The matrix stopped: ${reasonOf(reason)}`;
  }
}
