import type { Figure } from "../../sound/sound.ts";

/** The tone of a guest that waits, in hertz; a triangle, whose higher partials small speakers can play too. */
export const WAIT_HZ = 147;

/** The pitches of pages that come by the link and through the mailbox, in hertz. */
export const TICK_HZ = { link: 1568, file: 784 } as const;

/** How loud things are, of 1 at most. Ticks grow by as much as `TICK_GROWS` where they are full. */
const TICK_GAIN = 0.025;
const TICK_GROWS = 0.06;
const WAIT_GAIN = 0.09;
const FIGURE_GAIN = 0.08;

/** Seconds: how long a tick fades, how a tone comes and goes, and in how long all of it is silenced. No edge clicks. */
const TICK_S = 0.045;
const EDGE_S = 0.03;
const SHORT_WAIT_S = 0.12;
const HUSH_S = 0.01;

/** A note of a figure: when it begins and how long it is, in seconds, and from which pitch to which it goes, in hertz. */
interface Note {
  readonly from: number;
  readonly lasts: number;
  readonly hz: readonly [number, number];
}

const note = (from: number, lasts: number, ...hz: [number, number]): Note => ({ from, lasts, hz });

const FIGURES: Readonly<Record<Figure, readonly Note[]>> = {
  cut: [note(0, 0.22, 440, 220)],
  healed: [note(0, 0.22, 220, 440)],
  identical: [note(0, 0.2, 392, 392), note(0.2, 0.45, 587, 587)],
  different: [note(0, 0.2, 370, 370), note(0.2, 0.45, 349, 349)],
  lost: [note(0, 0.25, 262, 262), note(0.25, 0.6, 175, 175)],
};

/** Something that sounds, with its own loudness, and what takes that away before its time. */
interface Voice {
  readonly source: OscillatorNode;
  readonly volume: GainNode;
  readonly fader: GainNode;
}

/** What a run is played on: it makes sounds at once or not at all, and can be silenced at any moment. */
export class Instrument {
  readonly #context: BaseAudioContext;
  readonly #voices = new Set<Voice>();
  #tone: Voice | null = null;

  constructor(context: BaseAudioContext) {
    this.#context = context;
  }

  /** Whether the low tone is there. */
  get waits(): boolean {
    return this.#tone !== null;
  }

  /** A tick of pages, as full as from 0 to 1, at a time of the context in seconds. */
  tick(path: keyof typeof TICK_HZ, fullness: number, at: number): void {
    const { source, volume } = this.#voice("sine", TICK_HZ[path], at);
    volume.gain.linearRampToValueAtTime(TICK_GAIN + TICK_GROWS * fullness, at + 0.002);
    volume.gain.linearRampToValueAtTime(0, at + TICK_S);
    source.stop(at + TICK_S);
  }

  /** Begins or ends the low tone; it goes on where it is there already. */
  wait(lasts: boolean, at: number): void {
    if (lasts === (this.#tone !== null)) return;
    if (this.#tone) this.#fade(this.#tone, EDGE_S, at);
    this.#tone = lasts ? this.#low(at) : null;
  }

  /** The low tone of a wait that is over already. */
  shortWait(at: number): void {
    const { source, volume } = this.#low(at);
    volume.gain.setValueAtTime(WAIT_GAIN, at + SHORT_WAIT_S);
    volume.gain.linearRampToValueAtTime(0, at + SHORT_WAIT_S + EDGE_S);
    source.stop(at + SHORT_WAIT_S + EDGE_S);
  }

  /** The notes of what happens once. */
  figure(figure: Figure, at: number): void {
    for (const { from, lasts, hz } of FIGURES[figure]) this.#play(at + from, lasts, hz);
  }

  /** Silences all that sounds, and all that would sound yet. */
  hush(at: number): void {
    for (const voice of this.#voices) this.#fade(voice, HUSH_S, at);
    this.#voices.clear();
    this.#tone = null;
  }

  #low(at: number): Voice {
    const voice = this.#voice("triangle", WAIT_HZ, at);
    voice.volume.gain.linearRampToValueAtTime(WAIT_GAIN, at + EDGE_S);
    return voice;
  }

  #play(at: number, lasts: number, [first, last]: Note["hz"]): void {
    const { source, volume } = this.#voice("triangle", first, at);
    source.frequency.linearRampToValueAtTime(last, at + lasts);
    volume.gain.linearRampToValueAtTime(FIGURE_GAIN, at + EDGE_S);
    volume.gain.setValueAtTime(FIGURE_GAIN, at + lasts - EDGE_S);
    volume.gain.linearRampToValueAtTime(0, at + lasts);
    source.stop(at + lasts);
  }

  #voice(type: OscillatorType, hz: number, at: number): Voice {
    const source = new OscillatorNode(this.#context, { type, frequency: hz });
    const volume = new GainNode(this.#context, { gain: 0 });
    const fader = new GainNode(this.#context);
    const voice = { source, volume, fader };
    volume.gain.setValueAtTime(0, at);
    source.frequency.setValueAtTime(hz, at);
    source.connect(volume).connect(fader).connect(this.#context.destination);
    source.onended = () => this.#voices.delete(voice);
    source.start(at);
    this.#voices.add(voice);
    return voice;
  }

  /** From as loud as it is to nothing; what had not begun does not begin. */
  #fade({ source, fader }: Voice, seconds: number, at: number): void {
    fader.gain.setValueAtTime(1, at);
    fader.gain.linearRampToValueAtTime(0, at + seconds);
    source.stop(at + seconds);
  }
}
