import type { Tick } from "../clock/tick.ts";

/** Real time in milliseconds after which a run that goes on to its moment asks whether it should. */
const BOUND = 15_000;

/** The way of a run to the moment at which it is opened. */
export interface Way {
  readonly now: Tick;
  readonly until: Tick;
}

/** The opening of a run: what whoever waits for it is told, and how it is ended. */
export class Entrance {
  /** What is opened, in words. */
  readonly what: string;
  /** Whether it is told of, and the old picture is none to work with. */
  isShown = $state(false);
  /** Null before the run is on its way. */
  way = $state.raw<Way | null>(null);
  /** It has taken long, and waits for the learner's word. */
  asks = $state(false);
  /** It was cancelled, or another has taken its place. */
  isOver = false;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  #worked = performance.now();
  #answer: (goesOn: boolean) => void = () => {};

  /** `patience` is the real time in milliseconds after which it is told of: none for what the learner asked to see. */
  constructor(what: string, patience: number) {
    this.what = what;
    this.isShown = patience === 0;
    if (patience > 0)
      this.#timer = setTimeout(() => {
        this.isShown = true;
      }, patience);
  }

  /** Tells how far the run is. Resolves with whether it goes on: the learner is asked where it has taken long. */
  async tell(way: Way): Promise<boolean> {
    this.way = way;
    if (this.isOver) return false;
    if (performance.now() - this.#worked < BOUND) return true;
    this.isShown = true;
    this.asks = true;
    const goesOn = await new Promise<boolean>((resolve) => {
      this.#answer = resolve;
    });
    this.asks = false;
    this.#worked = performance.now();
    return goesOn && !this.isOver;
  }

  /** The learner's word: on to the moment, or stay where the run is. */
  answer(goesOn: boolean): void {
    this.#answer(goesOn);
  }

  /** It is over: the run is there, or is not to come. */
  end(): void {
    this.isOver = true;
    clearTimeout(this.#timer);
    this.#answer(false);
  }
}
