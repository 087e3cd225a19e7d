import type { Tick } from "../clock/tick.ts";
import { dueTicks } from "./pace.ts";

/**
 * Turns real time into virtual time, one animation frame after the other. Nothing is scheduled while it is paused,
 * and a hidden tab gets no animation frames, so it stands still there too.
 */
export class Playback {
  #playing = $state(false);
  readonly #advance: (ticks: Tick) => Promise<void>;
  readonly #speed: () => number;
  #request = 0;
  #last: number | null = null;
  #debt: Tick = 0;
  /** The advance under way, if any. */
  #under = $state.raw<Promise<void> | null>(null);

  /** `advance` runs the simulation on by some ticks; `speed` is asked anew for every frame. */
  constructor(advance: (ticks: Tick) => Promise<void>, speed: () => number) {
    this.#advance = advance;
    this.#speed = speed;
  }

  /** Whether time moves. After a pause it does until what was under way is shown: then it stands still. */
  get playing(): boolean {
    return this.#playing || this.#under !== null;
  }

  play(): void {
    if (this.#playing) return;
    this.#playing = true;
    this.#last = null;
    this.#debt = 0;
    this.#request = requestAnimationFrame(this.#tick);
  }

  pause(): void {
    this.#playing = false;
    cancelAnimationFrame(this.#request);
  }

  /** Pauses for good: an advance of a closed session may never end, and nobody waits for it any more. */
  abandon(): void {
    this.pause();
    this.#under = null;
  }

  readonly #tick = (now: number): void => {
    this.#request = requestAnimationFrame(this.#tick);
    if (this.#last !== null) this.#debt = dueTicks(this.#debt, now - this.#last, this.#speed());
    this.#last = now;
    if (this.#under === null && this.#debt > 0) void this.#pay();
  };

  /** Runs what is due. While that is under way nothing else starts: what becomes due meanwhile waits as debt. */
  async #pay(): Promise<void> {
    const advance = this.#advance(this.#debt);
    this.#debt = 0;
    this.#under = advance;
    try {
      await advance;
    } finally {
      if (this.#under === advance) this.#under = null;
    }
  }
}
