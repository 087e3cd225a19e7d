import { SvelteMap } from "svelte/reactivity";
import type { CompareNews, CompareOrder } from "../../../workers/compare.worker.ts";
import CompareWorker from "../../../workers/compare.worker.ts?worker&inline";
import type { Tick } from "../../clock/tick.ts";
import type { ComparedRun, Comparison } from "../../compare/comparison.ts";
import wasmUrl from "../../machine/build/machine.wasm?url";
import type { Experiment } from "../../scenario/share.ts";
import { reasonOf } from "../failure-words.ts";
import { STRATEGIES, type StrategyName } from "../words.ts";
import { comparisonOf, withCut } from "./subject.ts";

/** More lanes than this are too thin to be compared. */
export const MOST = 4;

const NO_FILES: NonNullable<Experiment["files"]> = new Map();

/** A run as far as it is known; its report is null until it is over. */
export type LaneRun = Omit<ComparedRun, "report"> & Partial<Pick<ComparedRun, "report">>;

/** The comparison as it is computed in this page: one strategy after the other, on the same experiment. */
export class Comparing {
  chosen = $state.raw<readonly StrategyName[]>(["stopAndCopy", "preCopy", "postCopy", "quickResume"]);
  running = $state(false);
  error = $state<string | null>(null);
  /** What is compared; the moments of its faults are known as soon as it runs. */
  comparison = $state.raw<Comparison | null>(null);
  readonly #runs = new SvelteMap<StrategyName, LaneRun>();
  #worker: Worker | null = null;
  /** Tells one experiment from another, together with its files. */
  #subject = "";
  /** The learner's own files, which the runs are opened with. */
  files = $state.raw<NonNullable<Experiment["files"]>>(NO_FILES);

  /** The chosen runs that are known or under way, in the order of the list. */
  get lanes(): readonly LaneRun[] {
    return this.#inOrder().flatMap((strategy) => this.#runs.get(strategy) ?? []);
  }

  /** The chosen runs that are over. */
  get done(): readonly ComparedRun[] {
    return this.lanes.filter((run): run is ComparedRun => run.report !== undefined);
  }

  /** Takes the experiment to compare. What was computed of the same one stays. */
  take(experiment: Experiment): void {
    const comparison = comparisonOf(experiment);
    const subject = JSON.stringify(comparison);
    const files = experiment.files ?? NO_FILES;
    if (subject === this.#subject && files === this.files) return;
    this.#subject = subject;
    this.files = files;
    this.#replace(comparison);
  }

  /** Cuts the cable at another moment, in all strategies. */
  cutAt(at: Tick | null): void {
    if (!this.comparison) return;
    this.#replace(withCut(this.comparison, at));
    this.start();
  }

  /** Adds a strategy or takes it away. */
  toggle(strategy: StrategyName): void {
    const others = this.chosen.filter((each) => each !== strategy);
    this.stop();
    this.chosen = others.length < this.chosen.length ? others : [...others, strategy].slice(0, MOST);
    this.start();
  }

  /** Computes the chosen runs that are not known yet. */
  start(): void {
    this.stop();
    const { comparison } = this;
    const strategies = this.#inOrder().filter((strategy) => !this.#runs.get(strategy)?.report);
    if (!comparison || strategies.length === 0) return;
    const worker = new CompareWorker();
    worker.onmessage = ({ data }: MessageEvent<CompareNews>) => this.#hear(data);
    worker.onerror = ({ message }) => this.#fail(message);
    worker.onmessageerror = () => this.#fail("The worker sent something unreadable.");
    const base = document.baseURI;
    const machine = new URL(wasmUrl, base).href;
    const order: CompareOrder = { machine, base, files: this.files, comparison, strategies };
    worker.postMessage(order);
    this.#worker = worker;
    this.error = null;
    this.running = true;
  }

  /** Ends the computing; runs that are over stay, and so does what is known of the one under way. */
  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.running = false;
  }

  #replace(comparison: Comparison): void {
    this.stop();
    this.#runs.clear();
    this.comparison = comparison;
    this.error = null;
  }

  #inOrder(): StrategyName[] {
    return STRATEGIES.map(({ value }) => value).filter((value) => this.chosen.includes(value));
  }

  #hear(news: CompareNews): void {
    if (news.kind === "pinned") this.comparison = news.comparison;
    else this.#runs.set(news.run.strategy, news.run);
    if (this.done.length === this.chosen.length) this.stop();
  }

  #fail(message: string): void {
    this.stop();
    this.error = `The comparison stopped: ${reasonOf(message)}`;
  }
}
