import type { Lab } from "../../lab/lab.svelte.ts";
import { named } from "../../text/quote.ts";
import type { OpenedRuns } from "./opened.ts";
import { saveText } from "./save-text.ts";

/** Opens what the learner brings, and saves what is there. All of it stays in the browser. */
export class Files {
  /** Why a file was not opened or saved, in words; null while there is nothing to say. */
  refusal = $state<string | null>(null);
  /** Where runs lie that no address can hold. */
  readonly opened: OpenedRuns;
  readonly #lab: Lab;

  constructor(lab: Lab, opened: OpenedRuns) {
    this.#lab = lab;
    this.opened = opened;
  }

  /** Opens a saved run or a guest of the learner's own as a new run. */
  async open(list: Iterable<File>): Promise<void> {
    const files = [...list];
    if (files.length === 0) return;
    // Where the page itself is still on its way, that is not ended by a file that may be none.
    const entrance = this.#lab.entrance ? null : this.#lab.expect(`${named(files[0]!.name)} is opened`);
    await this.#try(async () => {
      const { experimentIn } = await import("./open-files.ts");
      const experiment = await experimentIn(files);
      if (!entrance?.isOver) this.opened.goTo(experiment);
    });
    if (this.refusal !== null && entrance && !entrance.isOver) this.#lab.cancel();
  }

  /** Gives the present run to the learner as a file. */
  async save(): Promise<void> {
    const { experiment } = this.#lab;
    if (!experiment) return;
    await this.#try(async () => {
      const { pack, writeRun } = await import("../../experiment/run-file.ts");
      saveText(writeRun(experiment, await pack(experiment.files)), "quick-resume-run.json");
    });
  }

  async #try(task: () => Promise<void>): Promise<void> {
    this.refusal = null;
    try {
      await task();
    } catch (error) {
      this.refusal = error instanceof Error ? error.message : String(error);
    }
  }
}
