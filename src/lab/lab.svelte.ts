import type { Experiment } from "../experiment/experiment.ts";
import { t } from "../language/words.ts";
import type { Strategy } from "../migration/strategy.ts";
import type { Frame } from "../report/frame.ts";
import type { Action } from "../scenario/action.ts";
import { differencesOf } from "../scenario/fields/values.ts";
import { asItIsNow } from "../scenario/fields/world.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Commands } from "../timeline/commands.ts";
import { blankFrame } from "./blank.ts";
import { Entrance } from "./entrance.svelte.ts";
import { describeFailure } from "./failure-words.ts";
import { type Arrival, Opener, type OpenSession } from "./opener.svelte.ts";
import { goesOn, isBegun, isLarge, type Opening, withArmed } from "./opening.ts";
import type { Rule } from "./rule.ts";
import { Run } from "./run.svelte.ts";
import type { Travel } from "./travel.svelte.ts";
import { isKept, type Left, Undo } from "./undo.ts";
import { type Edit, Wishes } from "./wishes.svelte.ts";

export interface LabOptions {
  /** Reads what the page opens with. */
  readonly load: () => Promise<Opening>;
  readonly open: OpenSession;
  /** Whether time runs as soon as the guest is there. */
  readonly startsPlaying: boolean;
}

/**
 * Real time in milliseconds after which it is told that the same run begins anew, and that the page's own first run is on
 * its way: until then the first view takes a press on Migrate already.
 */
const SAME_RUN_MS = 400;
const FIRST_RUN_MS = 5000;

/** Real time in milliseconds without another change, after which the guest starts again with all of them. */
const SETTLED_MS = 150;

/** Virtual milliseconds after the beginning of page-in at which {@link Lab.againWithCut} cuts the link. */
const CUT_AFTER_MS = 250;

/** What the view shows and what the learner can do. The session computes; the lab opens runs, and passes on to the present one. */
export class Lab implements Pick<Commands, "act" | "type"> {
  /** What went wrong, in words for the learner; null while all is well. */
  error = $state<string | null>(null);
  strategy = $state<Strategy>("quickResume");
  /** The present run at the moment at which it failed; null where there was none to come back to. */
  lost = $state.raw<Opening | null>(null);
  readonly #options: LabOptions;
  readonly #opener: Opener;
  /** What runs begin with. */
  readonly wishes = new Wishes();
  /** What a lesson leaves open; null where nobody has any say but the learner. */
  rule = $state.raw<Rule | null>(null);
  /** Words for what differs between two scenarios, once somebody is there who knows them. */
  describeChanges: ((from: Scenario, to: Scenario) => string) | null = null;
  /** What holds in the run now, as text: only what has changed is looked at again. */
  readonly #now = $derived(JSON.stringify(this.frame.conditions));
  /** What the run began with, as its world has become; null before the first run. */
  readonly world = $derived(this.#asItIsNow(this.scenario));
  /** What holds, with what the learner has changed for the next Reset; null before the address was read. */
  readonly held = $derived(this.#asItIsNow(this.wishes.wanted));
  /** How many conditions are other than what the address holds. The strategy is shown where it is chosen. */
  readonly changes = $derived(
    this.held && this.wishes.base
      ? differencesOf(this.wishes.base, this.held).filter((path) => path !== "migration.strategy").length
      : 0,
  );
  /** The guest is about to start again with what has changed. */
  #settling: ReturnType<typeof setTimeout> | null = null;
  /** The guest is starting again with what has changed; null where it is not. */
  #startingOver = $state.raw<Promise<boolean> | null>(null);
  #run = $state.raw<Run>(withoutSession(null, blankFrame()));
  readonly #undo = new Undo();
  /** What was asked for before the session was there, and is done in it in the order of asking. */
  #later: (() => unknown)[] = [];
  /** Play was pressed before the session was there. */
  #wantsPlay = false;

  constructor(options: LabOptions) {
    this.#options = options;
    this.#opener = new Opener(options.open);
  }

  /** The present run. Another object takes its place, whole, where a run begins anew or another is opened. */
  get run(): Run {
    return this.#run;
  }

  /** What is being opened; null where nothing is. */
  get entrance(): Entrance | null {
    return this.#opener.entrance;
  }

  /** What is drawn. */
  get frame(): Frame {
    return this.#run.frame;
  }

  /** The session is there and takes actions. */
  get ready(): boolean {
    return this.#run.ready;
  }

  /** What is done is done by {@link act}: in the present run, or in the one with which the guest is starting again. */
  get takesActions(): boolean {
    return this.ready || this.#startingOver !== null;
  }

  get playing(): boolean {
    return this.#run.playback.playing;
  }

  /** The way through recorded time. */
  get travel(): Travel {
    return this.#run.travel;
  }

  /** All that makes the present run what it is, at the present moment; null while there is none. */
  get experiment(): Experiment | null {
    return this.#run.experiment;
  }

  /** The run that is on its way, where it goes on where it was; null where it begins anew, or nothing is on its way. */
  get #resuming(): Opening | null {
    const { opening } = this.#opener;
    return opening && goesOn(opening) ? opening : null;
  }

  /** A migration has begun, so that a change waits for Reset: in the run that is on its way or else in the one that is there. */
  get isUnderWay(): boolean {
    if (this.#resuming) return isBegun(this.#resuming);
    return this.entrance === null && this.frame.phase !== null;
  }

  /** The learner's own files, in the run that is on its way or else in the one that is there. */
  get files(): Opening["files"] {
    return (this.#opener.opening ?? this.#run.opening)?.files;
  }

  /** The initial data of the run; null until the first is there. */
  get scenario(): Scenario | null {
    return this.#run.opening?.scenario ?? null;
  }

  /** What the next Reset would change, in words; null where it leads back to the same beginning. */
  get pending(): string | null {
    const { scenario } = this;
    const { wanted } = this.wishes;
    if (this.entrance || this.frame.phase === null || !scenario || !wanted) return null;
    if (!this.wishes.differFrom(scenario)) return null;
    return this.describeChanges?.(scenario, wanted) ?? t`with other conditions`;
  }

  /** Opens a new session in the place of the present one. The first frame is always the same. */
  async reset(patience = this.#run.opening ? SAME_RUN_MS : FIRST_RUN_MS): Promise<void> {
    // Only what stands still already may be held: the page's first run is on its way.
    if (this.lockedBecause !== null && this.ready) return;
    await this.#begin(() => this.#load(), new Entrance(t`The run begins anew`, patience));
  }

  /** Begins anew with what has changed. What was armed for a migration that has not begun stays armed. */
  async #startOver(patience = SAME_RUN_MS): Promise<void> {
    const run = this.#run;
    const load = async () => {
      await run.settled();
      return withArmed(await this.#load(), run.frame.phase === null ? run.frame.armed : []);
    };
    const begun = this.#begin(load, new Entrance(t`The run begins anew`, patience));
    this.#startingOver = begun;
    await begun;
    if (this.#startingOver === begun) this.#startingOver = null;
  }

  /** Whether there is a run to bring back. In a lesson what was done before is no part of what is asked. */
  get canUndo(): boolean {
    return this.rule === null && (this.#undo.latest !== null || this.#isLeaving);
  }

  /**
   * Brings back the run that was replaced last, with its lanes, at the moment at which it was left. One whose place is still
   * being taken stays.
   */
  async undo(): Promise<void> {
    if (this.rule !== null) return;
    if (this.#settling !== null && this.#isKept(this.#present)) return this.#forgetChange();
    if (this.#isLeaving) return this.#stay();
    if (this.entrance) this.#undo.goOn();
    const { latest } = this.#undo;
    if (!latest) return;
    const entrance = new Entrance(t`The run before is done again`, SAME_RUN_MS);
    await this.#begin(async () => ({ ...latest, isResumed: true }), entrance, latest);
  }

  /** Whether a run is being replaced that Undo will bring back when the next is there. */
  get #isLeaving(): boolean {
    return this.entrance !== null && this.#undo.undone === null && this.#isKept(this.#undo.left);
  }

  /** Whether a run is brought back by Undo if what is on its way, or what is wanted, takes its place. */
  #isKept(left: Left): boolean {
    return isKept(left, (opened) => this.#next(opened));
  }

  /** What takes the place of a run that began with something: what is on its way, or else the same with what is wanted. */
  #next(opened: Opening): Opening {
    const scenario = this.wishes.wanted ?? opened.scenario;
    return { ...(this.#opener.opening ?? { ...opened, scenario }), base: this.wishes.base };
  }

  /** The guest was about to start again with a change. */
  #forgetChange(): void {
    this.#keepNext(this.#present);
    this.#settled();
    if (this.scenario) this.wishes.goBackTo(this.wishes.base, this.scenario);
  }

  /** The run that was about to be replaced stays at its moment; one for which there was no room is done again. */
  async #stay(): Promise<void> {
    const { left } = this.#undo;
    this.#keepNext(left);
    this.#undo.left = { ...left, playing: left.playing && left.run?.actions.length === 0 };
    this.cancel();
    if (this.lost) await this.comeBack(false);
  }

  /** What was about to take the place of a run that stays is brought back by the next Undo. */
  #keepNext(left: Left): void {
    if (left.opened) this.#undo.keepInstead(left, this.#next(left.opened));
  }

  /** Begins the same run again and moves its guest, with a cut of the link that waits for page-in. */
  async againWithCut(): Promise<void> {
    const { opening } = this.#run;
    if (!opening || this.rule) return;
    const anew = { ...opening, actions: [], moment: null, lanes: null, isResumed: true };
    if (!(await this.#begin(async () => anew, new Entrance(t`The run begins anew`, SAME_RUN_MS)))) return;
    await this.act({ kind: "cutLink", at: { phase: "pageIn", afterMs: CUT_AFTER_MS } });
    await this.migrate();
  }

  /** Comes back to the moment at which a run failed, by doing again what was done; in memory where storage is full. */
  async comeBack(inMemory: boolean): Promise<void> {
    const { lost } = this;
    if (!lost) return;
    const entrance = new Entrance(t`The run is done again`, 0);
    await this.#begin(async () => ({ ...lost, inMemory, isResumed: true }), entrance);
  }

  /**
   * Opens what the address holds now, which is called `what`; what was chosen for another experiment is forgotten. It is told
   * of after `patience` milliseconds of real time. Resolves with whether it came to that: the learner may have cancelled it.
   */
  async reopen(what: string, patience = 0): Promise<boolean> {
    const load = () => {
      this.wishes.forget();
      return this.#load();
    };
    return this.#begin(load, new Entrance(what, patience));
  }

  /** Why what is to be done is not done now; null where it is. */
  get lockedBecause(): string | null {
    return this.rule?.locked ?? this.rule?.fixed ?? null;
  }

  /** Tells of something that is read before it can be opened. It ends with {@link reopen}, or with `end`. */
  expect(what: string): Entrance {
    return this.#enter(new Entrance(what, 0));
  }

  /** Ends what is being opened, and brings back what was there. */
  cancel(): void {
    if (!this.entrance) return;
    this.#opener.end();
    this.#later = [];
    this.#undo.undone = null;
    this.strategy = this.scenario?.migration.strategy ?? this.strategy;
    if (this.scenario) this.wishes.goBackTo(this.#undo.left.base, this.scenario);
    this.#run.ready = this.#run.isOpen && this.#undo.left.ready;
    if (this.#undo.left.playing && this.ready) this.#run.playback.play();
    if (this.#run.isOpen || this.error !== null) return;
    this.error = t`The opening was cancelled.`;
    this.lost ??= this.#undo.left.run;
  }

  /** What the page would open with where there is no session, else the present experiment. */
  async opening(): Promise<Experiment> {
    return this.experiment ?? (await this.#load());
  }

  /** Starts the migration, or one more where the last is over, and time with it where it stood still. */
  async migrate(): Promise<void> {
    if (this.lockedBecause !== null) return;
    if (this.#settling !== null) void this.#startOverAsAsked();
    const run = this.#run;
    if (this.entrance) return this.afterwards(() => this.migrate());
    if (!run.ready || (run.frame.phase !== null && !run.frame.mayMoveAgain)) return;
    const begun = run.turn((session) => session.act("migrate"));
    // Time runs behind it at once: who pauses before it has begun shall not be overruled by it.
    run.playback.play();
    await begun;
  }

  /** Does something at once, or as soon as the run is there that is on its way; never where another takes its place. */
  afterwards(task: () => unknown): void {
    if (this.entrance) this.#later.push(task);
    else void task();
  }

  /** Does it to the present run, or to the one that takes its place where the guest is starting again with a change. */
  async act(action: Action): Promise<void> {
    if (this.lockedBecause !== null) return;
    while (!this.ready && this.#startingOver) await this.#startingOver;
    return this.#run.turn((session) => session.act(action));
  }

  /** Types to the guest of the run to which {@link act} does something. */
  async type(bytes: Uint8Array): Promise<void> {
    if (this.lockedBecause !== null) return;
    while (!this.ready && this.#startingOver) await this.#startingOver;
    return this.#run.turn((session) => session.type(bytes));
  }

  /** Lets time run, as soon as there is a guest and unless its run is over. */
  play(): void {
    if (this.rule?.locked) return;
    if (this.ready) this.#run.play();
    else this.#wantsPlay = true;
  }

  togglePlay(): void {
    if (this.playing) this.#run.playback.pause();
    else this.play();
  }

  /**
   * Changes what runs begin with. Before Migrate the guest starts again with it, as soon as nothing else has changed for a
   * moment; later it waits for Reset.
   */
  want(edit: Edit): void {
    if (this.lockedBecause !== null) return;
    this.wishes.change(edit);
    this.strategy = this.wishes.wanted?.migration.strategy ?? this.strategy;
    this.#startOverSoon();
  }

  /** Begins anew with what has changed as soon as nothing else changes, unless that waits for Reset. */
  #startOverSoon(): void {
    if (this.#resuming) return this.afterwards(() => this.#startOverSoon());
    if (this.isUnderWay) return;
    this.#settled();
    // The page stays as it is, and with it the focus of who goes on changing.
    this.#settling = setTimeout(() => void this.#startOverAsAsked(), SETTLED_MS);
  }

  /** Begins anew with what has changed, and does in that run what was asked of the one that was on its way. */
  #startOverAsAsked(): Promise<void> {
    const later = this.#later;
    const begun = this.#startOver(FIRST_RUN_MS);
    this.#later = later;
    return begun;
  }

  /** A strategy belongs to a whole run, so choosing one begins anew. */
  async setStrategy(strategy: Strategy): Promise<void> {
    if (this.#closes("migration.strategy")) return;
    this.strategy = strategy;
    if (this.#resuming) return this.afterwards(() => this.setStrategy(strategy));
    this.wishes.change((scenario) => ({ ...scenario, migration: { ...scenario.migration, strategy } }));
    await this.#startOver();
  }

  /** Whether a host announces the guest is settled before a run, so changing it begins anew. */
  async setRarp(rarp: boolean): Promise<void> {
    if (this.#closes("client.rarp")) return;
    if (this.#resuming) return this.afterwards(() => this.setRarp(rarp));
    this.wishes.change((scenario) => ({ ...scenario, client: { ...scenario.client, rarp } }));
    await this.#startOver();
  }

  close(): void {
    this.#settled();
    this.#opener.end();
    this.#run.close();
  }

  /** Whether a lesson keeps a condition as it is. */
  #closes(path: string): boolean {
    return this.lockedBecause !== null || (this.rule !== null && !this.rule.conditions.includes(path));
  }

  #asItIsNow(wanted: Scenario | null): Scenario | null {
    const { scenario } = this;
    if (!wanted || !scenario || this.entrance || this.frame.phase === null) return wanted;
    return asItIsNow(wanted, scenario, JSON.parse(this.#now));
  }

  #settled(): void {
    if (this.#settling !== null) clearTimeout(this.#settling);
    this.#settling = null;
  }

  /** What is left where something else is opened now. */
  get #present(): Left {
    const { ready, playing } = this;
    const { present, opening: opened, since } = this.#run;
    const { base } = this.wishes;
    return {
      ready,
      playing,
      run: present && { ...present, base },
      opened,
      base,
      stoodMs: performance.now() - since,
    };
  }

  /** The picture of what was there stands still while something else is opened. */
  #enter(entrance: Entrance): Entrance {
    this.#settled();
    if (!this.entrance) this.#undo.left = this.#present;
    this.#opener.enter(entrance);
    this.#run.hold();
    this.#later = [];
    this.#wantsPlay = false;
    return entrance;
  }

  /** Opens a run beside the present one, and puts it in its place when it is there. */
  async #begin(
    load: () => Promise<Opening>,
    entrance: Entrance,
    undone: Opening | null = null,
  ): Promise<boolean> {
    this.#enter(entrance);
    this.#undo.undone = undone;
    this.error = null;
    try {
      const arrival = await this.#opener.lead(entrance, load, (opening) => this.#makeRoom(opening));
      if (!arrival) return false;
      this.#replace(arrival);
      this.#opener.end();
      await this.#start(arrival.opening);
    } catch (error) {
      if (entrance.isOver) return false;
      this.#opener.end();
      this.#later = [];
      this.#undo.undone = null;
      this.#put(withoutSession(this.#run.opening, blankFrame(false)));
      this.error = describeFailure(error);
    }
    return true;
  }

  /** What comes is known: its conditions hold from now on, and the present run goes where there is no room for two. */
  #makeRoom(opening: Opening): void {
    const { base, scenario } = opening;
    this.strategy = scenario.migration.strategy;
    if (base !== undefined) this.wishes.goBackTo(base, scenario);
    else if (opening.isResumed) this.wishes.take(scenario);
    const present = this.#run.opening;
    if (isLarge(opening) || isLarge(present)) this.#put(withoutSession(present, this.frame));
  }

  #replace({ session, opening, frame }: Arrival): void {
    const run: Run = new Run({
      opening,
      session,
      frame,
      failed: (error, present) => this.#fail(run, error, present),
      isHeld: () => this.rule?.locked != null,
    });
    this.#undo.replacedBy(opening);
    this.#put(run);
    this.error = null;
  }

  /** Puts a run in the place of the present one, and lets go of all that belonged to that. */
  #put(run: Run): void {
    const { opening, chosenSpeed, inside, travel } = this.#run;
    this.#run.close();
    this.#run = run;
    this.travel.size = travel.size;
    // What was chosen before the first run was there was chosen for it.
    if (opening === null) {
      run.chosenSpeed = chosenSpeed;
      run.inside.open = inside.open;
    }
    this.lost = null;
  }

  /** What was asked for before the run was there is done now. */
  async #start({ moment }: Opening): Promise<void> {
    // A moment that somebody chose stands still until the learner has seen it.
    const starts = this.#options.startsPlaying && moment === null;
    if (starts || this.#wantsPlay) this.#run.playback.play();
    for (const task of this.#later.splice(0)) await task();
  }

  /** What the page opens with, as the learner wants it. A run to come back to is what it was; behind it lies the address. */
  async #load(): Promise<Opening> {
    const opening = await this.#options.load();
    if (!opening.isResumed) return this.wishes.applyTo(opening);
    void this.#options.load().then(
      ({ scenario }) => {
        this.wishes.base ??= scenario;
      },
      () => {},
    );
    return opening;
  }

  #fail(run: Run, error: unknown, present: Opening | null): void {
    if (run !== this.#run) return;
    this.lost = present ?? (this.entrance ? this.#undo.left.run : null);
    this.error = describeFailure(error);
  }
}

/** The run of a lab in which nothing runs: what the latest run began with, and what is drawn. */
function withoutSession(opening: Opening | null, frame: Frame): Run {
  return new Run({ opening, session: null, frame, failed: () => {} });
}
