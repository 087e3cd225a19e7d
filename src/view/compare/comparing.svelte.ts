import { SvelteMap } from "svelte/reactivity";
import { ComputingWorker } from "../../browser/computing-worker.ts";
import type { ComparedRun, Comparison, GrowingRun, Job } from "../../compare/comparison.ts";
import type { CutPhase, CutPoint } from "../../compare/cut-point.ts";
import type { CompareNews, CompareOrder, CompareParts } from "../../compare/messages.ts";
import type { OwnCut } from "../../compare/own-cut.ts";
import { cutJobOf, jobsLeft, progressOf, type Risk, riskOf } from "../../compare/plan.ts";
import { type Subject, subjectOf } from "../../compare/subject.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import type { StartWorker } from "../../lab/environment.ts";
import { reasonOf } from "../../lab/failure-words.ts";
import { t } from "../../language/words.ts";
import wasmUrl from "../../machine/build/machine.wasm?url";
import type { Strategy } from "../../migration/strategy.ts";
import { STRATEGIES } from "../design/words.ts";

/** More rows than this are too many to be compared. */
export const MOST = 4;

const NO_FILES: NonNullable<Experiment["files"]> = new Map();

/** The cut that the lab is for: half of what the guest still lacks has come. */
const FIRST: CutPoint = { phase: "pageIn", percent: 50 };

/** A run as far as it is known; its report is null until it is over. */
export type LaneRun = GrowingRun & Partial<Pick<ComparedRun, "report" | "closing">>;

/** One move: left alone, and cut. */
export interface Row {
  readonly strategy: Strategy;
  readonly alone: LaneRun | undefined;
  /** What the chosen point of the cut is for it; null until it has been run alone. */
  readonly risk: Risk | null;
  readonly cut: LaneRun | undefined;
}

/** The comparison as it is computed in this page: one run after the other, on the same experiment. */
export class Comparing {
  chosen = $state.raw<readonly Strategy[]>(["preCopy", "preCopySdps", "postCopy", "quickResume"]);
  running = $state(false);
  error = $state<string | null>(null);
  point = $state.raw<CutPoint>(FIRST);
  /** The cut of the learner's own run; null where it has none, undefined until that is known. */
  own = $state.raw<OwnCut | null | undefined>(null);
  subject = $state.raw<Subject | null>(null);
  /** The learner's own files, which the runs are opened with. */
  files = $state.raw<NonNullable<Experiment["files"]>>(NO_FILES);
  readonly #runs = new SvelteMap<string, LaneRun>();
  readonly #base: string;
  readonly #startWorker: StartWorker;
  #worker: ComputingWorker<CompareOrder, CompareNews> | null = null;
  /** Tells one experiment from another, together with its files. */
  #taken = "";

  /** `base` is the address from which the lab's files are named. */
  constructor(base: string, startWorker: StartWorker) {
    this.#base = base;
    this.#startWorker = startWorker;
  }

  get comparison(): Comparison | null {
    const { subject, own } = this;
    return subject && { ...subject.comparison, healsAfter: own?.healsAfter ?? null };
  }

  /** The chosen moves in the order of the list. */
  get rows(): readonly Row[] {
    return this.#inOrder().map((strategy) => {
      const alone = this.#runs.get(nameOf({ strategy, cutAt: null }));
      const isOver = alone?.report !== undefined;
      const job = cutJobOf(strategy, this.point, this.#known);
      const risk = isOver ? riskOf(alone.course, this.point) : null;
      return { strategy, alone, risk, cut: job ? this.#runs.get(nameOf(job)) : undefined };
    });
  }

  get progress(): { readonly done: number; readonly all: number } {
    return progressOf(this.#inOrder(), this.point, this.#known);
  }

  /** Whether all that is asked for is known. */
  get isDone(): boolean {
    return this.own !== undefined && this.#left().length === 0;
  }

  /** Takes the experiment to compare. What was computed of the same one stays. */
  take(experiment: Experiment): void {
    const subject = subjectOf(experiment);
    const taken = JSON.stringify(subject);
    const files = experiment.files ?? NO_FILES;
    if (taken === this.#taken && files === this.files) return;
    this.stop();
    this.#taken = taken;
    this.#runs.clear();
    this.error = null;
    this.files = files;
    this.subject = subject;
    this.own = subject.own ? undefined : null;
    this.point = FIRST;
  }

  /** Cuts every move at another point of its course. */
  cutIn(phase: CutPhase, percent: number): void {
    this.stop();
    this.point = { phase, percent };
    this.start();
  }

  /** Adds a strategy or takes it away. */
  toggle(strategy: Strategy): void {
    const others = this.chosen.filter((each) => each !== strategy);
    this.stop();
    this.chosen = others.length < this.chosen.length ? others : [...others, strategy].slice(0, MOST);
    this.start();
  }

  /** Computes what is not known yet. */
  start(): void {
    this.stop();
    if (!this.subject || this.isDone) return;
    this.#worker = new ComputingWorker<CompareOrder, CompareNews>(
      this.#startWorker(),
      (news) => this.#hear(news),
      (reason) => this.#fail(reason),
    );
    this.error = null;
    this.running = true;
    this.#order();
  }

  /** Ends the computing; runs that are over stay, and so does what is known of the one under way. */
  stop(): void {
    this.#worker?.close();
    this.#worker = null;
    this.running = false;
  }

  readonly #known = (job: Job): ComparedRun | undefined => {
    const run = this.#runs.get(nameOf(job));
    return run?.report ? (run as ComparedRun) : undefined;
  };

  #left(): Job[] {
    return jobsLeft(this.#inOrder(), this.point, this.#known);
  }

  #inOrder(): Strategy[] {
    return STRATEGIES.map(({ value }) => value).filter((value) => this.chosen.includes(value));
  }

  /** Asks the worker for the next thing, or lets it go. */
  #order(): void {
    const { subject, comparison } = this;
    const [job] = this.#left();
    const base = this.#base;
    const parts: CompareParts = { machine: new URL(wasmUrl, base).href, base, files: this.files };
    const tell = (order: CompareOrder) => this.#worker?.order(order);
    if (this.own === undefined && subject?.own) tell({ kind: "own", parts, scenario: subject.own });
    else if (job && comparison) tell({ kind: "run", parts, comparison, job });
    else this.stop();
  }

  #hear(news: CompareNews): void {
    if (news.kind === "own") {
      this.own = news.cut;
      if (news.cut) this.point = news.cut.point;
    } else this.#runs.set(nameOf(news.run), news.run);
    if (news.kind !== "part") this.#order();
  }

  #fail(message: string): void {
    this.stop();
    this.error = t`The comparison stopped: ${reasonOf(message)}`;
  }
}

/** Tells one run from another. */
function nameOf({ strategy, cutAt }: Job): string {
  return `${strategy} ${cutAt ?? "alone"}`;
}
