/**
 * What the two windows say to each other: the wall that it is there, what is on it, and what it has heard; the speaker's that
 * it is there, and what is to be done. What is asked has a number that nobody else asks under. It is plain data.
 */
export type Message<Told, Command> =
  | { readonly kind: "here" }
  | { readonly kind: "wall"; readonly wall: Told }
  | { readonly kind: "heard"; readonly asked: number }
  | { readonly kind: "hello"; readonly asked: number }
  | { readonly kind: "do"; readonly asked: number; readonly command: Command };

/** Between the windows of one browser that present the same: nothing goes over a network. */
export class Channel<Told, Command> {
  readonly #channel: BroadcastChannel;

  /** `what` is the plan, or the lesson where it is presented alone. */
  constructor(what: string, hear: (message: Message<Told, Command>) => void) {
    this.#channel = new BroadcastChannel(`quick-resume-lab present ${what}`);
    this.#channel.onmessage = ({ data }: MessageEvent<Message<Told, Command>>) => hear(data);
  }

  say(message: Message<Told, Command>): void {
    this.#channel.postMessage(message);
  }

  close(): void {
    this.#channel.close();
  }
}
