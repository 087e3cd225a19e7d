import type { Session, SessionOptions } from "../browser/session.ts";
import type { Tick } from "../clock/tick.ts";
import type { Experiment } from "../experiment/experiment.ts";
import type { HostName } from "../host/port.ts";
import type { Strategy } from "../migration/strategy.ts";
import type { Frame } from "../report/frame.ts";
import type { ActionName } from "../scenario/action.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { blankFrame } from "./blank.ts";
import { Entrance } from "./entrance.svelte.ts";
import { describeFailure } from "./failure-words.ts";
import { Inside } from "./inside.svelte.ts";
import { type KeptLanes, keptLanes } from "./kept-lanes.ts";
import { automaticSpeed } from "./pace.ts";
import { Playback } from "./playback.svelte.ts";
import { endOf, replay, replayLanes } from "./replay.ts";
import { Travel } from "./travel.svelte.ts";
import { withoutWait } from "./waits.ts";

/** Real time, in milliseconds, after which a wait for a page is long enough to be read about. */
const LINGERING = 400;

/** Real time, in milliseconds, after which a picture is due however much there is to run: a guest may print without end. */
const PATIENCE = 60;

/** What a run begins with. */
export interface Opening extends Experiment {
  /** It was under way before, so its beginning and not its moment is where Reset leads. */
  readonly isResumed?: boolean;
  /** Its datastore is kept in memory only. */
  readonly inMemory?: boolean;
  /** Its lanes, where it is more than what was done up to its moment. */
  readonly lanes?: KeptLanes | null;
}

export interface LabOptions {
  /** Reads what the page opens with. */
  readonly load: () => Promise<Opening>;
  readonly open: (options: SessionOptions) => Promise<Session>;
  /** Whether time runs as soon as the guest is there. */
  readonly startsPlaying: boolean;
}

/**
 * Real time in milliseconds after which it is told that the same run begins anew, and that the page's own first run is on
 * its way: until then the first view takes a press on Migrate already.
 */
const SAME_RUN_MS = 400;
const FIRST_RUN_MS = 5000;

/** RAM from which on there is no room for two runs at a time, in MiB. */
const LARGE_MIB = 128;

function isLarge(opening: Opening | null): boolean {
  return (opening?.scenario.guest.ramMiB ?? 0) >= LARGE_MIB;
}

/** What the view shows and what the learner can do. The session computes; the lab only passes on. */
export class Lab {
  /** What went wrong, in words for the learner; null while all is well. */
  error = $state<string | null>(null);
  strategy = $state<Strategy>("quickResume");
  /** The learner's speed, or null where the lab chooses. */
  chosenSpeed = $state<number | null>(null);
  /** The page under the pointer or the keyboard's mark, and at which host it was pointed at. */
  inspected = $state.raw<{ readonly host: HostName; readonly page: number } | null>(null);
  /** Grows with every session, so that what belongs to one run can tell it from the next. */
  run = $state(0);
  /** The session is there and takes actions. */
  ready = $state(false);
  /** What is being opened; null where nothing is. */
  entrance = $state.raw<Entrance | null>(null);
  /** The learner has come from elsewhere: what is seen has not happened just now, so nothing that happens is played. */
  hasJumped = $state(false);
  /** The guest has shut down and nothing is under way, so time has nowhere to go. */
  over = $state(false);

  /** The way through recorded time. */
  readonly travel = new Travel({
    turn: (task, isJump) => this.#turn(task, isJump),
    ask: (task) => (this.#session ? task(this.#session).catch(() => null) : Promise.resolve(null)),
    pause: () => this.#playback.pause(),
  });
  /** What the learner looks into. */
  readonly inside = new Inside();

  readonly #options: LabOptions;
  readonly #playback = new Playback(
    (ticks) => this.#advance(ticks),
    () => this.speed,
  );
  #session: Session | null = null;
  /** The session that is being opened, while the one before it is kept for whoever cancels. */
  #coming: Session | null = null;
  /** What to come back to where the opening is cancelled: whether it was ready and whether time ran. */
  #before: { ready: boolean; playing: boolean; run: Opening | null } = {
    ready: false,
    playing: false,
    run: null,
  };
  #turns: Promise<void> = Promise.resolve();
  #waitsSince = 0;
  /** Migrate was pressed before the session was there. */
  #wantsMigrate = false;
  /** Play was pressed before the session was there. */
  #wantsPlay = false;
  /** The learner's own strategy, in the place of the one that the page opened with. */
  #chosenStrategy: Strategy | null = null;
  /** The learner's own word on whether a host announces the guest. */
  #chosenRarp: boolean | null = null;
  /** The present run at the moment at which it failed; null where there was none to come back to. */
  lost = $state.raw<Opening | null>(null);
  /** What the page opened with. */
  #experiment = $state.raw<Opening | null>(null);
  #longWait = $state(false);
  /** The session's latest frame. It is replaced whole. */
  #latest = $state.raw<Frame>(blankFrame());
  readonly #shown = $derived(this.#mayNameWait ? this.#latest : withoutWait(this.#latest));

  constructor(options: LabOptions) {
    this.#options = options;
  }

  /** What is drawn: the latest frame, without a wait for a page that is too short to be read about. */
  get frame(): Frame {
    return this.#shown;
  }

  get playing(): boolean {
    return this.#playback.playing;
  }

  /** Virtual time as a share of real time. */
  get speed(): number {
    return this.chosenSpeed ?? automaticSpeed(this.frame);
  }

  /** Whether the present wait for a page may be named: it has lasted, or time stands still. */
  get #mayNameWait(): boolean {
    return this.#longWait || !this.playing;
  }

  /** Opens a new session in the place of the present one. The first frame is always the same. */
  async reset(): Promise<void> {
    await this.#begin(
      () => this.#load(),
      new Entrance("The run begins anew", this.#experiment ? SAME_RUN_MS : FIRST_RUN_MS),
    );
  }

  /** Comes back to the moment at which a run failed, by doing again what was done; in memory where storage is full. */
  async comeBack(inMemory: boolean): Promise<void> {
    const { lost } = this;
    if (!lost) return;
    const entrance = new Entrance("The run is done again", 0);
    await this.#begin(async () => ({ ...lost, inMemory, isResumed: true }), entrance);
  }

  /**
   * Opens what the address holds now, which is called `what`; a strategy chosen for another experiment is forgotten.
   * Resolves with whether it came to that: the learner may have cancelled it.
   */
  async reopen(what: string): Promise<boolean> {
    this.#chosenStrategy = null;
    this.#chosenRarp = null;
    return this.#begin(() => this.#load(), new Entrance(what, 0));
  }

  /** Tells of something that is read before it can be opened. It ends with {@link reopen}, or with `end`. */
  expect(what: string): Entrance {
    return this.#enter(new Entrance(what, 0));
  }

  /** Ends what is being opened, and brings back what was there. */
  cancel(): void {
    const { entrance, strategy } = this;
    if (!entrance) return;
    this.#leave(entrance);
    this.#coming?.close();
    this.#coming = null;
    this.strategy = this.#experiment?.scenario.migration.strategy ?? strategy;
    this.ready = this.#session !== null && this.#before.ready;
    if (this.#before.playing && this.ready) this.#playback.play();
    if (this.#session || this.error !== null) return;
    this.error = "The opening was cancelled.";
    this.lost ??= this.#before.run;
  }

  /** The picture of what was there stands still while something else is opened. */
  #enter(entrance: Entrance): Entrance {
    if (this.entrance) this.#leave(this.entrance);
    else this.#before = { ready: this.ready, playing: this.playing, run: this.#present };
    this.#coming?.close();
    this.#coming = null;
    this.#playback.pause();
    this.entrance = entrance;
    this.ready = false;
    this.#wantsMigrate = false;
    this.#wantsPlay = false;
    return entrance;
  }

  #leave(entrance: Entrance): void {
    entrance.end();
    if (this.entrance === entrance) this.entrance = null;
  }

  /** Opens a run beside the present one, and puts it in its place when it is there. */
  async #begin(load: () => Promise<Opening>, entrance: Entrance): Promise<boolean> {
    this.#enter(entrance);
    this.error = null;
    try {
      const experiment = await load();
      if (entrance.isOver) return false;
      if (isLarge(experiment) || isLarge(this.#experiment)) this.#clear();
      const session = await this.#options.open(experiment);
      if (entrance.isOver) {
        session.close();
        return false;
      }
      this.#coming = session;
      const until = endOf(experiment);
      const guide = (now: Tick) => entrance.tell({ now, until });
      await (experiment.lanes
        ? replayLanes(session, experiment.lanes, experiment.moment, guide)
        : replay(session, experiment, guide));
      const frame = await session.frame();
      if (entrance.isOver) return false;
      this.#coming = null;
      this.#replace(session, experiment, frame);
      this.#leave(entrance);
      await this.#start(experiment);
      return true;
    } catch (error) {
      if (entrance.isOver) return false;
      this.#coming?.close();
      this.#coming = null;
      this.#leave(entrance);
      this.#clear();
      this.#fail(this.run, error);
      return true;
    }
  }

  /** Lets go of the present session and of all that belongs to its run. */
  #clear(): void {
    this.run++;
    this.#playback.abandon();
    this.travel.reset();
    this.inside.reset();
    this.#session?.close();
    this.#session = null;
    this.#turns = Promise.resolve();
    this.over = false;
    this.hasJumped = false;
    this.lost = null;
    this.chosenSpeed = null;
    this.inspected = null;
  }

  #replace(session: Session, experiment: Opening, frame: Frame): void {
    this.#clear();
    this.#session = session;
    this.#experiment = { ...experiment, lanes: null };
    this.strategy = experiment.scenario.migration.strategy;
    if (experiment.isResumed) this.#choose(experiment.scenario);
    this.#show(frame, session);
    this.ready = true;
  }

  /** What was asked for before the run was there is done now. */
  async #start({ moment }: Opening): Promise<void> {
    // A moment that somebody chose stands still until the learner has seen it.
    const starts = this.#options.startsPlaying && moment === null;
    if (starts || this.#wantsPlay) this.#playback.play();
    if (this.#wantsMigrate) await this.migrate();
  }

  /** All that makes the present run what it is, at the present moment; null while there is none. */
  get experiment(): Experiment | null {
    if (!this.ready || !this.#experiment) return null;
    const { now } = this.frame;
    return { ...this.#experiment, actions: this.travel.doneBy(now), moment: now };
  }

  /** The present run with all its lanes, to be come back to; null while there is none. */
  get #present(): Opening | null {
    const { lanes, timeline } = this.travel;
    const kept = keptLanes(lanes, timeline?.live ?? 0, this.frame.now);
    return this.experiment && { ...this.experiment, lanes: kept };
  }

  /** The initial data of the run; null until the first is there. */
  get scenario(): Scenario | null {
    return this.#experiment?.scenario ?? null;
  }

  /** The present experiment, or where there is no session what the page would open with. */
  async opening(): Promise<Experiment> {
    return this.experiment ?? (await this.#load());
  }

  /** Whether a link opened the present run, at its own moment. */
  get isLinked(): boolean {
    return this.ready && this.#experiment?.moment != null && !this.#experiment.isResumed;
  }

  /** Starts the migration, and time with it where it stood still. */
  async migrate(): Promise<void> {
    this.#wantsMigrate = !this.ready;
    if (!this.ready || this.frame.phase !== null) return;
    await this.act("migrate");
    if (this.ready) this.#playback.play();
  }

  /** Does what the learner did, at the present moment. */
  act(action: ActionName): Promise<void> {
    return this.#turn((session) => session.act(action));
  }

  /** Keys for the guest, as bytes at its console. */
  type(bytes: Uint8Array): Promise<void> {
    return this.#turn((session) => session.type(bytes));
  }

  /** The name of the guest's program, where it is one of the lab's own. */
  get program(): string | undefined {
    return this.scenario?.guest.program;
  }

  /** Whether it is a guest of the learner's own, which may read what is typed at its console. */
  get takesText(): boolean {
    const guest = this.scenario?.guest;
    return guest?.image !== undefined || guest?.kernel !== undefined;
  }

  /** Lets time run, as soon as there is a guest and unless its run is over. */
  play(): void {
    if (!this.ready) this.#wantsPlay = true;
    else if (!this.#session?.ended) this.#playback.play();
  }

  togglePlay(): void {
    if (this.playing) this.#playback.pause();
    else this.play();
  }

  /** Takes the learner's speed, or gives the choice back to the lab with null. */
  setSpeed(speed: number | null): void {
    this.chosenSpeed = speed;
  }

  /** A strategy belongs to a whole run, so choosing one begins anew. */
  async setStrategy(strategy: Strategy): Promise<void> {
    this.strategy = strategy;
    this.#chosenStrategy = strategy;
    await this.reset();
  }

  /** Whether a host announces the guest is settled before a run, so changing it begins anew. */
  async setRarp(rarp: boolean): Promise<void> {
    this.#chosenRarp = rarp;
    await this.reset();
  }

  close(): void {
    if (this.entrance) this.#leave(this.entrance);
    this.#coming?.close();
    this.#coming = null;
    this.run++;
    this.#playback.pause();
    this.#session?.close();
    this.#session = null;
  }

  /** A run that was under way was begun with the learner's choices, and Reset begins it with them again. */
  #choose({ migration, client }: Scenario): void {
    this.#chosenStrategy = migration.strategy;
    this.#chosenRarp = client?.rarp ?? null;
  }

  /** What the page opens with, with the learner's strategy and word on RARP. */
  async #load(): Promise<Opening> {
    const experiment = await this.#options.load();
    const { scenario } = experiment;
    const migration = {
      ...scenario.migration,
      strategy: this.#chosenStrategy ?? scenario.migration.strategy,
    };
    const client = { ...scenario.client, rarp: this.#chosenRarp ?? scenario.client?.rarp ?? true };
    return { ...experiment, scenario: { ...scenario, migration, client } };
  }

  #advance(ticks: Tick): Promise<void> {
    return this.#turn(async (session) => {
      // The frame is read in its turn: an action may have come between the order and now.
      await session.advance(this.frame.now + ticks, PATIENCE);
      if (session.ended) this.#playback.pause();
    });
  }

  /** Does one thing to the session after all that were asked for before it, and shows what came of it. */
  #turn(task: (session: Session) => Promise<unknown>, isJump = false): Promise<void> {
    const { run } = this;
    const session = this.#session;
    if (!session || this.entrance) return Promise.resolve();
    this.hasJumped = isJump;
    this.#turns = this.#turns.then(async () => {
      if (run !== this.run) return;
      try {
        await task(session);
        const frame = await session.frame();
        if (run === this.run) this.#show(frame, session);
      } catch (error) {
        this.#fail(run, error);
      }
    });
    return this.#turns;
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

  #fail(run: number, error: unknown): void {
    if (run !== this.run) return;
    this.#playback.pause();
    this.lost = this.#present;
    if (!this.ready) this.#latest = blankFrame(false);
    this.ready = false;
    this.#session?.close();
    this.#session = null;
    this.error = describeFailure(error);
  }
}
