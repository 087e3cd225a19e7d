import { ComputingWorker } from "../../../browser/computing-worker.ts";
import type { StartWorker } from "../../../lab/environment.ts";
import { reasonOf } from "../../../lab/failure-words.ts";
import type { RunFacts } from "../../../lessons/facts.ts";
import type { FactsNews, FactsOrder } from "../../../lessons/messages.ts";
import wasmUrl from "../../../machine/build/machine.wasm?url";
import type { Scenario } from "../../../scenario/scenario.ts";

interface Asked {
  readonly scenario: Scenario;
  readonly settle: (facts: RunFacts) => void;
  readonly fail: (error: Error) => void;
}

/** Makes runs beside the lab's, one after the other in a worker of their own, and keeps what they came to. */
export class LessonRuns {
  /** How far the present one is, from 0 to 1; null where none is under way. */
  share = $state<number | null>(null);
  readonly #base: string;
  readonly #load: () => Promise<StartWorker>;
  readonly #made = new Map<string, Promise<RunFacts>>();
  readonly #asked: Asked[] = [];
  #worker: ComputingWorker<FactsOrder, FactsNews> | null = null;
  #isClosed = false;

  /** `base` is the address from which the lab's files are named. */
  constructor(base: string, load: () => Promise<StartWorker>) {
    this.#base = base;
    this.#load = load;
  }

  /** What a scenario's whole run comes to. Rejects where the worker fails; another call tries again. */
  factsOf(scenario: Scenario): Promise<RunFacts> {
    const key = JSON.stringify(scenario);
    const known = this.#made.get(key);
    if (known) return known;
    const made = new Promise<RunFacts>((settle, fail) => this.#asked.push({ scenario, settle, fail }));
    this.#made.set(key, made);
    made.catch(() => this.#made.delete(key));
    if (this.#asked.length === 1) void this.#start();
    return made;
  }

  close(): void {
    this.#isClosed = true;
    this.#worker?.close();
  }

  async #start(): Promise<void> {
    try {
      const start = await this.#load();
      if (this.#isClosed) return;
      this.#worker = new ComputingWorker<FactsOrder, FactsNews>(
        start(),
        (news) => this.#hear(news),
        (reason) => this.#fail(new Error(reasonOf(reason))),
      );
      this.#order();
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  /** Asks the worker for the next run, or lets it go. */
  #order(): void {
    const [next] = this.#asked;
    this.share = next ? 0 : null;
    const machine = new URL(wasmUrl, this.#base).href;
    if (next) this.#worker?.order({ machine, base: this.#base, scenario: next.scenario });
    else this.#end();
  }

  #hear(news: FactsNews): void {
    if (news.kind === "part") this.share = news.share;
    else {
      this.#asked.shift()?.settle(news.facts);
      this.#order();
    }
  }

  #fail(error: Error): void {
    this.#end();
    this.share = null;
    for (const { fail } of this.#asked.splice(0)) fail(error);
  }

  #end(): void {
    this.#worker?.close();
    this.#worker = null;
  }
}
