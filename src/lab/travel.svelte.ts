import type { Session, TimelineFrame } from "../browser/session.ts";
import { MILLISECOND, type Tick } from "../clock/tick.ts";
import type { ActionStep } from "../experiment/experiment.ts";
import { textOf } from "../text/utf8.ts";
import type { Lane, LaneAction } from "../timeline/lane.ts";
import type { StepSize, StopAt } from "../timeline/steps.ts";
import type { TraceEvent } from "../trace/event.ts";

/** What takes long, for the learner to see how far it is; a share where that is known. */
export interface Work {
  readonly kind: "seek" | "step" | "run" | "wake";
  /** From 0 to 1, or null where nobody can know. */
  readonly share: number | null;
  /** Where a run is let run to. */
  readonly place: StopAt | null;
}

/** What time travel needs of the lab. */
export interface Traveller {
  /**
   * Does one thing to the session after all that were asked for before it, and shows what came of it. After a jump that
   * has not happened just now.
   */
  turn(task: (session: Session) => Promise<unknown>, isJump?: boolean): Promise<void>;
  /** Asks the session something that changes nothing; null while there is none. */
  ask<Answer>(task: (session: Session) => Promise<Answer>): Promise<Answer | null>;
  pause(): void;
  /** Whether the run has to stay where it is: who predicts shall not look ahead. */
  isHeld(): boolean;
}

const NO_EVENTS = { events: [], leftOut: 0 };

/** Real time in milliseconds after which something under way is worth a word. */
const PATIENCE = 200;

/** Virtual time that is run at once on the way to a tick that was not run yet. */
const STRETCH: Tick = 100 * MILLISECOND;

function isUnchanged(before: Lane, now: Lane): boolean {
  return before.id === now.id && before.end === now.end && before.summary === now.summary;
}

/** An action of a lane as links and files have it. */
export function stepOf(done: LaneAction): ActionStep {
  if (done.kind === "do") return { action: done.action, at: done.at };
  return { action: "type", keys: textOf(done.bytes), at: done.at };
}

/** Where the run is in its recorded time, and the ways through it: seek, step, run to a place, wake a lane. */
export class Travel {
  /** What is known of all lanes; null while there is no session. */
  timeline = $state.raw<TimelineFrame | null>(null);
  /** What has happened in this lane up to now. The list itself may grow; the object is replaced. */
  log = $state.raw<{ readonly events: readonly TraceEvent[]; readonly leftOut: number }>(NO_EVENTS);
  /** Where the learner wants to be while a seek is under way. */
  wanted = $state<Tick | null>(null);
  /** What has been under way for long enough to be told. */
  work = $state.raw<Work | null>(null);
  /** What was looked for last, ahead of the present tick, and is not there. */
  missed = $state.raw<{ readonly place: StopAt; readonly at: Tick } | null>(null);
  /** How large a step is. */
  size = $state<StepSize>("event");
  #views: readonly Lane[] = [];
  readonly #lanes = $derived(this.#look(this.timeline));
  readonly #traveller: Traveller;
  #next: Tick | null = null;
  /** The latest seek that was begun. */
  #following: Promise<void> = Promise.resolve();
  #isBusy = false;
  #isCancelled = false;

  constructor(traveller: Traveller) {
    this.#traveller = traveller;
  }

  /** All lanes as they are now: a lane that has changed since is another object. */
  get lanes(): readonly Lane[] {
    return this.#lanes;
  }

  /** The lane in which the run is. */
  get lane(): Lane | undefined {
    return this.#lanes[this.timeline?.live ?? 0];
  }

  /** What comes next was recorded: acting now parts a new lane. */
  get isInPast(): boolean {
    return this.timeline?.isInPast ?? false;
  }

  /** What the learner has done in this lane up to a tick, in its order. */
  doneBy(now: Tick): ActionStep[] {
    const actions = this.lane?.actions ?? [];
    return actions.filter(({ at }) => at <= now).map(stepOf);
  }

  /** Takes what is known now, with the frame that is shown. */
  take({ timeline, trace, leftOut }: Session): void {
    this.timeline = timeline;
    this.log = { events: trace, leftOut };
  }

  /** Asks the session something that changes nothing. */
  ask<Answer>(task: (session: Session) => Promise<Answer>): Promise<Answer | null> {
    return this.#traveller.ask(task);
  }

  /**
   * Goes to a tick; beyond what was run, by running on to it. While one seek is under way only the latest wanted tick is kept. It has its turn before whatever is
   * asked for later, so that an action happens where the learner sees the playhead. Resolves when what came of it is shown.
   */
  seek(to: Tick): Promise<void> {
    if (this.#traveller.isHeld()) return Promise.resolve();
    this.#traveller.pause();
    const tick = Math.max(0, Math.round(to));
    this.wanted = tick;
    const waits = this.#next !== null;
    this.#next = tick;
    if (!waits) this.#following = this.#follow();
    return this.#following;
  }

  /** One step of the chosen size. A key that is held down asks faster than steps are made; only so many are. */
  async step(direction: "forward" | "back", size: StepSize = this.size): Promise<void> {
    if (this.#isBusy || this.#traveller.isHeld()) return;
    if (direction === "forward" && size === "round")
      return this.#runFor("roundEnd", (session, isCancelled) => session.stepForward(size, isCancelled));
    await this.#long({ kind: "step", share: null, place: null }, (session) =>
      direction === "forward" ? session.stepForward(size) : session.stepBack(size),
    );
  }

  /** Runs on to a place, as fast as it goes, until it is there or cancelled. */
  runTo(place: StopAt): Promise<void> {
    return this.#runFor(place, (session, isCancelled) => session.runTo(place, isCancelled));
  }

  /** Runs until something is there, which may take long or never come; it can be cancelled, and a miss is told. */
  async #runFor(
    place: StopAt,
    run: (session: Session, isCancelled: () => boolean) => Promise<boolean>,
  ): Promise<void> {
    if (this.#traveller.isHeld()) return;
    this.#isCancelled = false;
    await this.#long({ kind: "run", share: null, place }, async (session) => {
      const isThere = await run(session, () => {
        this.timeline = session.timeline;
        return this.#isCancelled;
      });
      const { now } = session;
      this.missed = isThere || this.#isCancelled ? null : { place, at: now };
    });
  }

  /** Ends a run to a place where it is now. */
  cancel(): void {
    this.#isCancelled = true;
  }

  /** Makes another lane the live one. */
  async wake(lane: number): Promise<void> {
    if (this.#traveller.isHeld()) return;
    return this.#long({ kind: "wake", share: 0, place: null }, (session, tell) => session.wake(lane, tell));
  }

  /** The timeline changes its lanes in place; what has not changed stays the same object, so that it is not drawn anew. */
  #look(timeline: TimelineFrame | null): readonly Lane[] {
    this.#views = (timeline?.lanes ?? []).map((lane, index) => {
      const before = this.#views[index];
      return before && isUnchanged(before, lane) ? before : { ...lane, samples: [...lane.samples] };
    });
    return this.#views;
  }

  async #follow(): Promise<void> {
    await this.#long({ kind: "seek", share: 0, place: null }, async (session, tell) => {
      const to = this.#next;
      this.#next = null;
      if (to !== null) await this.#goTo(session, to, tell);
    });
    if (this.#next === null) this.wanted = null;
  }

  async #goTo(session: Session, to: Tick, tell: (share: number) => void): Promise<void> {
    await session.seek(to, tell);
    const from = session.now;
    while (session.now < to && !session.ended) {
      await session.advance(Math.min(to, session.now + STRETCH));
      tell((session.now - from) / (to - from));
      // Who has pointed somewhere else meanwhile need not wait for this.
      if (this.#next !== null) return;
    }
  }

  /** Does something that may take long, and says so when it does. */
  async #long(
    work: Work,
    task: (session: Session, tell: (share: number) => void) => Promise<unknown>,
  ): Promise<void> {
    this.#traveller.pause();
    this.#isBusy = true;
    let share = work.share;
    const show = () => {
      this.work = { ...work, share };
    };
    const timer = setTimeout(show, PATIENCE);
    const tell = (done: number) => {
      share = done;
      if (this.work) show();
    };
    try {
      const isJump = work.kind === "seek" || work.kind === "wake";
      await this.#traveller.turn((session) => task(session, tell), isJump);
    } finally {
      clearTimeout(timer);
      this.#isBusy = false;
      this.work = null;
    }
  }
}
