import type { OnTape } from "../../../lessons/pencil.ts";
import type { Sitting } from "../sitting/sitting.svelte.ts";

/** What a lesson shows on the lab's tape. */
export interface LessonTape {
  /** Whose prediction is drawn while there is no run. */
  readonly sitting: Sitting;
  /** What lies over the run; null where nothing has a place there. */
  readonly over: OnTape | null;
}
