import type { Command, Presented } from "./presented.ts";

/** What is on the wall, as its window tells the speaker's. */
export interface OnWall {
  readonly presented: Presented;
  /** The sentence of the lab's moment. */
  readonly said: string;
  readonly isPlaying: boolean;
}

/** What the two windows say to each other. */
export type Message =
  | { readonly kind: "wall"; readonly wall: OnWall }
  | { readonly kind: "hello" }
  | { readonly kind: "do"; readonly command: Command };

/** Between the windows of one browser that present the same: nothing goes over a network. */
export class Channel {
  readonly #channel: BroadcastChannel;

  /** `what` is the plan, or the lesson where it is presented alone. */
  constructor(what: string, hear: (message: Message) => void) {
    this.#channel = new BroadcastChannel(`quick-resume-lab present ${what}`);
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => hear(data);
  }

  say(message: Message): void {
    this.#channel.postMessage(message);
  }

  close(): void {
    this.#channel.close();
  }
}
