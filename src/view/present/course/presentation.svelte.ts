import { routeOfSlide } from "../../../lab/address.ts";
import type { Address, Store } from "../../../lab/environment.ts";
import { InStep } from "./in-step.svelte.ts";
import { keepPresented, keptPresented } from "./kept.ts";
import { after, type Command, type Presented, presentedAt } from "./presented.ts";

/** What a presentation has of its page. */
export interface PresentationParts {
  readonly tab: Store;
  readonly address: Address;
  readonly view: "present" | "speaker" | "preview";
  readonly at: Pick<Presented, "id" | "slide" | "plan">;
}

/** What is on the wall, as its window tells the speaker's. */
export interface OnWall {
  readonly presented: Presented;
  /** The sentence of the lab's moment. */
  readonly said: string;
  readonly isPlaying: boolean;
}

/** A presentation in one window. The wall's window decides, and keeps it in its tab. */
export class Presentation {
  /** How many slides the lesson has; null before it is there. */
  slides = $state<number | null>(null);
  #presented = $state.raw<Presented>() as Presented;
  readonly #parts: PresentationParts;
  readonly #windows: InStep<OnWall, Command>;
  /** Plays and pauses the run of the wall. */
  play: () => void = () => {};

  constructor(parts: PresentationParts) {
    this.#parts = parts;
    const { tab, at, view } = parts;
    const kept = keptPresented(tab);
    const isSame = kept && (kept.plan ?? kept.id) === (at.plan ?? at.id);
    this.#presented = presentedAt(at.id, at.slide, at.plan, isSame ? kept : null);
    this.#windows = new InStep<OnWall, Command>({
      name: view === "preview" ? null : (at.plan ?? at.id),
      isSpeaker: view === "speaker",
      act: (command) => this.#act(command),
      see: ({ presented }) => this.#see(presented),
    });
    if (view !== "speaker") this.#keep();
  }

  /** How far it is. */
  get presented(): Presented {
    return this.#presented;
  }

  /** What the speaker's window knows of the wall; null where none answers. */
  get wall(): OnWall | null {
    return this.#windows.wall;
  }

  /** No wall answers: the speaker's window is the only one. */
  get isAlone(): boolean {
    return this.#windows.isAlone;
  }

  /** Does a command here, or lets the wall do it. */
  do(command: Command): void {
    this.#windows.do(command);
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
    this.#windows.tell({ presented: this.#presented, said, isPlaying });
  }

  close(): void {
    this.#windows.close();
  }

  #act(command: Command): void {
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

  /** While a run is played the wall tells of every picture; a browser lets an address be written only so often. */
  #see(presented: Presented): void {
    if (!isSame(presented, this.#presented)) this.#become(presented);
  }
}

function isSame(one: Presented, other: Presented): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
