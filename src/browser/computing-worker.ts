import { t } from "../language/words.ts";
import { whenNotBegun } from "./beginning.ts";
import type { Naming, Sign } from "./computing.ts";
import { lifeName, whenEnded } from "./life.ts";

const ENDED = t`its worker ended without a word; the browser may have had no memory left for it. Press Run to go on.`;
const NOT_BEGUN = t`its worker does not begin. Press Run to try again, or reload the page.`;

/** A worker that computes for a page of its own, which hears of its end and its failure however they come. */
export class ComputingWorker<Order, News> {
  readonly #worker: Worker;
  readonly #open = new AbortController();
  /** Who waits for the worker's next message. */
  #asking: (() => void)[] = [];

  /** Tells `hear` of all news, and `fail` once of a failure, with the reason as the browser has it or in words. */
  constructor(worker: Worker, hear: (news: News) => void, fail: (reason: string) => void) {
    this.#worker = worker;
    const failOnce = (reason: string) => {
      if (!this.#open.signal.aborted) fail(reason);
    };
    const life = lifeName("computing");
    const { signal } = this.#open;
    const follow = (isHeld: boolean) =>
      whenEnded(
        life,
        isHeld,
        () => this.#ask(),
        signal,
        () => failOnce(ENDED),
      );
    worker.onmessage = ({ data }: MessageEvent<News | Sign>) => {
      for (const heard of this.#asking.splice(0)) heard();
      if (data === "held" || data === "unheld") follow(data === "held");
      else if (data !== "beat") hear(data as News);
    };
    worker.onerror = ({ message }) => failOnce(message);
    worker.onmessageerror = () => failOnce(t`The worker sent something unreadable.`);
    whenNotBegun(worker, signal, () => failOnce(NOT_BEGUN));
    worker.postMessage({ life } satisfies Naming);
  }

  /** Asks for something; what comes of it is news. */
  order(order: Order): void {
    this.#worker.postMessage(order);
  }

  /** Ends the worker, whatever it does. */
  close(): void {
    this.#open.abort();
    this.#worker.terminate();
  }

  /** Settles with the worker's next message of any kind: it sends one four times a second. */
  #ask(): Promise<void> {
    return new Promise((resolve) => {
      this.#asking.push(resolve);
    });
  }
}
