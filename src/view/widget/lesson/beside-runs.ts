import type { Session } from "../../../browser/session.ts";
import { fromMilliseconds } from "../../../clock/tick.ts";
import type { OpenSession } from "../../../lab/opener.svelte.ts";
import { t } from "../../../language/words.ts";
import type { RunFacts } from "../../../lessons/facts.ts";
import type { Scenario } from "../../../scenario/scenario.ts";
import { factsAt } from "../../lessons/sitting/lesson-lab.svelte.ts";

/** Runs beside a widget's own, one after the other, each in a lab without a picture: no code is loaded for them. */
export class BesideRuns {
  readonly #open: OpenSession;
  readonly #made = new Map<string, Promise<RunFacts>>();
  #before: Promise<unknown> = Promise.resolve();
  /** Ends what was asked for, also what has not begun. */
  #stopped = new AbortController();

  constructor(open: OpenSession) {
    this.#open = open;
  }

  /** What a scenario's whole run comes to. Rejects where it cannot be made or is stopped; another call tries again. */
  factsOf(scenario: Scenario): Promise<RunFacts> {
    const key = JSON.stringify(scenario);
    const known = this.#made.get(key);
    if (known) return known;
    const { signal } = this.#stopped;
    const made = this.#before.then(() => orStopped(this.#make(scenario, signal), signal));
    this.#before = made.catch(() => this.#made.delete(key));
    this.#made.set(key, made);
    return made;
  }

  /** Ends the workers of the run that is under way, and all that wait for theirs. */
  stop(): void {
    this.#stopped.abort(new Error(t`The runs beside this one were stopped.`));
    this.#stopped = new AbortController();
  }

  async #make(scenario: Scenario, signal: AbortSignal): Promise<RunFacts> {
    signal.throwIfAborted();
    const session = await this.#open({ scenario, inMemory: true });
    const close = () => session.close();
    signal.addEventListener("abort", close, { once: true });
    try {
      signal.throwIfAborted();
      return await wholeRun(session);
    } finally {
      signal.removeEventListener("abort", close);
      close();
    }
  }
}

/** Moves the guest of a session as a learner does, and goes on to the end of its scenario. */
async function wholeRun(session: Session): Promise<RunFacts> {
  const { scenario } = session;
  await session.advance(fromMilliseconds(scenario.migration.startMs));
  await session.act("migrate");
  await session.advance(fromMilliseconds(scenario.untilMs));
  return factsAt(scenario, await session.frame(), session.trace);
}

/** A session that was closed may never answer. */
function orStopped<Made>(made: Promise<Made>, signal: AbortSignal): Promise<Made> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    made.then(resolve, reject);
  });
}
