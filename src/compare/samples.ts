import type { Tick } from "../clock/tick.ts";
import { quantitiesOf } from "../report/quantities.ts";
import type { Simulation } from "../simulation/simulation.ts";

/** What a picture of a run shows at one tick. Sums count from the run's beginning. */
export interface ComparedSample {
  readonly at: Tick;
  /** Pages that the destination still needs, by the sum that the lab shows: all that have not arrived. */
  readonly left: number;
  /** Bytes that have left the source on the link's wire, and bytes of pages that the file was given. */
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
  /** Bytes of pages that the link had been given at the last sample: signs of life are no movement. */
  #given = 0;
  /** Ticks from one sample to the next; it doubles whenever every other sample goes. */
  interval: Tick;
  /** When something moved last. */
  movedAt: Tick = 0;

  constructor(interval: Tick) {
    this.interval = interval;
  }

  get all(): readonly ComparedSample[] {
    return [...this.#all];
  }

  /** Takes one at the present tick. */
  async take(simulation: Simulation): Promise<void> {
    const { now, statistics, link } = simulation.run;
    const { total, arrived } = await quantitiesOf(simulation.run);
    const left = statistics.startedAt === null ? 0 : total - arrived;
    const linkBytes = link.bytesSent("toDestination", now);
    const sample = { at: now, left, linkBytes, fileBytes: statistics.paths.file.bytes };
    const last = this.#all.at(-1);
    if (last && last.at === now) return;
    const isGiven = statistics.paths.link.bytes !== this.#given;
    this.#given = statistics.paths.link.bytes;
    if (!last || isGiven || isMoving(last, sample)) this.movedAt = now;
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
  return before.left !== now.left || before.fileBytes !== now.fileBytes;
}
