import type { Experiment } from "../experiment/experiment.ts";
import type { Strategy } from "../migration/strategy.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** What a learner has chosen for the runs to come, in the place of what the page opens with. */
export class Choices {
  strategy: Strategy | null = null;
  /** Whether a host announces the guest. */
  rarp: boolean | null = null;

  /** Forgets all: another experiment has choices of its own. */
  forget(): void {
    this.strategy = null;
    this.rarp = null;
  }

  /** Takes the choices with which a run was begun, so that Reset begins it with them again. */
  take({ migration, client }: Scenario): void {
    this.strategy = migration.strategy;
    this.rarp = client?.rarp ?? null;
  }

  /** An experiment with what was chosen. */
  applyTo<Kind extends Experiment>(experiment: Kind): Kind {
    const { scenario } = experiment;
    const migration = { ...scenario.migration, strategy: this.strategy ?? scenario.migration.strategy };
    const client = { ...scenario.client, rarp: this.rarp ?? scenario.client?.rarp ?? true };
    return { ...experiment, scenario: { ...scenario, migration, client } };
  }
}
