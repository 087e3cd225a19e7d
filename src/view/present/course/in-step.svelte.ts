import { Channel } from "./channel.ts";

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
 * The wall and the speaker's window of one presentation. The wall decides and tells the speaker's window; that one tells the
 * wall what is to be done, and does it itself where no wall answers.
 */
export class InStep<Told, Command> {
  /** What the speaker's window knows of the wall; null where none answers. */
  wall = $state.raw<Told | null>(null);
  /** No wall answers: the speaker's window is the only one. */
  isAlone = $state(false);
  readonly #parts: InStepParts<Told, Command>;
  readonly #channel: Channel<Told, Command> | null;
  #alone: ReturnType<typeof setTimeout> | undefined;
  /** What the wall is, for who asks; of the speaker's window nobody does. */
  #told: Told | null = null;

  constructor(parts: InStepParts<Told, Command>) {
    this.#parts = parts;
    const { name, isSpeaker, act } = parts;
    this.#channel =
      name === null
        ? null
        : new Channel<Told, Command>(name, (message) => {
            if (isSpeaker) {
              if (message.kind === "wall") this.#see(message.wall);
            } else if (message.kind === "hello") this.#say();
            else if (message.kind === "do") act(message.command);
          });
    if (!isSpeaker) return;
    this.#channel?.say({ kind: "hello" });
    this.#await(() => {});
  }

  /** Does a command here, or lets the wall do it. */
  do(command: Command): void {
    const { isSpeaker, act } = this.#parts;
    if (!isSpeaker || this.isAlone) return act(command);
    this.#channel?.say({ kind: "do", command });
    this.#await(() => act(command));
  }

  /** Tells the speaker's window what is on the wall now. */
  tell(told: Told): void {
    this.#told = told;
    this.#say();
  }

  close(): void {
    clearTimeout(this.#alone);
    this.#channel?.close();
  }

  #say(): void {
    if (this.#told !== null) this.#channel?.say({ kind: "wall", wall: this.#told });
  }

  /** The wall is the one that counts. */
  #see(told: Told): void {
    clearTimeout(this.#alone);
    this.isAlone = false;
    this.wall = told;
    this.#parts.see(told);
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
