import type { Figure, Sound } from "./sound.ts";

/** What of a run is heard now, or was heard so lately that it is still being read. */
export interface Heard {
  readonly link: boolean;
  readonly file: boolean;
  readonly wait: boolean;
  readonly figure: Figure | null;
  readonly stands: boolean;
}

/** How long a caption stays after its sound, in milliseconds: what comes and goes quickly is read as one. */
const LINGERS_MS = 700;
const FIGURE_MS = 2500;

const LONG_AGO = Number.NEGATIVE_INFINITY;

/** Keeps what is heard in sight for as long as it takes to read it. */
export class Caption {
  #link = LONG_AGO;
  #file = LONG_AGO;
  #wait = LONG_AGO;
  #figure: { readonly figure: Figure; readonly at: number } | null = null;

  /** What to show with a sound at a moment of real time, in milliseconds; null where there is nothing to say. */
  hear(sound: Sound, at: number): Heard | null {
    if (sound.stands) {
      this.clear();
      return { link: false, file: false, wait: false, figure: null, stands: true };
    }
    if (sound.link > 0) this.#link = at;
    if (sound.file > 0) this.#file = at;
    if (sound.wait !== "none") this.#wait = at;
    if (sound.figure) this.#figure = { figure: sound.figure, at };
    return this.#shownAt(at);
  }

  /** Shows nothing any more: it has become silent at once. */
  clear(): void {
    this.#link = LONG_AGO;
    this.#file = LONG_AGO;
    this.#wait = LONG_AGO;
    this.#figure = null;
  }

  #shownAt(at: number): Heard | null {
    const isFresh = (since: number) => at - since <= LINGERS_MS;
    const figure = this.#figure !== null && at - this.#figure.at <= FIGURE_MS ? this.#figure.figure : null;
    const heard = { link: isFresh(this.#link), file: isFresh(this.#file), wait: isFresh(this.#wait), figure };
    return heard.link || heard.file || heard.wait || figure ? { ...heard, stands: false } : null;
  }
}
