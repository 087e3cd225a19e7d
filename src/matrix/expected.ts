/**
 * The failure matrix as it must be. It is the contract of the lab: a run that differs from it is wrong until somebody
 * has shown that the table is. `judge.ts` compares; docs/failure-matrix.md prints the runs with the notes that stand
 * here.
 */

import { t } from "../language/words.ts";
import type { Strategy } from "../migration/strategy.ts";
import type { CellOutcome, Place } from "./cell.ts";
import type { FaultName } from "./fault.ts";
import type { PhaseName } from "./phase.ts";

/** What a row must come to, for each strategy, and why where the best that one could wish for cannot be had. */
export interface ExpectedRow {
  readonly outcomes: Readonly<Record<Strategy, CellOutcome>>;
  readonly note: string;
}

export type ExpectedTable = Readonly<Record<PhaseName, Readonly<Record<FaultName, ExpectedRow>>>>;

/** `unknown` may come of a run, but can never be what is expected. */
type Expectable = Exclude<CellOutcome, "unknown">;
/** One letter each, so that a row of the table is read at a glance. */
const C: Expectable = "completed";
const R: Expectable = "recovered";
const S: Expectable = "continued-on-source";
const H: Expectable = "held";
const L: Expectable = "lost";
const N: Expectable = "n/a";

/**
 * The columns of the table below. A strategy that is not among them leaves every row incomplete, and does not
 * compile.
 */
const COLUMNS = [
  "stopAndCopy",
  "preCopy",
  "preCopySdps",
  "postCopy",
  "quickResume",
  "quickResumeConcurrent",
] as const satisfies readonly Strategy[];
type Columns = typeof COLUMNS;
type EachOf<List extends readonly unknown[]> = { readonly [Index in keyof List]: Expectable };

/** Outcomes in the order of the columns. */
function row(outcomes: EachOf<Columns>, note = ""): ExpectedRow {
  const pairs = COLUMNS.map((strategy, index) => [strategy, outcomes[index]!] as const);
  return { outcomes: Object.fromEntries(pairs) as Record<Columns[number], CellOutcome>, note };
}

/** A guest is moved back only once its migration has ended. */
const NOT_ENDED = row([N, N, N, N, N, N]);

/** The reasons that several rows share, where the outcome is worse than one could wish for. */
const ONLY_THERE = t`Until \`go\` the newest memory is at the source alone; an HA restart boots another guest.`;
const STALE = t`The newest memory was at the destination alone; the source's copy is stale and must not run.`;
const NO_PROMISE = t`Once \`go\` was sent nobody may decide without the record: the guest is held, whole, until the datastore returns.`;
const NO_FILE = t`Post-copy has no second path: it waits for the link.`;
const OWED_LOST = t`Pages that had not left the source are gone; saving them needs all of them spilled before the resume.`;

/**
 * What every cell must come to, written by hand from what a migration should do ideally and from what this lab's
 * design allows; never from what a run printed.
 */
export const EXPECTED: ExpectedTable = {
  // Nothing has left the source: whatever fails for good but the source itself, the guest goes on there.
  setup: {
    linkCut: row([S, S, S, S, S, S]),
    linkReturns: row([S, S, S, S, S, S]),
    linkBlinks: row([C, C, C, C, C, C]),
    linkSlow: row([C, C, C, C, C, C]),
    linkLossy: row([R, R, R, R, R, R]),
    datastoreSlow: row([C, C, C, C, C, C]),
    datastoreGone: row([S, S, S, S, S, S]),
    datastoreReturns: row([S, S, S, S, S, S]),
    sourceDies: row([L, L, L, L, L, L], ONLY_THERE),
    destinationDies: row([S, S, S, S, S, S]),
    eachAlone: row([S, S, S, S, S, S]),
    movedBack: NOT_ENDED,
  },
  // The source has everything still. A path that returns costs a repetition; one that does not costs the migration.
  preCopy: {
    linkCut: row([N, S, S, S, S, S]),
    linkReturns: row([N, R, R, R, R, R]),
    linkBlinks: row([N, R, R, R, R, R]),
    linkSlow: row([N, C, C, C, C, C]),
    linkLossy: row([N, R, R, R, R, R]),
    datastoreSlow: row([N, C, C, C, C, C]),
    datastoreGone: row([N, S, S, S, S, S]),
    datastoreReturns: row([N, R, R, R, R, R]),
    sourceDies: row([N, L, L, L, L, L], ONLY_THERE),
    destinationDies: row([N, S, S, S, S, S]),
    eachAlone: row([N, S, S, S, S, S]),
    movedBack: NOT_ENDED,
  },
  // The guest is held at the source, which may resume it by itself as long as it has not sent `go`.
  stun: {
    linkCut: row([S, S, S, S, S, S]),
    linkReturns: row([S, S, S, S, S, S]),
    linkBlinks: row([R, R, R, R, R, R]),
    linkSlow: row([C, C, C, C, C, C]),
    linkLossy: row([R, R, R, R, R, R]),
    datastoreSlow: row([C, C, C, C, C, C]),
    datastoreGone: row([S, S, S, S, S, S]),
    datastoreReturns: row([S, S, S, S, S, S]),
    sourceDies: row(
      [L, L, L, L, L, L],
      t`A destination that had everything could go on, but before \`go\` the source may resume without the record.`,
    ),
    destinationDies: row([S, S, S, S, S, S]),
    eachAlone: row([S, S, S, S, S, S]),
    movedBack: NOT_ENDED,
  },
  // From here on only the owner record says who may run the guest, and a host that cannot read it holds the guest.
  goOnWire: {
    linkCut: row([S, S, S, S, S, S]),
    linkReturns: row([S, S, S, S, S, S]),
    linkBlinks: row([R, R, R, R, R, R]),
    linkSlow: row([C, C, C, C, C, C]),
    linkLossy: row([R, R, R, R, R, R]),
    datastoreSlow: row([C, C, C, C, C, C]),
    datastoreGone: row([H, H, H, H, H, H], NO_PROMISE),
    datastoreReturns: row([R, R, R, R, R, R]),
    sourceDies: row([R, R, R, L, L, L], OWED_LOST),
    destinationDies: row([S, S, S, S, S, S]),
    eachAlone: row([S, S, S, S, S, S]),
    movedBack: NOT_ENDED,
  },
  // The destination owns the guest and does not know it. The source must find that out from the record and keep
  // serving pages.
  recordChanged: {
    linkCut: row([R, R, R, H, R, R], NO_FILE),
    linkReturns: row([R, R, R, R, R, R]),
    linkBlinks: row([R, R, R, R, R, R]),
    linkSlow: row([C, C, C, C, C, C]),
    linkLossy: row([R, R, R, R, R, R]),
    datastoreSlow: row([C, C, C, C, C, C]),
    datastoreGone: row([H, H, H, H, H, H], NO_PROMISE),
    datastoreReturns: row([R, R, R, R, R, R]),
    sourceDies: row([R, R, R, L, L, L], OWED_LOST),
    destinationDies: row(
      [L, L, L, L, L, L],
      t`The record names the destination, and nobody can know whether the guest had begun to run there.`,
    ),
    eachAlone: row([R, R, R, H, R, R], NO_FILE),
    movedBack: NOT_ENDED,
  },
  // The guest runs at the destination and lacks pages: the phase for which Quick Resume has its file. Post-copy must
  // wait for the link; strategies that copy all before the resume have no such phase.
  pageInByLink: {
    linkCut: row([N, N, N, H, R, R], NO_FILE),
    linkReturns: row([N, N, N, R, R, R]),
    linkBlinks: row([N, N, N, R, R, R]),
    linkSlow: row([N, N, N, C, C, C]),
    linkLossy: row([N, N, N, R, R, R]),
    datastoreSlow: row([N, N, N, C, C, C]),
    datastoreGone: row([N, N, N, C, C, R]),
    datastoreReturns: row([N, N, N, C, C, R]),
    sourceDies: row([N, N, N, L, L, L], OWED_LOST),
    destinationDies: row([N, N, N, L, L, L], STALE),
    eachAlone: row([N, N, N, H, R, R], NO_FILE),
    movedBack: NOT_ENDED,
  },
  // The link is down already, so that faults of the link cannot come: the file is the only path.
  pageInByFile: {
    linkCut: row([N, N, N, N, N, N]),
    linkReturns: row([N, N, N, N, R, R]),
    linkBlinks: row([N, N, N, N, N, N]),
    linkSlow: row([N, N, N, N, N, N]),
    linkLossy: row([N, N, N, N, N, N]),
    datastoreSlow: row([N, N, N, N, R, R]),
    datastoreGone: row([N, N, N, N, H, H], t`Both paths are down: nothing is lost and what is owed is said.`),
    datastoreReturns: row([N, N, N, N, R, R]),
    sourceDies: row([N, N, N, N, L, L], OWED_LOST),
    destinationDies: row([N, N, N, N, L, L], STALE),
    eachAlone: row([N, N, N, N, R, R]),
    movedBack: NOT_ENDED,
  },
  // The source is no longer needed: all that it owed lies on the datastore.
  allInFile: {
    linkCut: row([N, N, N, N, N, N]),
    linkReturns: row([N, N, N, N, R, R]),
    linkBlinks: row([N, N, N, N, N, N]),
    linkSlow: row([N, N, N, N, N, N]),
    linkLossy: row([N, N, N, N, N, N]),
    datastoreSlow: row([N, N, N, N, R, R]),
    datastoreGone: row([N, N, N, N, H, H], t`Both paths are down: nothing is lost and what is owed is said.`),
    datastoreReturns: row([N, N, N, N, R, R]),
    sourceDies: row([N, N, N, N, R, R]),
    destinationDies: row([N, N, N, N, L, L], STALE),
    eachAlone: row([N, N, N, N, R, R]),
    movedBack: NOT_ENDED,
  },
  // The destination has everything. A crash of the source costs nothing, one of the destination the guest.
  finish: {
    linkCut: row([R, R, R, R, R, R]),
    linkReturns: row([R, R, R, R, R, R]),
    linkBlinks: row([R, R, R, R, R, R]),
    linkSlow: row([C, C, C, C, C, C]),
    linkLossy: row([R, R, R, R, R, R]),
    datastoreSlow: row([C, C, C, C, C, C]),
    datastoreGone: row([C, C, C, C, C, C]),
    datastoreReturns: row([C, C, C, C, C, C]),
    sourceDies: row([R, R, R, R, R, R]),
    destinationDies: row([L, L, L, L, L, L], STALE),
    eachAlone: row([R, R, R, R, R, R]),
    movedBack: row([C, C, C, C, C, C]),
  },
};

/** What the table says of one place. */
export function expectedAt(table: ExpectedTable, { phase, fault, strategy }: Place): CellOutcome {
  return table[phase][fault].outcomes[strategy];
}
