import { type Sound, sounds } from "../../sound/sound.ts";
import { Instrument } from "./instrument.ts";

/** Real time in milliseconds after which a sound that could not be made is no longer what is seen. */
const FRESH_MS = 150;

/** Real time in milliseconds in which what was silenced has faded, and in which the longest figure is over. */
const FADED_MS = 60;
const REST_MS = 1500;

/** A browser makes no sound before the reader has done something in the page, and warns of who tries. */
function newContext(): AudioContext | null {
  if (!navigator.userActivation?.hasBeenActive || typeof AudioContext === "undefined") return null;
  return new AudioContext({ latencyHint: "interactive" });
}

/**
 * Plays what is heard on the reader's device. The device is taken when there is something to be heard for the first time,
 * sleeps while there is nothing, and is given back at the end. What cannot be played at once is not played.
 */
export class Speaker {
  readonly #open: () => AudioContext | null;
  #context: AudioContext | null = null;
  #instrument: Instrument | null = null;
  #sleep: ReturnType<typeof setTimeout> | undefined;
  /** Grows whenever all is silenced: what was asked for before that is not played any more. */
  #age = 0;

  constructor(open: () => AudioContext | null = newContext) {
    this.#open = open;
  }

  get #isAwake(): boolean {
    return this.#context?.state === "running";
  }

  /** Makes a picture's sound now; a tone that lasts goes on until a picture comes without it. */
  async play(sound: Sound): Promise<void> {
    if (sound.stands) return this.hush();
    if (!sounds(sound) && !this.#instrument?.waits) return;
    const [age, asked] = [this.#age, performance.now()];
    if (!(await this.#wake()) || age !== this.#age || performance.now() - asked > FRESH_MS) return;
    this.#perform(sound, this.#context!.currentTime);
    this.#restAfter(sound.wait === "lasting" ? null : REST_MS);
  }

  /** Silences everything at once. */
  hush(): void {
    this.#age++;
    if (!this.#isAwake) return;
    this.#instrument?.hush(this.#context!.currentTime);
    this.#restAfter(FADED_MS);
  }

  /** Silences everything and gives the device back. */
  close(): void {
    this.#age++;
    clearTimeout(this.#sleep);
    void this.#context?.close();
    this.#context = null;
    this.#instrument = null;
  }

  #perform({ link, file, wait, figure }: Sound, at: number): void {
    const instrument = this.#instrument!;
    if (link > 0) instrument.tick("link", link, at);
    if (file > 0) instrument.tick("file", file, at);
    instrument.wait(wait === "lasting", at);
    if (wait === "short") instrument.shortWait(at);
    if (figure) instrument.figure(figure, at);
  }

  /** Whether there is a device that plays. */
  async #wake(): Promise<boolean> {
    this.#context ??= this.#open();
    const context = this.#context;
    if (!context) return false;
    this.#instrument ??= new Instrument(context);
    clearTimeout(this.#sleep);
    // A device that is taken or gone makes a silent lab, and nothing else.
    if (!this.#isAwake) await context.resume().catch(() => {});
    return this.#isAwake;
  }

  #restAfter(milliseconds: number | null): void {
    clearTimeout(this.#sleep);
    if (milliseconds === null) return;
    this.#sleep = setTimeout(() => void this.#context?.suspend(), milliseconds);
  }
}
