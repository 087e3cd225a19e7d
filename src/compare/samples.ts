import type { Tick } from "../clock/tick.ts";
import type { Simulation } from "../scenario/simulation.ts";

/** What a picture of a run shows at one tick. Sums count from the run's beginning. */
export interface ComparedSample {
  readonly at: Tick;
  /** Pages that the destination still needs: of the present round before the guest runs there, of all memory after. */
  readonly left: number;
  /** Bytes of pages that each path was given. */
  readonly linkBytes: number;
  readonly fileBytes: number;
}

/** More than a picture has pixels for. */
const MOST = 1500;

/** Samples of a run, evenly spaced and never more than can be seen: where they get many, every other one goes. */
export class Samples {
  #all: ComparedSample[] = [];
  /** Whether the last sample says the same as the one before it. */
  #isResting = false;
  interval: Tick;
  /** When something moved last. */
  movedAt: Tick = 0;

  constructor(interval: Tick) {
    this.interval = interval;
  }

  get all(): readonly ComparedSample[] {
    return [...this.#all];
  }

  /** Takes one at the present tick; `missing` are pages that a guest at the destination lacks, or null. */
  take({ now, known, ledger }: Simulation, missing: number | null): void {
    const { link, file } = ledger.paths;
    const left = missing ?? known.source.remaining;
    const sample = { at: now, left, linkBytes: link.bytes, fileBytes: file.bytes };
    const last = this.#all.at(-1);
    if (last && last.at === now) return;
    if (!last || isMoving(last, sample)) this.movedAt = now;
    // Of a stretch in which nothing moves its two ends say all.
    else if (this.#isResting) this.#all.pop();
    this.#isResting = this.movedAt !== now;
    this.#all.push(sample);
    if (this.#all.length < MOST) return;
    this.#all = this.#all.filter((_, index) => index % 2 === 0);
    this.interval *= 2;
  }
}

function isMoving(before: ComparedSample, now: ComparedSample): boolean {
  return before.left !== now.left || before.fileBytes !== now.fileBytes || before.linkBytes !== now.linkBytes;
}
