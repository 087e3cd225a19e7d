import { routeOfSlide } from "../../../lab/address.ts";
import type { Address, Store } from "../../../lab/environment.ts";
import { Channel, type Message, type OnWall } from "./channel.ts";
import { keepPresented, keptPresented } from "./kept.ts";
import { after, type Command, type Presented, presentedAt } from "./presented.ts";

/** What a presentation has of its page. */
export interface PresentationParts {
  readonly tab: Store;
  readonly address: Address;
  readonly view: "present" | "speaker" | "preview";
  readonly at: Pick<Presented, "id" | "slide" | "plan">;
}

/** How long a speaker's window waits for the answer of one that shows the slides, in milliseconds of real time. */
const ANSWER_MS = 1500;

/**
 * A presentation in one window. The wall's window decides, keeps it in its tab and tells the speaker's; that one tells the wall
 * what is to be done, and does it itself where no wall answers.
 */
export class Presentation {
  /** What the speaker's window knows of the wall; null where none answers. */
  wall = $state.raw<OnWall | null>(null);
  /** No wall answers: the speaker's window is the only one. */
  isAlone = $state(false);
  /** How many slides the lesson has; null before it is there. */
  slides = $state<number | null>(null);
  #presented = $state.raw<Presented>() as Presented;
  readonly #parts: PresentationParts;
  readonly #channel: Channel | null;
  #alone: ReturnType<typeof setTimeout> | undefined;
  /** What the wall is, for who asks; of the speaker's window nobody does. */
  #told: OnWall | null = null;
  /** Plays and pauses the run of the wall. */
  play: () => void = () => {};

  constructor(parts: PresentationParts) {
    this.#parts = parts;
    const { tab, at, view } = parts;
    const kept = keptPresented(tab);
    const isSame = kept && (kept.plan ?? kept.id) === (at.plan ?? at.id);
    this.#presented = presentedAt(at.id, at.slide, at.plan, isSame ? kept : null);
    this.#channel =
      view === "preview" ? null : new Channel(at.plan ?? at.id, (message) => this.#hear(message));
    if (view === "speaker") this.#ask();
    else this.#keep();
  }

  /** How far it is. */
  get presented(): Presented {
    return this.#presented;
  }

  /** Does a command here, or lets the wall do it. */
  do(command: Command): void {
    if (this.#parts.view !== "speaker" || this.isAlone) return this.#do(command);
    this.#channel?.say({ kind: "do", command });
    this.#await(() => this.#do(command));
  }

  /** Goes to what an address says, which somebody typed or a link gave. */
  goTo({ id, slide }: Pick<Presented, "id" | "slide">): void {
    const { id: here, slide: now } = this.#presented;
    if (id !== here || slide !== now)
      this.#become({ ...this.#presented, id, slide, isBlank: false, shows: "slide" });
  }

  /** The lesson is there, and has so many slides. */
  has(slides: number): void {
    this.slides = slides;
    const { slide } = this.#presented;
    const number = slide === "last" ? slides : Math.min(slide, slides);
    if (number !== slide) this.#become({ ...this.#presented, slide: number });
  }

  /** Tells the speaker's window what is on the wall now. */
  tell(said: string, isPlaying: boolean): void {
    this.#told = { presented: this.#presented, said, isPlaying };
    this.#channel?.say({ kind: "wall", wall: this.#told });
  }

  close(): void {
    clearTimeout(this.#alone);
    this.#channel?.close();
  }

  #do(command: Command): void {
    if (this.slides === null) return;
    if (command.kind === "play" && !this.#presented.isBlank) this.play();
    this.#become(after(this.#presented, command, this.slides, Date.now()));
  }

  #become(presented: Presented): void {
    if (presented.id !== this.#presented.id) this.slides = null;
    this.#presented = presented;
    this.#keep();
  }

  /** Keeps it in the tab and in the address, so that a page that is loaded again is at the same slide. */
  #keep(): void {
    const { tab, address, view } = this.#parts;
    if (view === "preview") return;
    const { id, slide, plan } = this.#presented;
    keepPresented(tab, this.#presented);
    address.replace(routeOfSlide(id, slide, plan, view));
  }

  #hear(message: Message): void {
    if (this.#parts.view === "speaker") {
      if (message.kind === "wall") this.#see(message.wall);
    } else if (message.kind === "hello") {
      if (this.#told) this.#channel?.say({ kind: "wall", wall: this.#told });
    } else if (message.kind === "do") this.#do(message.command);
  }

  /** The wall is the one that counts. */
  #see(wall: OnWall): void {
    clearTimeout(this.#alone);
    this.isAlone = false;
    this.wall = wall;
    // While a run is played the wall tells of every picture; a browser lets an address be written only so often.
    if (!isSame(wall.presented, this.#presented)) this.#become(wall.presented);
  }

  #ask(): void {
    this.#channel?.say({ kind: "hello" });
    this.#await(() => {});
  }

  /** The wall answers, or there is none any more. */
  #await(orElse: () => void): void {
    clearTimeout(this.#alone);
    this.#alone = setTimeout(() => {
      this.isAlone = true;
      this.wall = null;
      orElse();
    }, ANSWER_MS);
  }
}

function isSame(one: Presented, other: Presented): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
