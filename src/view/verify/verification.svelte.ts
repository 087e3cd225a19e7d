import { ComputingWorker } from "../../browser/computing-worker.ts";
import type { HandIn } from "../../handin/hand-in.ts";
import { BadHandInError, handInFrom, MOST_HAND_IN_BYTES } from "../../handin/hand-in-file.ts";
import { textOfLink } from "../../handin/hand-in-link.ts";
import type { VerifyNews, VerifyOrder } from "../../handin/messages.ts";
import { problemsOf } from "../../handin/problem-words.ts";
import type { Row } from "../../handin/table.ts";
import type { Verified } from "../../handin/verify.ts";
import type { StartWorker, Store } from "../../lab/environment.ts";
import { reasonOf } from "../../lab/failure-words.ts";
import type { LoadScenario } from "../../lab/load-scenario.ts";
import { t } from "../../language/words.ts";
import type { Lesson } from "../../lessons/lesson.ts";
import wasmUrl from "../../machine/build/machine.wasm?url";
import { named } from "../../text/quote.ts";
import { keepVerdict, keptVerdict } from "./kept-verdicts.ts";

/** A hand-in that was given, and what is known of it. */
interface Given {
  readonly file: string;
  readonly text: string;
  readonly handIn: HandIn | null;
  readonly changed: boolean;
  /** Null until its runs are made. */
  readonly verified: Verified | null;
  /** Why it cannot be verified, in words; empty where it can. */
  readonly refusal: string;
}

/** What a verification has of its page. */
export interface VerificationParts {
  /** The address from which the lab's files are named. */
  readonly base: string;
  readonly tab: Store;
  readonly startWorker: StartWorker;
  /** The lesson of a name; null where there is none. */
  readonly lesson: (id: string) => Promise<Lesson | null>;
  readonly load: LoadScenario;
}

/** Hand-ins that are verified in this page, one after another in a worker. What was verified once in this tab stays known. */
export class Verification {
  running = $state(false);
  error = $state<string | null>(null);
  #given = $state.raw<readonly Given[]>([]);
  readonly #parts: VerificationParts;
  #worker: ComputingWorker<VerifyOrder, VerifyNews> | null = null;

  constructor(parts: VerificationParts) {
    this.#parts = parts;
  }

  /** The table, in the order in which files were given. */
  readonly rows = $derived(this.#given.map(rowOf));

  readonly done = $derived(this.#given.filter(isDone).length);

  /** How many of those that are done have a problem. */
  readonly withProblem = $derived(
    this.#given.filter((each) => isDone(each) && rowOf(each).problem !== "").length,
  );

  /** Whether something is left that was not verified yet. */
  readonly isLeft = $derived(this.#given.some((each) => !isDone(each)));

  /** Takes files; one that is there already, by its content, is not taken again. */
  async add(files: readonly File[]): Promise<void> {
    const read = await Promise.all(files.map((file) => this.#read(file)));
    const known = new Set(this.#given.map(({ text }) => text));
    this.#given = [...this.#given, ...read.filter(({ text }) => text === "" || !known.has(text))];
    this.start();
  }

  /** Takes a hand-in that came as a link. */
  addLink(hash: string): void {
    this.#given = [...this.#given, this.#inLink(hash)];
    this.start();
  }

  /** Verifies what is left. */
  start(): void {
    if (this.running || !this.isLeft) return;
    this.error = null;
    this.running = true;
    this.#worker ??= new ComputingWorker<VerifyOrder, VerifyNews>(
      this.#parts.startWorker(),
      (news) => this.#hear(news),
      (reason) => this.#fail(reason),
    );
    void this.#next();
  }

  /** Ends the run under way; what is known stays. */
  stop(): void {
    this.#worker?.close();
    this.#worker = null;
    this.running = false;
  }

  async #read(file: File): Promise<Given> {
    if (file.size > MOST_HAND_IN_BYTES)
      return refused(file.name, t`${named(file.name)} is larger than any hand-in`);
    try {
      return this.#opened(file.name, await file.text());
    } catch {
      return refused(file.name, t`${named(file.name)} cannot be read.`);
    }
  }

  #inLink(hash: string): Given {
    try {
      return this.#opened(t`link`, textOfLink(hash));
    } catch (error) {
      if (!(error instanceof BadHandInError)) throw error;
      return refused(t`link`, error.message);
    }
  }

  #opened(file: string, text: string): Given {
    try {
      const { handIn, changed } = handInFrom(text);
      const verified = keptVerdict(this.#parts.tab, text);
      return { file, text, handIn, changed, verified, refusal: "" };
    } catch (error) {
      if (!(error instanceof BadHandInError)) throw error;
      return { ...refused(file, error.message), text };
    }
  }

  /** Asks the worker for the next one that is left. */
  async #next(): Promise<void> {
    const next = this.#given.find((each) => !isDone(each));
    if (!next?.handIn) return this.stop();
    const worker = this.#worker;
    try {
      const { base, lesson, load } = this.#parts;
      const found = await lesson(next.handIn.lesson);
      if (worker !== this.#worker) return;
      if (!found) return this.#settle({ refusal: t`there is no lesson ${named(next.handIn.lesson)} here` });
      const scenario = await load(`scenarios/${found.data.scenario}.json`);
      if (worker !== this.#worker) return;
      const machine = new URL(wasmUrl, base).href;
      worker?.order({ machine, base, handIn: next.handIn, data: found.data, scenario });
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  #hear(news: VerifyNews): void {
    if ("refused" in news) this.#settle({ refusal: news.refused });
    else this.#settle({ verified: news.verified });
  }

  /** What came of the first that was left. */
  #settle(found: Partial<Given>): void {
    const index = this.#given.findIndex((each) => !isDone(each));
    const settled = { ...this.#given[index]!, ...found };
    this.#given = this.#given.with(index, settled);
    if (settled.verified) keepVerdict(this.#parts.tab, settled.text, settled.verified);
    void this.#next();
  }

  #fail(reason: string): void {
    this.stop();
    this.error = t`The verification stopped: ${reasonOf(reason)}`;
  }
}

function refused(file: string, refusal: string): Given {
  return { file, text: "", handIn: null, changed: true, verified: null, refusal };
}

function isDone({ verified, refusal }: Given): boolean {
  return verified !== null || refusal !== "";
}

function rowOf({ file, handIn, changed, verified, refusal }: Given): Row {
  const problem = verified ? problemsOf(verified.problems, changed) : refusal;
  return { file, lesson: handIn?.lesson ?? "", name: handIn?.name ?? null, verified, changed, problem };
}
