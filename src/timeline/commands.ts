import type { Tick } from "../clock/tick.ts";
import type { Action } from "../scenario/action.ts";

/** Is told how much of something that takes long is done, from 0 to 1. */
export type Progress = (share: number) => void;

/**
 * What can be done to a run. The timeline does it; a session passes it on, and so does the lab, to which a learner's clicks
 * come. None of them queues but the lab's run: whoever calls awaits one before the next.
 */
export interface Commands {
  /** Does what the learner did, at the present tick. In the past it parts a new lane from the recorded one. */
  act(action: Action): Promise<void>;
  /** Keys for the guest, as bytes at its console. */
  type(bytes: Uint8Array): Promise<void>;
  /** Goes to a tick of the live lane, not beyond its end. */
  seek(to: Tick, progress?: Progress): Promise<void>;
  /** Makes another lane the live one, at its end. */
  wake(lane: number, progress?: Progress): Promise<void>;
}
