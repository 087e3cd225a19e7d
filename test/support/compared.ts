import { type ComparedRun, type Comparison, type Job, runJob } from "../../src/compare/comparison.ts";
import type { CutPoint } from "../../src/compare/cut-point.ts";
import { jobsLeft, type Known } from "../../src/compare/plan.ts";
import type { Strategy } from "../../src/migration/strategy.ts";
import { openLab } from "./lab.ts";

/** Runs of a comparison by their jobs. */
export class ComparedRuns {
  readonly #runs = new Map<string, ComparedRun>();
  readonly known: Known = (job) => this.#runs.get(`${job.strategy} ${job.cutAt}`);
  /** In the order in which they were computed. */
  readonly jobs: Job[] = [];

  /** Computes what a comparison asks for and is not known yet. */
  async compute(comparison: Comparison, strategies: readonly Strategy[], point: CutPoint): Promise<void> {
    for (;;) {
      const [job] = jobsLeft(strategies, point, this.known);
      if (!job) return;
      this.jobs.push(job);
      this.#runs.set(`${job.strategy} ${job.cutAt}`, await runJob(openLab, comparison, job));
    }
  }

  alone(strategy: Strategy): ComparedRun {
    return this.known({ strategy, cutAt: null })!;
  }
}
