import type { StartWorker, Store } from "../../../lab/environment.ts";
import { LessonRuns } from "../../lessons/sitting/lesson-runs.svelte.ts";
import type { Lecture } from "./lecture.svelte.ts";
import { loadLecture } from "./load-lecture.ts";
import type { Presentation } from "./presentation.svelte.ts";
import { WORDS } from "./words.ts";

/** What it has of its page. */
interface Parts {
  readonly tab: Store;
  readonly base: string;
  readonly workers: { lesson(): Promise<StartWorker> };
}

/** The lesson that a window presents now, with a worker for its runs: another one of the plan takes its place. */
export class OpenedLecture {
  /** Undefined until it is read; null where there is none of that name. */
  lecture = $state.raw<Lecture | null>();
  failure = $state<string | null>(null);
  #runs: LessonRuns | null = null;
  readonly #parts: Parts;
  readonly #presentation: Presentation;

  constructor(parts: Parts, presentation: Presentation) {
    this.#parts = parts;
    this.#presentation = presentation;
  }

  /** Opens a lesson. Where another one is opened meanwhile, that one is there. */
  async open(id: string): Promise<void> {
    const { tab, base, workers } = this.#parts;
    this.close();
    const runs = new LessonRuns(base, () => workers.lesson());
    this.#runs = runs;
    this.lecture = undefined;
    this.failure = null;
    try {
      const lecture = await loadLecture(id, tab, base, runs);
      if (this.#runs !== runs) return;
      this.lecture = lecture;
      if (lecture) this.#presentation.has(lecture.slides.length);
    } catch (error) {
      if (this.#runs === runs) this.failure = error instanceof Error ? error.message : WORDS.failed;
    }
  }

  close(): void {
    this.#runs?.close();
    this.#runs = null;
  }
}
