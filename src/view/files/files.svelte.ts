import type { Lab } from "../../lab/lab.svelte.ts";
import { t } from "../../language/words.ts";
import type { GivenFile } from "../../lessons/source/open-lesson.ts";
import { named } from "../../text/quote.ts";
import type { FileAt } from "./dropped.ts";
import type { OpenedRuns } from "./opened.ts";
import { saveText } from "./save-text.ts";

/** Opens a lesson from what stands in its files. Rejects with what is wrong in them. */
export type OpenLesson = (given: readonly GivenFile[]) => Promise<void>;

/** More files than this nobody has beside a lesson. */
const MOST_OF_LESSON = 200;

async function contentOf({ path, file }: FileAt): Promise<GivenFile> {
  try {
    return { name: path, content: new Uint8Array(await file.arrayBuffer()) };
  } catch {
    throw new Error(t`${named(path)} cannot be read.`);
  }
}

/** Opens what the learner brings, and saves what is there. All of it stays in the browser. */
export class Files {
  /** Why a file was not opened or saved, in words; null while there is nothing to say. */
  refusal = $state<string | null>(null);
  /** What takes what is dropped in the place of the lab; null where no view wants it. */
  taker: ((given: readonly FileAt[]) => Promise<void>) | null = null;
  /** Where runs lie that no address can hold. */
  readonly opened: OpenedRuns;
  readonly #lab: Lab;
  readonly #openLesson: OpenLesson | null;

  constructor(lab: Lab, opened: OpenedRuns, openLesson: OpenLesson | null = null) {
    this.#lab = lab;
    this.opened = opened;
    this.#openLesson = openLesson;
  }

  /** Opens what was dropped or chosen: a lesson where one of the files is of one, else a run. */
  async take(given: readonly FileAt[]): Promise<void> {
    if (this.taker) return this.#try(() => this.taker!(given));
    const isLesson = given.some(({ path }) => /(^|\/)(lesson\.yaml|[^/]+\.md)$/.test(path));
    if (isLesson && this.#openLesson) await this.openLesson(given);
    else await this.open(given.map(({ file }) => file));
  }

  /** Opens a lesson of the learner's own. */
  async openLesson(given: readonly FileAt[]): Promise<void> {
    const most = given.slice(0, MOST_OF_LESSON);
    await this.#try(async () => {
      const read = await Promise.all(
        most.filter(({ path }) => most.length === 1 || /\.(md|yaml)$/.test(path)).map(contentOf),
      );
      await this.#openLesson?.(read);
    });
  }

  /** Opens a saved run or a guest of the learner's own as a new run. */
  async open(list: Iterable<File>): Promise<void> {
    const files = [...list];
    if (files.length === 0) return;
    // Where the page itself is still on its way, that is not ended by a file that may be none.
    const entrance = this.#lab.entrance ? null : this.#lab.expect(t`${named(files[0]!.name)} is opened`);
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
