import type { Tick } from "../clock/tick.ts";

/** A moment worth coming back to. */
export interface Beat {
  readonly name: string;
  readonly at: Tick;
}
