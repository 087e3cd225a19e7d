import { SvelteMap } from "svelte/reactivity";
import { ComputingWorker } from "../../browser/computing-worker.ts";
import type { StartWorker } from "../../lab/environment.ts";
import { reasonOf } from "../../lab/failure-words.ts";
import { t } from "../../language/words.ts";
import wasmUrl from "../../machine/build/machine.wasm?url";
import type { Cell } from "../../matrix/cell.ts";
import type { FaultName } from "../../matrix/fault.ts";
import type { MatrixNews, MatrixOrder } from "../../matrix/messages.ts";
import type { PhaseName } from "../../matrix/phase.ts";
import { places } from "../../matrix/runner.ts";
import type { Strategy } from "../../migration/strategy.ts";

function keyOf({ strategy, phase, fault }: Pick<Cell, "strategy" | "phase" | "fault">): string {
  return `${strategy} ${phase} ${fault}`;
}

/** The failure matrix as it is computed in this page: one strategy at a time, one cell after the other. */
export class Matrix {
  strategy = $state<Strategy>("quickResume");
  running = $state(false);
  error = $state<string | null>(null);
  readonly #cells = new SvelteMap<string, Cell>();
  readonly #base: string;
  readonly #startWorker: StartWorker;
  #worker: ComputingWorker<MatrixOrder, MatrixNews> | null = null;

  /** `base` is the address from which the lab's files are named. */
  constructor(base: string, startWorker: StartWorker) {
    this.#base = base;
    this.#startWorker = startWorker;
  }

  /** How many cells of the chosen strategy there are. */
  get total(): number {
    return places({ strategy: this.strategy }).length;
  }

  /** How many of them are known. */
  get done(): number {
    return this.#known().length;
  }

  cell(phase: PhaseName, fault: FaultName): Cell | null {
    return this.#cells.get(keyOf({ strategy: this.strategy, phase, fault })) ?? null;
  }

  /** Computes the cells of the chosen strategy that are not known yet. */
  start(): void {
    this.stop();
    const left = places({ strategy: this.strategy }).filter((place) => !this.#cells.has(keyOf(place)));
    if (left.length === 0) return;
    const address = (path: string) => new URL(path, this.#base).href;
    const order: MatrixOrder = {
      machine: address(wasmUrl),
      guest: address("guests/dirty.elf"),
      places: left,
    };
    this.#worker = new ComputingWorker<MatrixOrder, MatrixNews>(
      this.#startWorker(),
      ({ cell }) => this.#take(cell),
      (reason) => this.#fail(reason),
    );
    this.#worker.order(order);
    this.error = null;
    this.running = true;
  }

  /** Ends the run; what is known stays. */
  stop(): void {
    this.#worker?.close();
    this.#worker = null;
    this.running = false;
  }

  choose(strategy: Strategy): void {
    this.stop();
    this.strategy = strategy;
  }

  #known(): Cell[] {
    return [...this.#cells.values()].filter(({ strategy }) => strategy === this.strategy);
  }

  #take(cell: Cell): void {
    this.#cells.set(keyOf(cell), cell);
    if (this.done === this.total) this.stop();
  }

  #fail(message: string): void {
    this.stop();
    this.error = t`The matrix stopped: ${reasonOf(message)}`;
  }
}
