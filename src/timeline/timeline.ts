import { Keeper } from "../clock/keeper.ts";
import { MILLISECOND, type Tick } from "../clock/tick.ts";
import type { StoreContents } from "../datastore/datastore.ts";
import type { Action } from "../scenario/action.ts";
import type { StoreChanges } from "../simulation/parts/store-changes.ts";
import type { Simulation } from "../simulation/simulation.ts";
import { EventLog } from "../trace/event-log.ts";
import type { Commands } from "./commands.ts";
import { bytesOfLane, firstLane, type Lane, type LaneAction, partFrom } from "./lane.ts";
import { leastMissedIn, momentsOf } from "./lane-moments.ts";
import { instructionsIn, latestBefore, type Moment, spacingFor, workIn } from "./moment.ts";
import { sampleOf } from "./sample.ts";
import { addSample, isLike, spacingAfter } from "./samples.ts";
import { isSameSummary, summaryOf } from "./summary.ts";

/** The datastore of a run that goes back and forth. */
export interface TimelineStore {
  /** What the datastore holds now. Since it was asked last, or went back, only so much has changed. */
  contents(changes: StoreChanges): Promise<StoreContents>;
  /** From here on the hosts work on a copy of these contents: what is repeated is not written to the real datastore. */
  repeatOn(contents: StoreContents): Promise<void>;
  /** Writes what the copy holds to the real datastore, and lets the hosts work on it again. */
  arrive(): Promise<void>;
}

export interface TimelineOptions {
  /** Bytes of memory that may be kept of all that was, in this thread and in the hosts. */
  readonly budgetBytes: number;
  /** Work between two moments: how much there is to repeat, as guest time. */
  readonly spacing: Tick;
  /** The weight of the events of a lane that are kept; see `EventLog`. */
  readonly mostEvents: number;
  /** What the learner did before, where a run is opened again. */
  readonly actions?: readonly LaneAction[];
}

/** What a page keeps by default. */
export const TIMELINE_DEFAULTS: TimelineOptions = {
  /** Bytes. */
  budgetBytes: 256 * 2 ** 20,
  spacing: 100 * MILLISECOND,
  /** Weights: about as many events. */
  mostEvents: 40_000,
};

/** Virtual time between two samples for the charts. */
const SAMPLE_SPACING: Tick = 20 * MILLISECOND;

/** Where a moment finds no room, the next one is taken after so many times the work. */
const SPARSER = 4;

/**
 * While it repeats a stretch, a timeline tells how far it is after so much virtual time; a short way is gone at once.
 */
const STRETCH: Tick = 250 * MILLISECOND;

/** A way that is long in virtual time only, as through the idling of a guest, is told in so many parts at most. */
const STRETCHES = 64;

/**
 * A run that can be gone back in. It keeps moments on the way; going to a tick recalls the latest moment before it
 * and repeats the rest, which is exact because a run is a function of its scenario and the actions. Acting in the
 * past parts a lane from the one that was recorded; both stay.
 *
 * While it repeats, nobody outside may notice: the real datastore is not written to, no event is recorded twice, and
 * bytes that were on the wire when it went back belong to another era.
 */
export class Timeline implements Commands {
  readonly simulation: Simulation;
  readonly lanes: Lane[];
  readonly #store: TimelineStore;
  readonly #options: TimelineOptions;
  #live: Lane;
  /** How many of the live lane's actions have been done. */
  #done = 0;
  /** The tick of the last sample in which anything but the guest's own work had changed. */
  #calmSince: Tick = 0;
  #moments = 0;
  #eras = 0;
  /** Bytes that moments take in the simulation and its hosts. */
  #bytes = 0;
  readonly #contents = new Keeper<null, StoreContents>();
  #repeating = false;
  /** The work up to where it was last looked whether a moment should be kept. */
  #looked: Tick = 0;
  #spacing: Tick;

  constructor(simulation: Simulation, store: TimelineStore, options: TimelineOptions = TIMELINE_DEFAULTS) {
    this.simulation = simulation;
    this.#store = store;
    this.#options = options;
    this.#spacing = options.spacing;
    const log = new EventLog(options.mostEvents);
    simulation.run.trace.follow(log);
    this.#live = firstLane(options.actions, log);
    this.lanes = [this.#live];
  }

  get now(): Tick {
    return this.simulation.run.now;
  }

  /** The lane in which the run is. */
  get live(): Lane {
    return this.#live;
  }

  /** Bytes of all that is kept of what was: moments, and the lanes with their actions, samples and events. */
  get bytes(): number {
    const lanes = this.lanes.reduce((sum, lane) => sum + bytesOfLane(lane), 0);
    return this.#bytes + this.#contents.bytes + lanes;
  }

  /** Whether what happens now was recorded before. */
  get isInPast(): boolean {
    return this.now < this.#live.end;
  }

  /** Keeps the present as the first moment. A timeline begins with it. */
  async begin(): Promise<void> {
    await this.#keepMoment();
  }

  /** Runs on to `until`, as recorded where the lane has been there before. */
  async advance(until: Tick, stop?: () => boolean): Promise<void> {
    await this.#arrive();
    await this.#run(until, stop);
  }

  /**
   * Runs until the guest has retired one instruction, but not beyond `until`. A recorded action on the way ends it,
   * since it must be done at its very tick.
   */
  async retireOne(until: Tick): Promise<void> {
    await this.#arrive();
    const next = this.#live.actions[this.#done]?.at ?? until;
    await this.simulation.retireOne(Math.min(until, next));
    await this.#run(this.now);
  }

  /** Does what the learner did, at the present tick. In the past that parts a new lane from the recorded one. */
  async act(action: Action): Promise<void> {
    await this.#do({ at: this.now, kind: "do", action });
  }

  /** Keys for the guest, at the present tick. */
  async type(bytes: Uint8Array): Promise<void> {
    await this.#do({ at: this.now, kind: "type", bytes });
  }

  /**
   * Goes to a tick of the live lane, after everything that happened at it; not beyond the lane's end. `progress` is
   * told how much of the way is done, from 0 to 1, where the way is long.
   */
  async seek(to: Tick, progress: (share: number) => void = () => {}): Promise<void> {
    const tick = Math.max(0, Math.min(to, this.#live.end));
    const moment = latestBefore(momentsOf(this.#live, this.lanes), tick);
    const isAhead = tick >= this.now && (moment === null || moment.tick <= this.now);
    if (!isAhead) await this.#recall(moment!);
    else if (!this.#repeating) await this.#repeatOn(await this.#readStore());
    const from = this.now;
    const stretch = Math.max(STRETCH, Math.ceil((tick - from) / STRETCHES));
    for (let at = from + stretch; at < tick; at += stretch) {
      await this.#run(at);
      progress((at - from) / (tick - from));
    }
    await this.#run(tick);
  }

  /** Wakes another lane, at its own end. */
  async wake(id: number, progress?: (share: number) => void): Promise<void> {
    const lane = this.lanes.find((each) => each.id === id);
    if (!lane) throw new RangeError(`There is no lane ${id}.`);
    if (lane === this.#live) return;
    this.#live = lane;
    this.simulation.run.trace.follow(lane.log);
    const { end } = lane;
    const moment = latestBefore(momentsOf(this.#live, this.lanes), end)!;
    // The run in memory belongs to the other lane, so it goes back even where this one's end is ahead of it.
    await this.#recall(moment);
    await this.seek(end, progress);
  }

  async #do(action: LaneAction): Promise<void> {
    await this.#arrive();
    // An action at the very end of a lane belongs to that lane; only before its end would it contradict what is
    // recorded.
    if (this.isInPast) this.#part();
    this.#live.actions.push(action);
    await this.#doNext();
    this.#note();
  }

  /**
   * The recorded lane keeps its future; a new one goes on from here. Trace and actions up to now are shared by both.
   */
  #part(): void {
    const { trace } = this.simulation.run;
    const lane = partFrom(this.#live, this.lanes.length, this.now, this.#done, trace.count);
    trace.follow(lane.log);
    this.lanes.push(lane);
    this.#live = lane;
  }

  async #doNext(): Promise<void> {
    const action = this.#live.actions[this.#done++]!;
    if (action.kind === "do") await this.simulation.act(action.action);
    else await this.simulation.type(action.bytes);
  }

  /**
   * Runs on, does what was recorded on the way, and keeps moments.
   *
   * What was recorded is done at its tick, before anything that is asked for: so a lane that is run again is the same
   * lane. Samples and moments are taken on the way and change nothing in the run.
   */
  async #run(until: Tick, stop?: () => boolean): Promise<void> {
    for (;;) {
      const next = this.#live.actions[this.#done]?.at ?? Number.POSITIVE_INFINITY;
      const sampleAt = this.#nextSample();
      const stopsHere = () => (stop?.() ?? false) || this.#toWork <= 0;
      await this.simulation.advance(Math.max(this.now, Math.min(until, next, sampleAt)), stopsHere, () =>
        instructionsIn(this.#toWork, this.#rate),
      );
      if (this.now >= sampleAt) await this.#addSample();
      if (stop?.()) break;
      if (this.now >= next) {
        await this.#doNext();
        // What was done may be what the run was to stop at.
        if (stop?.()) break;
      } else if (this.#toWork <= 0) await this.#keepMomentIfFar();
      else if (this.now < sampleAt || this.now >= until) break;
    }
    this.#note();
  }

  /**
   * Samples lie evenly while anything changes, and only what is new is sampled.
   *
   * Their ticks follow from the samples before them alone, so that charts do not depend on how a run was advanced.
   */
  #nextSample(): Tick {
    const last = this.#live.samples.at(-1);
    return last ? last.at + spacingAfter(last.at - this.#calmSince, SAMPLE_SPACING) : 0;
  }

  async #addSample(): Promise<void> {
    const { samples } = this.#live;
    const last = samples.at(-1);
    const sample = await sampleOf(this.simulation);
    if (!last || !isLike(last, sample)) this.#calmSince = sample.at;
    addSample(samples, sample);
  }

  /** How much there is to repeat up to now from the run's beginning. */
  get #work(): Tick {
    const { state, trace } = this.simulation.run;
    // What a guest prints comes in long lists, and no host waits for another because of it.
    return workIn(state.worked, this.#rate, trace.count - state.console.finished);
  }

  /** How much work there is left until the next moment is due; nothing or less once it is. */
  get #toWork(): Tick {
    return this.#looked + this.#spacing - this.#work;
  }

  /** Cycles of guest time in a second. */
  get #rate(): number {
    return this.simulation.run.scenario.guest.instructionsPerSecond;
  }

  /** Where the last moment is near, none is kept: this stretch has been run before. */
  async #keepMomentIfFar(): Promise<void> {
    const last = latestBefore(momentsOf(this.#live, this.lanes), this.now);
    if (last && this.#work - last.work < this.#spacing / 2) this.#looked = this.#work;
    else await this.#keepMoment();
  }

  /**
   * Keeps the present, as far as the budget goes. The datastore is read first: what hosts remember must belong to
   * what it holds at the same moment.
   */
  async #keepMoment(): Promise<void> {
    this.#looked = this.#work;
    const stored = await this.#readStore();
    const number = this.#moments++;
    const { snapshot, bytes } = await this.simulation.run.remember(number, this.#options.budgetBytes);
    this.#bytes = bytes;
    const now = { number, tick: this.now, work: this.#work, actions: this.#done };
    const isKept = snapshot !== null && (await this.#add({ ...now, snapshot }, stored));
    // To find no room costs a look at all of the memory.
    this.#spacing = isKept
      ? spacingFor(this.#live.moments, this.#options.spacing)
      : SPARSER * Math.max(this.#spacing, this.#options.spacing);
  }

  /** Adds a moment to the others, and tells whether it is still among them when they fit the budget. */
  async #add(present: Omit<Moment, "contents">, stored: StoreContents): Promise<boolean> {
    const { moments } = this.#live;
    const moment: Moment = { ...present, contents: this.#contents.keep(null, stored) };
    // A lane that is run again may get a moment between two that it has.
    const place = moments.findIndex(({ tick }) => tick > moment.tick);
    moments.splice(place < 0 ? moments.length : place, 0, moment);
    await this.#thinOut(moment);
    return moments.includes(moment) && this.bytes <= this.#options.budgetBytes;
  }

  /**
   * Lets the moments go that are missed least, until what is kept fits the budget. Where a moment alone is too large,
   * as with a guest that has more memory than the budget, that is the new one, and only the beginning is left.
   * Moments are let go after the new one is kept, since only then is it known what it really takes.
   */
  async #thinOut(newest: Moment): Promise<void> {
    for (let isOver = true; isOver && this.bytes > this.#options.budgetBytes; ) {
      const gone = this.#takeLeastMissed();
      isOver = gone.length > 0;
      const isAlone = !isOver && this.#live.moments.indexOf(newest) > 0;
      if (isAlone) gone.push(...this.#live.moments.splice(this.#live.moments.indexOf(newest), 1));
      for (const { contents } of gone) this.#contents.drop(contents);
      if (gone.length > 0) this.#bytes = await this.simulation.run.forget(gone);
    }
  }

  /**
   * Takes those out that are missed least: a share of all, so that a budget that is far exceeded is not met one by
   * one.
   */
  #takeLeastMissed(): Moment[] {
    const gone: Moment[] = [];
    const share = Math.max(1, Math.floor(this.#count / 32));
    while (gone.length < share) {
      const least = leastMissedIn(this.lanes, this.#live, this.now);
      if (!least) break;
      const { lane, moment } = least;
      lane.moments.splice(lane.moments.indexOf(moment), 1);
      gone.push(moment);
    }
    return gone;
  }

  /** How many moments are kept. */
  get #count(): number {
    return this.lanes.reduce((sum, { moments }) => sum + moments.length, 0);
  }

  /** The datastore goes back before the hosts: they work on it as soon as they are what they were. */
  async #recall({ number, snapshot, contents, actions }: Moment): Promise<void> {
    await this.#repeatOn(contents.shared);
    await this.simulation.run.recall(number, snapshot, ++this.#eras);
    this.#done = actions;
    this.#looked = this.#work;
  }

  /** Only what has changed since the last look is read. */
  #readStore(): Promise<StoreContents> {
    return this.#store.contents(this.simulation.run.storeWatch.take());
  }

  /**
   * From here on nothing is written to the real datastore. What the watch has noted up to now is of no use: the copy
   * begins with all of the contents.
   */
  async #repeatOn(contents: StoreContents): Promise<void> {
    await this.#store.repeatOn(contents);
    this.simulation.run.storeWatch.take();
    this.#repeating = true;
  }

  /** The run is about to do something new, which must be on the real datastore. */
  async #arrive(): Promise<void> {
    if (!this.#repeating) return;
    await this.#store.arrive();
    this.#repeating = false;
  }

  /** What is known of the live lane, once it has come further than before. */
  #note(): void {
    if (this.now < this.#live.end) return;
    this.#live.end = this.now;
    const summary = summaryOf(this.simulation);
    if (!isSameSummary(summary, this.#live.summary)) this.#live.summary = summary;
  }
}
