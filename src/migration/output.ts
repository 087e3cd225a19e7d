import type { Tick } from "../clock/tick.ts";
import type { DeadlineName } from "./input.ts";
import type { Judgement } from "./judgement.ts";
import type { Message } from "./message.ts";
import type { PageSet } from "./page-set.ts";
import type { StayReason } from "./stay-reason.ts";
import type { StoreOperation } from "./store.ts";

/** The phases of a migration, in vSphere's words and in their order. */
export const PHASES = ["setup", "preCopy", "stun", "switchover", "pageIn", "finish"] as const;
export type Phase = (typeof PHASES)[number];

/** The two ways a page can take. */
export type PathName = "link" | "file";

/** Where the bytes of arrived pages wait: a parcel of the link, or an answered operation of the datastore. */
export interface Carrier {
  readonly path: PathName;
  readonly number: number;
}

/** What a role wants done. The host does what concerns its machine; the rest leaves it. */
export type Output =
  /** `again` marks a repetition of a message that was lost. */
  | { readonly kind: "send"; readonly message: Message; readonly urgent: boolean; readonly again: boolean }
  /** Asks for a `room` input as soon as the send queue takes this many bytes. */
  | { readonly kind: "awaitRoom"; readonly bytes: number }
  | { readonly kind: "store"; readonly operation: number; readonly what: StoreOperation }
  /** Sets the timer, or stops it with null. */
  | { readonly kind: "deadline"; readonly name: DeadlineName; readonly at: Tick | null }
  /** Reads and clears the dirty log; `dirtyCollected` answers. */
  | { readonly kind: "collectDirty" }
  | { readonly kind: "stun" }
  | { readonly kind: "resume" }
  /** The guest sleeps this share of the time, a few milliseconds at a time; 0 ends it. */
  | { readonly kind: "throttle"; readonly percent: number }
  /** The guest's memory here is of no more use. */
  | { readonly kind: "free" }
  | { readonly kind: "loadCheckpoint"; readonly parcel: number }
  /** Makes these pages absent, so that the guest faults on them. */
  | { readonly kind: "discardPages"; readonly pages: PageSet }
  /** Takes these pages of the carrier's, which may be fewer than it brought, and drops the rest. */
  | { readonly kind: "apply"; readonly carrier: Carrier; readonly pages: readonly number[] }
  /** The carrier's bytes are of no more use. */
  | { readonly kind: "drop"; readonly carrier: Carrier }
  | { readonly kind: "phase"; readonly phase: Phase }
  | { readonly kind: "round"; readonly round: number; readonly pages: number }
  /** A round has ended, and the stop rule has decided what follows. */
  | ({ readonly kind: "judged" } & Judgement)
  | { readonly kind: "path"; readonly path: PathName; readonly up: boolean }
  /** Pages that a fallen link lost are owed again. */
  | { readonly kind: "owedAgain"; readonly pages: number }
  /** Every page is at the destination. */
  | { readonly kind: "whole" }
  /** The migration is over, with the reason where the guest did not move. */
  | { readonly kind: "ended"; readonly how: "moved" | "continued"; readonly reason: StayReason | null };
