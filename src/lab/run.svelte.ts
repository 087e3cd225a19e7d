import type { Session } from "../browser/session.ts";
import type { Tick } from "../clock/tick.ts";
import type { Experiment } from "../experiment/experiment.ts";
import type { HostName } from "../place/place.ts";
import type { Frame } from "../report/frame.ts";
import { blankFrame } from "./blank.ts";
import { Inside } from "./inside.svelte.ts";
import { keptLanes } from "./kept-lanes.ts";
import type { Opening } from "./opening.ts";
import { automaticSpeed } from "./pace.ts";
import { Playback } from "./playback.svelte.ts";
import { Travel } from "./travel.svelte.ts";
import { withoutWait } from "./waits.ts";

/** Real time, in milliseconds, after which a wait for a page is long enough to be read about. */
const LINGERING = 400;

/** Real time, in milliseconds, after which a picture is due however much there is to run: a guest may print without end. */
const PATIENCE = 60;

/** What a run is made of. */
export interface RunParts {
  /** What it began with, or the run before it where it has no session; null before the first. */
  readonly opening: Opening | null;
  /** Null where nothing runs: before the first run, and after a failure. */
  readonly session: Session | null;
  readonly frame: Frame;
  /** Is told of the first failure; the run is closed by then. */
  readonly failed: (error: unknown, present: Opening | null) => void;
  /** Whether time has to stand still, and nobody may go elsewhere in it; never where it is left out. */
  readonly isHeld?: () => boolean;
}

/**
 * One run, from its first frame until another takes its place, and all that belongs to it alone: what is shown of it, how
 * its time runs, and where the learner is and looks in it. A new run is a new object, so nothing of the old is left over.
 * It holds the one queue on the way from a click to the link: what is asked of a session is done one thing after the other.
 */
export class Run {
  readonly opening: Opening | null;
  /** When it took its place, in milliseconds of the page's life. */
  readonly since = performance.now();
  /** The way through recorded time. */
  readonly travel = new Travel({
    turn: (task, isJump) => this.turn(task, isJump),
    ask: (task) => this.#ask(task),
    pause: () => this.playback.pause(),
    isHeld: () => this.#isHeld(),
  });
  /** What the learner looks into. */
  readonly inside = new Inside();
  readonly playback = new Playback(
    (ticks) => this.#advance(ticks),
    () => this.speed,
  );
  /** The learner's speed, or null where the lab chooses. */
  chosenSpeed = $state<number | null>(null);
  /** The page under the pointer or the keyboard's mark, and at which host it was pointed at. */
  inspected = $state.raw<{ readonly host: HostName; readonly page: number } | null>(null);
  /** It takes actions: its session is there, and nothing else is being opened. */
  ready = $state(false);
  /**
   * The learner has come from elsewhere, as whoever opens a run has: what is seen has not happened just now, so nothing
   * that happens is played.
   */
  hasJumped = $state(true);
  /** The guest has shut down and nothing is under way, so time has nowhere to go. */
  over = $state(false);
  readonly #failed: RunParts["failed"];
  readonly #isHeld: () => boolean;
  #session: Session | null;
  #turns: Promise<unknown> = Promise.resolve();
  #waitsSince = performance.now();
  #longWait = $state(false);
  /** The session's latest frame. It is replaced whole. */
  #latest = $state.raw<Frame>(blankFrame());
  readonly #shown = $derived(this.#mayNameWait ? this.#latest : withoutWait(this.#latest));

  constructor({ opening, session, frame, failed, isHeld = () => false }: RunParts) {
    // What its lanes were is known to its session from now on.
    this.opening = opening && { ...opening, lanes: null };
    this.#session = session;
    this.#failed = failed;
    this.#isHeld = isHeld;
    this.#latest = frame;
    if (session) this.#show(frame, session);
    this.ready = session !== null;
  }

  /** What is drawn: the latest frame, without a wait for a page that is too short to be read about. */
  get frame(): Frame {
    return this.#shown;
  }

  /** Virtual time as a share of real time. */
  get speed(): number {
    return this.chosenSpeed ?? automaticSpeed(this.frame);
  }

  /** Whether it is a guest of the learner's own, which may read what is typed at its console. */
  get takesText(): boolean {
    const guest = this.opening?.scenario.guest;
    return guest?.image !== undefined || guest?.kernel !== undefined;
  }

  /** Whether a link opened it, at its own moment. */
  get isLinked(): boolean {
    return this.ready && this.opening?.moment != null && !this.opening.isResumed;
  }

  /** Whether there is a session, also while it takes no actions. */
  get isOpen(): boolean {
    return this.#session !== null;
  }

  /** Whether the present wait for a page may be named: it has lasted, or time stands still. */
  get #mayNameWait(): boolean {
    return this.#longWait || !this.playback.playing;
  }

  /** All that makes the run what it is, at the present moment; null where it takes no actions. */
  get experiment(): Experiment | null {
    if (!this.ready || !this.opening) return null;
    const { now } = this.frame;
    return { ...this.opening, actions: this.travel.doneBy(now), moment: now };
  }

  /** The run with all its lanes, to be come back to; null where it takes no actions. */
  get present(): Opening | null {
    const { lanes, timeline } = this.travel;
    const kept = keptLanes(lanes, timeline?.live ?? 0, this.frame.now);
    return this.experiment && { ...this.experiment, lanes: kept };
  }

  /** Lets time run, unless the run is over. */
  play(): void {
    if (!this.#session?.ended) this.playback.play();
  }

  /**
   * Does one thing to the session after all that were asked for before it, and shows what came of it. After a jump that
   * has not happened just now. Does nothing where the run takes no actions.
   */
  turn(task: (session: Session) => Promise<unknown>, isJump = false): Promise<void> {
    const session = this.#session;
    if (!session || !this.ready) return Promise.resolve();
    this.hasJumped = isJump;
    return this.#inTurn(async () => {
      if (this.#session !== session) return;
      try {
        await task(session);
        const frame = await session.frame();
        if (this.#session === session) this.#show(frame, session);
      } catch (error) {
        if (this.#session === session) this.#fail(error);
      }
    });
  }

  /** Waits for all that was asked of it so far. */
  async settled(): Promise<void> {
    await this.#turns;
  }

  /** Its picture stands still while something else is opened. */
  hold(): void {
    this.playback.pause();
    this.ready = false;
  }

  /** Nobody waits for it any more, whatever it does. */
  close(): void {
    this.playback.abandon();
    this.travel.cancel();
    this.ready = false;
    this.#session?.close();
    this.#session = null;
  }

  #inTurn<Answer>(task: () => Promise<Answer>): Promise<Answer> {
    const turn = this.#turns.then(task);
    this.#turns = turn;
    return turn;
  }

  /** Asks the session something that changes nothing; null where there is none, or it cannot say. */
  #ask<Answer>(task: (session: Session) => Promise<Answer>): Promise<Answer | null> {
    return this.#inTurn(async () => (this.#session ? task(this.#session).catch(() => null) : null));
  }

  #advance(ticks: Tick): Promise<void> {
    return this.turn(async (session) => {
      // The frame is read in its turn: an action may have come between the order and now.
      await session.advance(this.frame.now + ticks, PATIENCE);
      if (session.ended) this.playback.pause();
    });
  }

  #show(frame: Frame, session: Session): void {
    const { waitsFor } = frame.destination;
    const now = performance.now();
    if (waitsFor !== this.#latest.destination.waitsFor) this.#waitsSince = now;
    this.#longWait = waitsFor !== null && now - this.#waitsSince > LINGERING;
    this.#latest = frame;
    this.over = session.ended;
    this.travel.take(session);
  }

  #fail(error: unknown): void {
    const { present } = this;
    this.close();
    this.#failed(error, present);
  }
}
