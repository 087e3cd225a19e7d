import type { Tick } from "../clock/tick.ts";
import type { Message } from "./message.ts";
import type { PageSet } from "./page-set.ts";
import type { StoreAnswer } from "./store.ts";

/** The timers of a role; each has at most one deadline. */
export type DeadlineName = "alive" | "silence" | "setup" | "switchover" | "poll" | "store";

/**
 * What a host's adapters tell it of its link and its datastore when one of its deadlines passes. Silence counts only
 * while nothing could have come, and what is still in a queue is not put there again.
 */
export interface Seen {
  /** Whether something that was sent to this host is still on its way, however long that takes. */
  readonly coming: boolean;
  /** When the oldest message that this host sent, and that has neither arrived nor was lost, was sent. */
  readonly oldestSent: Tick | null;
  /** Numbers of its operations that the datastore has in its queue, and of those that it refused. */
  readonly underWay: readonly number[];
  readonly refused: readonly number[];
}

/** Nothing is on its way, and nothing under way. */
export const NOTHING_SEEN: Seen = { coming: false, oldestSent: null, underWay: [], refused: [] };

/** What happens to a role. */
export type Input =
  | { readonly kind: "migrate" }
  /** Somebody wants the migration given up. A source that may not decide that any more takes no notice. */
  | { readonly kind: "cancel" }
  | { readonly kind: "message"; readonly message: Message; readonly parcel: number }
  /** The link's send queue can take this many bytes; bytes of pages sent on the link so far. */
  | { readonly kind: "room"; readonly bytes: number; readonly bytesSent: number }
  /** Without `seen` the host sees nothing. */
  | { readonly kind: "deadline"; readonly name: DeadlineName; readonly seen?: Seen }
  | { readonly kind: "storeAnswered"; readonly operation: number; readonly answer: StoreAnswer }
  /**
   * Answer to `collectDirty`: pages written since the last time, the bytes that they would take on the link as they are
   * now, and bytes of pages sent on the link so far.
   */
  | {
      readonly kind: "dirtyCollected";
      readonly pages: PageSet;
      readonly cost: number;
      readonly bytesSent: number;
    }
  | { readonly kind: "guestFaulted"; readonly page: number };
