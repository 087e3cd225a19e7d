import type { Experiment } from "../experiment/experiment.ts";
import { differencesOf } from "../scenario/fields/values.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** One scenario made of another. */
export type Edit = (scenario: Scenario) => Scenario;

/** What runs begin with: what the address holds, or what the learner has made of it. */
export class Wishes {
  /** What the address holds; null before it was read. */
  base = $state.raw<Scenario | null>(null);
  #chosen = $state.raw<Scenario | null>(null);
  /** What was asked for before the address was read. */
  #early: Edit[] = [];

  /** What the next run begins with; null before the address was read. */
  get wanted(): Scenario | null {
    return this.#chosen ?? this.base;
  }

  /** Changes what runs begin with. */
  change(edit: Edit): void {
    if (this.wanted) this.#chosen = edit(this.wanted);
    else this.#early.push(edit);
  }

  /** Forgets all: another experiment has conditions of its own. */
  forget(): void {
    this.base = null;
    this.#chosen = null;
    this.#early = [];
  }

  /** Takes what a run was begun with, so that Reset begins it so again. */
  take(scenario: Scenario): void {
    this.#chosen = scenario;
  }

  /** Nothing came of another address: what it holds is forgotten, and the run that is still there is what is wanted. */
  goBackTo(base: Scenario | null, scenario: Scenario): void {
    this.base = base;
    this.#chosen = scenario;
  }

  /** What the address holds, as the learner wants it. */
  applyTo<Kind extends Experiment>(experiment: Kind): Kind {
    this.base = experiment.scenario;
    const edits = this.#early.splice(0);
    for (const edit of edits) this.change(edit);
    const scenario = this.wanted ?? experiment.scenario;
    return { ...experiment, scenario, files: filesFor(scenario, experiment.files) };
  }

  /** Whether the next run would begin with another scenario than this. */
  differFrom(scenario: Scenario | null | undefined): boolean {
    return !!scenario && !!this.wanted && differencesOf(scenario, this.wanted).length > 0;
  }
}

/** The learner's own files that a scenario still names. */
function filesFor({ guest }: Scenario, files: Experiment["files"]): Experiment["files"] {
  const named = [guest.image, guest.kernel, guest.initrd];
  const left = [...(files ?? [])].filter(([name]) => named.includes(name));
  return left.length === (files?.size ?? 0) ? files : new Map(left);
}
