import type { Session } from "../../browser/session.ts";
import { MILLISECOND, type Tick } from "../../clock/tick.ts";
import type { Lab } from "../../lab/lab.svelte.ts";
import type { Lit, Rule } from "../../lab/rule.ts";
import { isBefore, type Slide } from "../../lessons/class/slides.ts";
import { goTo, rest } from "../lessons/sitting/go-to.ts";
import { litParts } from "../lessons/sitting/lit.ts";
import type { Lecture } from "./course/lecture.svelte.ts";
import { WORDS } from "./course/words.ts";

/**
 * Real time in milliseconds for which the run is led on at once, where nobody wants a slide: each piece costs two ways
 * through the run, there and back. Virtual time after which it is looked whether one is wanted.
 */
const PIECE_MS = 1000;
const STRETCH: Tick = 50 * MILLISECOND;

/** Nothing is done to a run on the wall but to go through it. */
const FIXED: Rule = { locked: null, fixed: WORDS.fixed, conditions: [] };
const OPEN: Rule = { ...FIXED, fixed: null };

/**
 * The run of a lesson as the wall shows it: each slide is a moment of it, which is come to in the same way from either
 * side, so a slide looks the same whenever it is seen. Between two moments the run can be played.
 */
export class Wall {
  /** The slide whose moment the picture shows, from 0 on; null before the first. */
  place = $state<number | null>(null);
  /** Why a slide cannot be shown, in words. */
  failure = $state<string | null>(null);
  readonly #lab: Lab;
  readonly #lecture: Lecture;
  #isClosed = false;
  /** A slide is on its way. */
  #isBusy = $state(false);
  /** Counts what was wanted: what is overtaken does nothing more. */
  #turn = 0;

  constructor(lab: Lab, lecture: Lecture) {
    this.#lab = lab;
    this.#lecture = lecture;
    lab.rule = FIXED;
  }

  /** The slide that is shown; null before the first. */
  get slide(): Slide | null {
    return this.place === null ? null : (this.#lecture.slides[this.place] ?? null);
  }

  /** What the slide is about, where all else is dimmed; null where nothing is. */
  readonly lit = $derived.by((): readonly Lit[] | null => {
    const { slide } = this;
    if (slide?.kind !== "beat" || slide.beat.lit.length === 0) return null;
    return litParts(slide.beat.lit, this.#lab.frame.places);
  });

  /** Goes to a slide, from 0 on. Its picture changes when the lab is there. */
  async show(place: number): Promise<void> {
    const turn = ++this.#turn;
    this.#isBusy = true;
    this.#lab.run.playback.pause();
    try {
      const moment = await this.#lecture.momentOf(this.#lecture.slides[place]!);
      if (turn === this.#turn) await this.#standAt(moment, turn);
      this.failure = null;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
    if (turn !== this.#turn) return;
    this.place = place;
    this.#isBusy = false;
  }

  /** Whether a slide is on its way: until it is there the one before it is seen. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** The way to all moments is made before they are wanted, in pieces, so that each is come to at once. */
  async prepare(): Promise<void> {
    const lab = this.#lab;
    const end = Math.round(this.#lecture.main.untilMs * MILLISECOND);
    while (this.place === null || !lab.ready) {
      await rest();
      if (this.#isClosed || lab.error !== null) return;
    }
    const { run } = lab;
    // A run that has failed takes no turns any more.
    for (let reached = 0; reached < end && lab.run === run && run.isOpen && !this.#isClosed; ) {
      if (this.#isBusy || lab.playing || !run.ready) await rest();
      else await run.turn(async (session) => (reached = await this.#further(session, end)), true);
    }
  }

  /** Nothing more is done to the lab. */
  close(): void {
    this.#isClosed = true;
    this.#turn++;
  }

  /** Runs on from where the run has come to, for a while, and is back at the present moment. Resolves with how far that is. */
  async #further(session: Session, end: Tick): Promise<Tick> {
    const present = session.now;
    const begun = performance.now();
    if (this.#isBegun) await session.seek(this.#lab.travel.lane?.end ?? present);
    else {
      await session.seek(this.#start);
      await session.act("migrate");
    }
    const isWanted = () => this.#isBusy || this.#isClosed || this.#lab.playing;
    while (session.now < end && !session.ended && !isWanted() && performance.now() - begun < PIECE_MS)
      await session.advance(Math.min(end, session.now + STRETCH));
    const reached = session.ended ? end : session.now;
    await session.seek(present);
    return reached;
  }

  /** Plays from the present moment to that of the next slide, or stands still where it plays. */
  async play(shown: (place: number) => void): Promise<void> {
    const { place } = this;
    const { playback } = this.#lab.run;
    if (playback.playing) return playback.pause();
    const next = this.#lecture.slides[(place ?? 0) + 1];
    // The question and its answers stand before the run.
    if (place === null || !next || isBefore(next)) return;
    const turn = ++this.#turn;
    const until = await this.#lecture.momentOf(next);
    if (turn !== this.#turn) return;
    playback.play();
    while (turn === this.#turn && playback.playing && this.#lab.frame.now < until) await rest();
    // Whoever has paused it stays there; a guest that has shut down has nothing to play.
    const isThere = this.#lab.frame.now >= until || this.#lab.run.over;
    if (turn === this.#turn && isThere) shown(place + 1);
  }

  async #standAt(moment: Tick, turn: number): Promise<void> {
    const lab = this.#lab;
    while (!lab.ready || lab.scenario === null) {
      await rest();
      if (turn !== this.#turn || lab.error !== null) return;
    }
    if (!this.#isBegun && moment > this.#start) await this.#begin();
    if (turn === this.#turn && lab.frame.now !== moment) await goTo(lab, moment);
  }

  /** The move begins where the scenario has it, whichever slide was come to first. */
  async #begin(): Promise<void> {
    const lab = this.#lab;
    if (lab.frame.now !== this.#start) await goTo(lab, this.#start);
    if (this.#isBegun) return;
    lab.rule = OPEN;
    await lab.act("migrate");
    lab.rule = FIXED;
  }

  get #start(): Tick {
    return Math.round(this.#lecture.main.migration.startMs * MILLISECOND);
  }

  get #isBegun(): boolean {
    return (this.#lab.travel.lane?.actions.length ?? 0) > 0;
  }
}
