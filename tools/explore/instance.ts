import { PAGE_ON_LINK_BYTES } from "../../src/migration/message.ts";
import { BITMAP_BYTES_PER_NOTE } from "../../src/migration/note-writer.ts";
import type { MigrationSettings, PageOrder } from "../../src/migration/settings.ts";
import { copiesInRounds, resumesEarly, type Strategy } from "../../src/migration/strategy.ts";

/** How many disturbances of each kind may happen on the way to a state. They bound the space. */
export interface Budget {
  /** Messages lost, delivered twice, and taken out of their order; these may come at any later time, or never. */
  readonly losses: number;
  readonly doubles: number;
  readonly strays: number;
  readonly cuts: number;
  readonly stops: number;
  /** Answers of the datastore that are lost though the operation took effect. */
  readonly lostAnswers: number;
  /** Chunks that are damaged when they are read, and chunks and notes that are damaged, or lost, where they lie. */
  readonly damages: number;
  readonly spoils: number;
  /** A host falls silent for so long that the other declares the link down, though it carries. */
  readonly silences: number;
  /** Operations issued again though the first issue is still under way. */
  readonly retries: number;
  /** Signs of life, and attempts to open the link, of each host. */
  readonly sourceBeats: number;
  readonly destinationBeats: number;
  readonly crashes: number;
  /** Migrations that follow the first one, each from where the guest is. */
  readonly again: number;
  /** Writes of the guest. */
  readonly writes: number;
}

export const BUDGET_NAMES = [
  "losses",
  "doubles",
  "strays",
  "cuts",
  "stops",
  "lostAnswers",
  "damages",
  "spoils",
  "silences",
  "retries",
  "sourceBeats",
  "destinationBeats",
  "crashes",
  "again",
  "writes",
] as const satisfies readonly (keyof Budget)[];

/**
 * Where the exploration begins: a state of the source; or `file`, where the link was cut while it serves and the first
 * chunk was written; or `orphaned`, where it crashed while it served and the destination has declared the link down; or `again`,
 * where a migration has ended and the next one begins.
 * What comes before happens in a fixed order, and without other faults.
 */
export const BEGINNINGS = [
  "setup",
  "preCopy",
  "stunned",
  "committing",
  "serving",
  "file",
  "orphaned",
  "again",
] as const;
export type Beginning = (typeof BEGINNINGS)[number];

/** A tiny migration to explore. */
export interface Instance {
  readonly settings: MigrationSettings;
  readonly budget: Budget;
  readonly from: Beginning;
  /** Which host may crash. */
  readonly crash: "source" | "destination" | null;
  /** Whether the guest writes any page next, instead of one after another. */
  readonly anyPage: boolean;
}

const NO_FAULTS: Budget = {
  losses: 0,
  doubles: 0,
  strays: 0,
  cuts: 0,
  stops: 0,
  lostAnswers: 0,
  damages: 0,
  spoils: 0,
  silences: 0,
  retries: 0,
  sourceBeats: 1,
  destinationBeats: 1,
  crashes: 0,
  again: 0,
  writes: 2,
};

/** What may be said about an instance; the rest has a value that fits. */
export interface InstanceChoice {
  readonly strategy?: Strategy;
  readonly pages?: number;
  readonly slots?: number;
  readonly rounds?: number;
  readonly pageOrder?: PageOrder;
  readonly from?: Beginning;
  readonly crash?: "source" | "destination" | null;
  readonly anyPage?: boolean;
  /** Bytes of the received bitmap in one note; a tiny bitmap has four. */
  readonly bitmapBytesPerNote?: number;
  readonly budget?: Partial<Budget>;
}

/** One page a message and a chunk, all times zero: a deadline may fire at any moment after it was set. */
export function createInstance(choice: InstanceChoice): Instance {
  const strategy = choice.strategy ?? "quickResume";
  const rounds = choice.rounds ?? 1;
  const measured = copiesInRounds({ strategy }) && !resumesEarly({ strategy });
  const settings: MigrationSettings = {
    strategy,
    stopRule: "vsphere",
    pages: choice.pages ?? 2,
    // Rates are unknown where no time passes: nothing ever fits this goal but an empty rest.
    switchoverGoal: -1,
    afterRounds: measured ? null : rounds,
    maxRounds: rounds + 1,
    transmitToDirtyPercent: 130,
    pageOrder: choice.pageOrder ?? "aroundFault",
    pagesPerSend: 1,
    pagesPerFault: 1,
    heartbeat: 0,
    maxSwitchover: 0,
    queueBytes: PAGE_ON_LINK_BYTES,
    fileSlots: choice.slots ?? 2,
    pagesPerChunk: 1,
    bitmapBytesPerNote: choice.bitmapBytesPerNote ?? BITMAP_BYTES_PER_NOTE,
    poll: 0,
    datastoreRetries: 1,
  };
  const crash = choice.crash ?? null;
  const budget = { ...NO_FAULTS, ...(crash ? { crashes: 1 } : {}), ...choice.budget };
  return { settings, budget, from: choice.from ?? "setup", crash, anyPage: choice.anyPage ?? false };
}
