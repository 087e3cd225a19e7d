/**
 * Everything that crosses between the simulation and a host. It is plain data and every call may be answered later,
 * so that a host can live in a worker; that it then crosses by structured clone is why nothing here is a function or
 * a class.
 */

import type { Tick } from "../clock/tick.ts";
import type { OwnerRecord } from "../datastore/datastore.ts";
import type { GuestImage } from "../machine/boot.ts";
import type { GuestRequest, SettingWrite } from "../machine/machine.ts";
import type { DeadlineName, Seen } from "../migration/input.ts";
import type { Output } from "../migration/output.ts";
import type { MigrationSettings } from "../migration/settings.ts";
import type { StoreOperation } from "../migration/store.ts";
import type { DestinationName, SourceName } from "../migration/transitions.ts";
import type { Parcel } from "../network/link.ts";
import type { HostName, Place } from "../place/place.ts";
import type { InputLoss } from "./input-loss.ts";
import type { CheckedMessage } from "./payload/checksum.ts";
import type { ScreenFrame } from "./screen.ts";
import type { HostStatus } from "./status.ts";
import type { GuestInput } from "./twin.ts";
import type { UnmovedView } from "./unmoved.ts";

/** What a host must know before anything happens. */
export interface HostSettings {
  readonly place: Place;
  /** Bytes of guest RAM, whole pages of 4096. */
  readonly ramBytes: number;
  /** Cycles of guest time in a second. */
  readonly instructionsPerSecond: number;
  readonly migration: MigrationSettings;
  /** Name of the IndexedDB database that both hosts open, or null for the store they were given. */
  readonly database: string | null;
}

/** What the simulation tells a host. Inputs take no virtual time. */
export type HostInput =
  | { readonly kind: "migrate" }
  /** The migration is to be given up. */
  | { readonly kind: "cancel" }
  | {
      readonly kind: "message";
      readonly message: CheckedMessage;
      /** Number of the parcel, by which payload that crosses beside the message is found again. */
      readonly parcel: number;
      /** Whether there is such payload: the host then waits for it before it takes the call. */
      readonly carries: boolean;
    }
  /** The send queue has room for so many bytes again. */
  | { readonly kind: "room"; readonly bytes: number }
  /**
   * A timer of the role ran out. `seen` is what can be seen of the link and the datastore, in place of a real host's
   * estimates.
   */
  | { readonly kind: "deadline"; readonly name: DeadlineName; readonly seen?: Seen }
  /** The operation is done, and its answer, which waits at the host, has come. */
  | { readonly kind: "storeAnswered"; readonly operation: number }
  /** Bytes typed at the guest's console. */
  | { readonly kind: "typed"; readonly bytes: Uint8Array }
  /** A request came to the guest's port. */
  | { readonly kind: "request"; readonly request: GuestRequest }
  /** A settings word of the device block changes. Only for the host where the guest runs, or waits for a page. */
  | { readonly kind: "setting"; readonly setting: SettingWrite }
  /** The guest was given these requests at the other host, and has not answered them. */
  | { readonly kind: "wasAsked"; readonly ids: readonly number[] }
  /** The guest runs at the other host: what waits for it here never will reach it. */
  | { readonly kind: "guestLeft" };

/** Runs the guest up to a tick, then hands over inputs at that tick. */
export interface HostCall {
  /** Never before the tick that the last call reached. */
  readonly until: Tick;
  /** Stop after so many instructions more; at least 1. */
  readonly retire?: number | undefined;
  readonly inputs: readonly HostInput[];
  /** Messages that were lost on the link: their bytes are of no more use. */
  readonly forget: readonly number[];
}

/** A role in the next migration. */
export interface RoleCall {
  readonly role: HostName;
  readonly migration: MigrationSettings;
  /** The parcels on their way to the host, which nobody will hear of. */
  readonly forget: readonly number[];
  readonly now: Tick;
}

export type { GuestImage } from "../machine/boot.ts";

/**
 * Outputs of a role that the host itself takes care of. They are about this machine's bytes, which never leave it but
 * as payload.
 */
type Local = "send" | "collectDirty" | "loadCheckpoint" | "discardPages" | "apply" | "drop" | "store";

/** What leaves a host. */
export type HostOutput =
  | Exclude<Output, { kind: Local }>
  | {
      readonly kind: "send";
      readonly parcel: Parcel;
      readonly message: CheckedMessage;
      /** Pages attached: with bytes, and as markers of zero pages. */
      readonly normal: number;
      readonly zero: number;
      readonly again: boolean;
    }
  | {
      readonly kind: "store";
      readonly operation: number;
      readonly what: StoreOperation;
      /** Bytes that the operation moves, by which the datastore's queue takes time. */
      readonly bytes: number;
      /** Pages in a chunk that is written: with bytes, and as markers of zero pages. */
      readonly normal: number;
      readonly zero: number;
    }
  /** The dirty log was read: so many pages, and the bytes that they would take on the link. */
  | { readonly kind: "dirtySynced"; readonly pages: number; readonly cost: number }
  | {
      readonly kind: "applied";
      readonly path: "link" | "file";
      readonly pages: readonly number[];
      /** Pages of the message or chunk that were here already, or are newer here. */
      readonly refused: number;
    }
  /** Something damaged came and was not used. */
  | { readonly kind: "refused"; readonly what: "message" | "head" | "chunk" | "note" }
  | { readonly kind: "checkpointLoaded" }
  /** The guest waits for a page, and waits no longer. */
  | { readonly kind: "faulted"; readonly page: number; readonly access: "read" | "write" | "fetch" }
  | { readonly kind: "served"; readonly page: number; readonly stalled: Tick }
  /** An input reached the guest at this point of its own time; the twin must get it at the same. */
  | { readonly kind: "delivered"; readonly cycle: number; readonly bytes: Uint8Array }
  | { readonly kind: "asked"; readonly cycle: number; readonly request: GuestRequest }
  | { readonly kind: "settingGiven"; readonly cycle: number; readonly setting: SettingWrite }
  /** What was typed and not delivered before the guest was held here. */
  | { readonly kind: "returned"; readonly bytes: Uint8Array }
  /** Inputs that the guest never will get: so many typed bytes, and these requests. */
  | {
      readonly kind: "dropped";
      readonly typed: number;
      readonly requests: readonly number[];
      readonly why: InputLoss;
    }
  /** The guest has answered a request. */
  | { readonly kind: "answered"; readonly answer: GuestAnswer }
  /** The guest has given so many answers here that nobody asked for: the first, the tenth, the hundredth and so on. */
  | { readonly kind: "unasked"; readonly count: number }
  | { readonly kind: "shutDown" };

/** What the guest says to a request. */
export interface GuestAnswer {
  readonly id: number;
  readonly value: number;
  readonly checksum: number;
}

/** Where the guest of a host stands. */
export type GuestState = "absent" | "running" | "stunned" | "waiting" | "off";

/** Bytes that the guest printed, up to a line's end or to where the call ended, and when the last of them was. */
export interface Printed {
  readonly tick: Tick;
  readonly bytes: Uint8Array;
  /** The line is as long as one gets: what follows counts as the next one. */
  readonly isFull?: true;
}

/** So many typed bytes, and so many requests. */
export interface InputCount {
  readonly typed: number;
  readonly requests: number;
}

export interface HostAnswer {
  /** Where the host stopped: at the call's `until`, or earlier at an output of its guest. */
  readonly tick: Tick;
  /** Whether `until` was reached and the inputs were taken. */
  readonly reached: boolean;
  readonly outputs: readonly HostOutput[];
  readonly guest: GuestState;
  /** Cycles of guest time that have passed in this machine's state; they move with the checkpoint. */
  readonly cycle: number;
  /** Instructions that the guest has retired, wherever it ran until its state came here. */
  readonly retired: number;
  /** Ticks that the guest has slept here by SDPS. */
  readonly slept: Tick;
  /** What the guest printed since the last answer. */
  readonly printed: readonly Printed[];
  /** Inputs that have come into this host's machine since the run began, and those that wait for it here. */
  readonly received: InputCount;
  readonly waiting: InputCount;
  /** Answers that nobody asked for, since the run began. */
  readonly unasked: number;
  /** Pages that the guest has written since the present round of pre-copy began; null outside of the rounds. */
  readonly dirtied: number | null;
}

/** What a host shows. */
export interface HostView {
  readonly status: HostStatus;
  /** The state of its role in the migration, as the transition tables name it; null after an HA restart. */
  readonly role: SourceName | DestinationName | null;
  /**
   * The states that its role has been in, in their order; one that was left in the input that led to it is not among
   * them.
   */
  readonly roles: readonly string[];
  /** One PageState a page, as far as this host knows it. */
  readonly pages: Uint8Array;
  readonly waitsFor: number | null;
  readonly screen: ScreenFrame | null;
  readonly instructions: number;
}

/** What the comparison of guest and twin needs of each. */
export interface Likeness {
  readonly cycle: number;
  /** xxHash64 of state and memory. */
  readonly hash: string;
}

type Promised<T> = T | Promise<T>;

/** A host as the simulation sees it: in this process, or behind a worker. */
export interface HostPort {
  boot(image: GuestImage): Promised<void>;
  step(call: HostCall): Promised<HostAnswer>;
  /** Takes a role in the next migration. The guest, where it is here, goes on running. */
  assume(call: RoleCall): Promised<HostAnswer>;
  /** The operation takes effect on the datastore now. Settles when the datastore really has it. */
  perform(operation: number): Promised<void>;
  /** Bytes of the guest's image on the datastore. Rejects where nobody has booted one. */
  imageBytes(): Promised<number>;
  /**
   * HA-style restart: takes the guest over by compare-and-set to `next`, and boots a new one from the image on the
   * datastore, in place of whatever was here. The host has no role in the migration any more. Rejects where the
   * record has changed meanwhile.
   */
  restart(next: OwnerRecord, now: Tick): Promised<HostAnswer>;
  view(withScreen: boolean): Promised<HostView>;
  /**
   * How many pages the source of a migration has still to send, with `others` among them: those of the round, and
   * what its guest has written since they were sent. 0 at the destination. `others` are pages that were sent and may
   * not have come.
   */
  owing(others: readonly number[]): Promised<number>;
  likeness(): Promised<Likeness>;
  /** xxHash64 of every page that is here, in order; zero for those that are not. */
  pageHashes(): Promised<BigUint64Array>;
  /** Bytes of one page, or null where it is not here. 4096 bytes, a copy. */
  readPage(page: number): Promised<Uint8Array | null>;
  /**
   * Keeps what the host is now under a number, to go back to. `carried` are the parcels whose bytes are on their way to
   * it; it waits for them. Gives up where it would have to keep far more than `most`
   * bytes. Returns whether it did keep it, and the bytes of all moments that it keeps.
   */
  remember(
    moment: number,
    carried: readonly number[],
    most: number,
  ): Promised<{ readonly isKept: boolean; readonly bytes: number }>;
  /** Becomes what it was at a moment. Bytes still on the wire are of another `era` than what is sent from here on. */
  recall(moment: number, era: number): Promised<void>;
  /** Which datastore it works on: the real one, or the copy in memory on which what was recorded is repeated. */
  useStore(which: "real" | "copy"): Promised<void>;
  /** Lets moments go; returns the bytes of those that it still keeps. */
  forgetMoments(moments: readonly number[]): Promised<number>;
  forkTwin(): Promised<void>;
  /** The twin is of no more use. */
  dropTwin(): Promised<void>;
  /** Tells the twin what the guest was given, and lets it run up to a point of guest time. */
  advanceTwin(cycle: number, inputs: readonly GuestInput[]): Promised<void>;
  twinLikeness(cycle: number): Promised<Likeness>;
  twinPageHashes(): Promised<BigUint64Array>;
  /**
   * The guest as it would be at a cycle, had it never been moved: a copy of the twin, which changes nothing in it. It is
   * made where somebody looks, and let go with the next twin or moment. Rejects before the twin was forked.
   */
  unmoved(cycle: number): Promised<UnmovedView>;
  /** Lets the copy go that `unmoved` made. */
  forgetUnmoved(): Promised<void>;
  close(): Promised<void>;
}
