import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What runs a TypeScript entry in a process of Node: its path, to be followed by the entry's and the arguments. */
export const RUNNER = fileURLToPath(new URL("./run.mjs", import.meta.url));

/** A run makes many machines and throws them away: clearing them up in the same thread takes half the processor. */
const MEMORY_FLAGS = ["--max-semi-space-size=32", "--single-threaded-gc"];

/** What crosses from a worker to its pool. */
type Answer<Result> = { readonly result: Result } | { readonly error: string };

/** What a pool needs to know of its work. */
export interface PoolOptions<Order> {
  /** The path of the entry that each process runs, in TypeScript or in JavaScript; it calls {@link serveOrders}. */
  readonly worker: string;
  /** What each process is begun with, as its command's texts. */
  readonly texts?: readonly string[];
  /** Processes at a time, at most; no more are begun than there are orders. */
  readonly workers: number;
  /** What an order is called in messages. */
  readonly nameOf: (order: Order) => string;
}

/**
 * Carries out orders in several processes of Node, each of which does one after another. Orders and results are plain
 * data: they cross between processes.
 */
export class ProcessPool<Order, Result> {
  readonly #options: PoolOptions<Order>;

  constructor(options: PoolOptions<Order>) {
    this.#options = options;
  }

  /**
   * Carries out all orders, and tells of each when it is done, in no order. Where `done` returns false no other is begun;
   * those that were are finished. Rejects when an order fails or a process ends by itself; all processes are ended then.
   */
  async run(orders: Iterable<Order>, done: (result: Result, order: Order) => unknown): Promise<void> {
    const children: ChildProcess[] = [];
    const waiting = orders[Symbol.iterator]();
    let goesOn = true;
    const next = () => (goesOn ? waiting.next() : { done: true as const });
    const work = async () => {
      let child: ChildProcess | null = null;
      for (let each = next(); !each.done; each = next()) {
        child ??= this.#start(children);
        if (done(await this.#ask(child, each.value), each.value) === false) goesOn = false;
      }
    };
    try {
      await Promise.all(Array.from({ length: this.#options.workers }, work));
    } finally {
      goesOn = false;
      for (const child of children) child.kill();
    }
  }

  #start(children: ChildProcess[]): ChildProcess {
    const { worker, texts = [] } = this.#options;
    const [entry, before] = worker.endsWith(".ts") ? [RUNNER, [worker]] : [worker, []];
    const child = fork(entry, [...before, ...texts], {
      execArgv: MEMORY_FLAGS,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    children.push(child);
    return child;
  }

  #ask(child: ChildProcess, order: Order): Promise<Result> {
    return new Promise((resolve, reject) => {
      const broke = (why: unknown) => reject(new Error(`${this.#options.nameOf(order)}: ${why}`));
      const ended = (code: number | null, signal: string | null) =>
        broke(`its process ended with ${signal ?? code}`);
      child.once("error", broke);
      child.once("exit", ended);
      child.once("message", (answer: Answer<Result>) => {
        child.off("error", broke);
        child.off("exit", ended);
        if ("error" in answer) broke(answer.error);
        else resolve(answer.result);
      });
      child.send(order as object);
    });
  }
}

/** In a process of a pool: carries out what it is told, one order after another. */
export function serveOrders<Order, Result>(carryOut: (order: Order) => Promise<Result>): void {
  const answer = async (order: Order): Promise<Answer<Result>> => {
    try {
      return { result: await carryOut(order) };
    } catch (error) {
      return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  };
  process.on("message", async (order: Order) => process.send!(await answer(order)));
}
