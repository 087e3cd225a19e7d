import { openProgressStore, type ProgressStore } from "../../../browser/progress-store.ts";
import {
  type Attempt,
  emptyRecord,
  type LessonRecord,
  progressFrom,
  progressText,
  withRecords,
} from "../../../lessons/progress.ts";

/** What the learner has done in the lessons, as the page shows it. */
export class Progress {
  records = $state.raw<readonly LessonRecord[]>([]);
  /** Whether it is there when the page comes back; null before that is known. */
  isKept = $state<boolean | null>(null);
  readonly #store: Promise<ProgressStore>;

  constructor(store = openProgressStore()) {
    this.#store = store;
    void this.#merge([]);
  }

  of(id: string): LessonRecord {
    return this.records.find((each) => each.id === id) ?? emptyRecord(id);
  }

  /** Adds a prediction that the run has judged. */
  add(id: string, attempt: Attempt): Promise<void> {
    return this.#merge([{ ...emptyRecord(id), attempts: [attempt] }]);
  }

  /** The challenge was met at a Unix time in milliseconds. */
  met(id: string, at: number): Promise<void> {
    return this.#merge([{ ...emptyRecord(id), metAt: at }]);
  }

  /** All of it as the text of a file. */
  get text(): string {
    return progressText(this.records);
  }

  /** Adds what the text of a file holds. Rejects with a `BadProgressError` where that is no progress. */
  async open(text: string): Promise<void> {
    await this.#merge(progressFrom(text));
  }

  /**
   * What was done is shown at once, however long the storage takes. Whether it is kept is known anew each time: storage may
   * fail, or come back.
   */
  async #merge(records: readonly LessonRecord[]): Promise<void> {
    this.records = withRecords(this.records, records);
    const store = await this.#store;
    this.records = withRecords(this.records, await store.merge(records));
    this.isKept = store.isKept;
  }
}
