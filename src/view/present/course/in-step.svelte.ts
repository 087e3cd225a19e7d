import { Channel, type Message } from "./channel.ts";

/** What two windows have in step; `see` takes what the wall tells, `act` does a command. */
export interface InStepParts<Told, Command> {
  /** What is presented: windows of the same name hear each other. Null for a window that hears nobody. */
  readonly name: string | null;
  readonly isSpeaker: boolean;
  readonly act: (command: Command) => void;
  readonly see: (told: Told) => void;
}

/** How long a speaker's window waits for the answer of one that shows the slides, in milliseconds of real time. */
const ANSWER_MS = 1500;

/**
 * The wall and the speaker's window of one presentation. The wall decides and tells the speaker's window, as soon as there is
 * one; that one tells the wall what is to be done, and does it itself where no wall has heard of it.
 */
export class InStep<Told, Command> {
  /** What the speaker's window knows of the wall; null where none answers. */
  wall = $state.raw<Told | null>(null);
  /** No wall answers: the speaker's window is the only one. */
  isAlone = $state(false);
  readonly #parts: InStepParts<Told, Command>;
  readonly #channel: Channel<Told, Command> | null;
  /** What no wall has heard of yet, by its number, and what is done where none does. What a wall said before is no answer. */
  readonly #unheard = new Map<number, () => void>();
  #alone: ReturnType<typeof setTimeout> | undefined;
  /** Whether a speaker's window was heard of. */
  #isHeard = false;
  /** What the wall is, for who asks; of the speaker's window nobody does. */
  #told: Told | null = null;

  constructor(parts: InStepParts<Told, Command>) {
    this.#parts = parts;
    const { name, isSpeaker } = parts;
    this.#channel =
      name === null
        ? null
        : new Channel(name, (message) => (isSpeaker ? this.#hearWall(message) : this.#hearSpeaker(message)));
    if (isSpeaker) this.#greet();
    else this.#channel?.say({ kind: "here" });
  }

  /** Does a command here, or lets the wall do it. */
  do(command: Command): void {
    const { isSpeaker, act } = this.#parts;
    if (!isSpeaker || this.isAlone) return act(command);
    this.#channel?.say({ kind: "do", asked: this.#ask(() => act(command)), command });
  }

  /** Tells the speaker's window what is on the wall now. */
  tell(told: Told): void {
    this.#told = told;
    if (this.#isHeard) this.#say();
  }

  close(): void {
    clearTimeout(this.#alone);
    this.#channel?.close();
  }

  #hearSpeaker(message: Message<Told, Command>): void {
    if (message.kind !== "hello" && message.kind !== "do") return;
    this.#isHeard = true;
    this.#channel?.say({ kind: "heard", asked: message.asked });
    if (message.kind === "do") this.#parts.act(message.command);
    this.#say();
  }

  #hearWall(message: Message<Told, Command>): void {
    if (message.kind === "here") this.#greet();
    else if (message.kind === "wall") this.#see(message.wall);
    else if (message.kind === "heard" && this.#unheard.delete(message.asked)) this.#await();
  }

  #say(): void {
    if (this.#told !== null) this.#channel?.say({ kind: "wall", wall: this.#told });
  }

  #greet(): void {
    this.#channel?.say({ kind: "hello", asked: this.#ask(() => {}) });
  }

  /** The wall is the one that counts. */
  #see(told: Told): void {
    this.isAlone = false;
    this.wall = told;
    this.#parts.see(told);
  }

  /** Gives the number to ask a wall under, and remembers what is done where none hears of it. */
  #ask(orElse: () => void): number {
    const asked = Math.random();
    this.#unheard.set(asked, orElse);
    this.#await();
    return asked;
  }

  /** A wall hears of what it was asked in time, or there is none any more. */
  #await(): void {
    clearTimeout(this.#alone);
    if (this.#unheard.size === 0) return;
    this.#alone = setTimeout(() => {
      this.isAlone = true;
      this.wall = null;
      const undone = [...this.#unheard.values()];
      this.#unheard.clear();
      for (const each of undone) each();
    }, ANSWER_MS);
  }
}
