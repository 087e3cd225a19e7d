import { untrack } from "svelte";
import { fromMilliseconds, toMilliseconds } from "../../clock/tick.ts";
import { Lab } from "../../lab/lab.svelte.ts";
import type { OpenSession } from "../../lab/opener.svelte.ts";
import type { Opening } from "../../lab/opening.ts";
import { t } from "../../language/words.ts";
import type { Report } from "../../report/report.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { LabEvents, LabMethods, LabState } from "../../widget/api.ts";

/** What an embedded lab is given by the page that it is in. */
export interface EmbeddedParts {
  /** What it opens with. */
  readonly load: () => Promise<Opening>;
  readonly open: OpenSession;
  /** Whether time runs as soon as the guest is there. */
  readonly startsPlaying: boolean;
  readonly tell: <Name extends keyof LabEvents>(name: Name, detail: LabEvents[Name]) => void;
  /** The address of the widget's loader. */
  readonly loader: string;
}

/** What leads a reader through a lesson: the run is held until its question is answered. */
export interface Leader {
  readonly id: string;
  play(): Promise<void>;
  reset(): Promise<void>;
}

/** A lab without a page of its own: it is driven by methods, tells what happens, and can stand still without its workers. */
export class Embedded implements Omit<LabMethods, "load" | "destroy"> {
  readonly lab: Lab;
  /** Why it stands still without its workers, in words; null while it is live. */
  frozenBecause = $state<string | null>(null);
  /** Who leads through the lesson that is shown, once that is loaded; null where none is. */
  leader: Promise<Leader> | null = null;
  readonly #parts: EmbeddedParts;
  /** What runs begin with: what the page named, or the scenario that its script gave. */
  #begin: () => Promise<Opening>;
  /** The run to come back to, once. */
  #kept: Opening | null = null;
  #opening: Promise<unknown>;
  #isSeen = true;
  /** Time ran when it went out of sight. */
  #wasPlaying = false;
  readonly #end: () => void;

  constructor(parts: EmbeddedParts) {
    this.#parts = parts;
    this.#begin = parts.load;
    this.lab = new Lab({
      load: async () => {
        const kept = this.#kept;
        this.#kept = null;
        return kept ?? this.#begin();
      },
      open: parts.open,
      startsPlaying: parts.startsPlaying,
    });
    this.#opening = this.lab.reset();
    this.#end = $effect.root(() => this.#tellOnwards());
  }

  /** Resolves when its guest is there; rejects with the reason where there will be none. */
  async loaded(): Promise<void> {
    await this.#opening;
    if (this.lab.error !== null) throw new Error(this.lab.error);
    await this.leader;
  }

  async play(): Promise<void> {
    await this.#awake();
    const leader = await this.leader;
    if (leader) await leader.play();
    else if (this.lab.frame.phase === null) await this.lab.migrate();
    else this.lab.play();
  }

  async pause(): Promise<void> {
    await this.#awake();
    this.lab.run.playback.pause();
    await this.lab.run.settled();
  }

  async step(direction: unknown = "forward"): Promise<void> {
    await this.#awake();
    if (direction !== "forward" && direction !== "back")
      throw new TypeError(`step takes "forward" or "back", not ${told(direction)}.`);
    await this.lab.travel.step(direction);
  }

  async seek(milliseconds: unknown): Promise<void> {
    await this.#awake();
    if (
      typeof milliseconds !== "number" ||
      !(milliseconds >= 0 && milliseconds <= this.lab.scenario!.untilMs)
    )
      throw new RangeError(
        `seek takes milliseconds from 0 to ${this.lab.scenario!.untilMs}, not ${told(milliseconds)}.`,
      );
    this.lab.travel.seek(fromMilliseconds(milliseconds));
    await this.lab.run.settled();
  }

  async act(action: unknown): Promise<void> {
    await this.#awake();
    // What checks it is loaded when it is first needed.
    const { givenAction } = await import("./given.ts");
    const known = givenAction(action);
    if (this.lab.lockedBecause !== null) throw new Error(this.lab.lockedBecause);
    if (known === "migrate") await this.lab.migrate();
    else await this.lab.act(known);
  }

  async setScenario(input: unknown): Promise<void> {
    this.#refuseInLesson();
    const { parseScenario } = await import("./given.ts");
    const scenario = parseScenario(input);
    this.frozenBecause = null;
    this.#kept = null;
    this.#begin = async () => ({ scenario, actions: [], moment: null });
    this.#opening = this.lab.reopen(t`The run begins anew`);
    await this.loaded();
  }

  async getScenario(): Promise<Scenario> {
    await this.loaded();
    return structuredClone(this.lab.scenario!);
  }

  async getReport(): Promise<Report> {
    await this.loaded();
    return this.lab.frame.report;
  }

  async exportTrace(): Promise<readonly TraceEvent[]> {
    await this.loaded();
    return [...this.lab.travel.log.events];
  }

  async getShareUrl(): Promise<string> {
    await this.#awake();
    const leader = await this.leader;
    const { shareAddress } = await import("./share.ts");
    const shared = leader ? { lesson: leader.id } : { run: this.lab.experiment! };
    return shareAddress(this.#parts.loader, shared);
  }

  async reset(): Promise<void> {
    await this.#awake();
    await ((await this.leader) ?? this.lab).reset();
  }

  /** Keeps its moment and its last picture, and ends its workers. */
  freeze(why: string): void {
    if (this.frozenBecause !== null) return;
    const { present } = this.lab.run;
    this.#wasPlaying ||= this.lab.playing;
    if (present) this.#kept = { ...present, isResumed: true };
    this.frozenBecause = why;
    this.lab.close();
  }

  /** Goes on from where it was frozen; time runs where it ran then, or where `plays`. */
  async wake(plays: boolean): Promise<void> {
    if (this.frozenBecause === null) return;
    const willPlay = plays || this.#wasPlaying;
    this.#wasPlaying = false;
    this.frozenBecause = null;
    this.#opening = this.lab.reopen(t`The run before is done again`);
    await this.loaded();
    if (willPlay) this.lab.play();
  }

  /** Whether anybody can see it: time stands still while nobody does. */
  see(isSeen: boolean): void {
    if (isSeen === this.#isSeen || this.frozenBecause !== null) return;
    this.#isSeen = isSeen;
    if (!isSeen) {
      this.#wasPlaying = this.lab.playing;
      this.lab.run.playback.pause();
    } else if (this.#wasPlaying) {
      this.#wasPlaying = false;
      this.lab.play();
    }
  }

  /** Ends it for good. */
  close(): void {
    this.#end();
    this.lab.close();
  }

  /** A lesson asks about a run of its own. */
  #refuseInLesson(): void {
    if (this.leader) throw new Error(t`A lesson has a run of its own; leave out lesson to open another.`);
  }

  async #awake(): Promise<void> {
    if (this.frozenBecause !== null) await this.wake(false);
    await this.loaded();
  }

  /** Tells of what happens, as it happens. */
  #tellOnwards(): void {
    const { lab } = this;
    const { tell } = this.#parts;
    const now = () => toMilliseconds(lab.frame.now);
    let isReady = false;
    let toldState: LabState | null = null;
    $effect(() => {
      const state = this.#state();
      if (lab.ready && !isReady) {
        isReady = true;
        tell("ready", {});
      }
      if (state === toldState) return;
      toldState = state;
      tell("state", { state, at: now() });
    });
    $effect(() => {
      if (lab.error !== null) tell("error", { message: lab.error });
    });
    let latest = -1;
    let run = lab.run;
    $effect(() => {
      const { milestones } = lab.frame;
      if (run !== lab.run) latest = -1;
      run = lab.run;
      for (const { kind, at } of milestones.filter((each) => each.at > latest)) {
        latest = at;
        tell("milestone", { kind, at: toMilliseconds(at) });
      }
    });
    const isCompleted = $derived(lab.frame.ended);
    $effect(() => {
      // Once, and not with each picture that follows.
      if (isCompleted) tell("completed", { report: untrack(() => lab.frame.report) });
    });
  }

  #state(): LabState {
    const { lab } = this;
    if (lab.error !== null) return "failed";
    if (this.frozenBecause !== null) return "frozen";
    if (!lab.ready) return "loading";
    if (lab.playing) return "playing";
    return lab.frame.phase === null ? "ready" : "paused";
  }
}

/** A stranger's value in few letters. */
function told(value: unknown): string {
  return String(JSON.stringify(value)).slice(0, 80);
}
