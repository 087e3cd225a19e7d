import type { Message } from "./message.ts";
import type { PageSet } from "./page-set.ts";
import type { StoreAnswer } from "./store.ts";

/** The timers of a role; each has at most one deadline. */
export type DeadlineName = "alive" | "silence" | "setup" | "switchover" | "poll" | "store";

/** What happens to a role. */
export type Input =
  | { readonly kind: "migrate" }
  | { readonly kind: "message"; readonly message: Message; readonly parcel: number }
  /** The link's send queue can take this many bytes; bytes of pages sent on the link so far. */
  | { readonly kind: "room"; readonly bytes: number; readonly bytesSent: number }
  | { readonly kind: "deadline"; readonly name: DeadlineName }
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
