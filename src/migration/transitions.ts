/**
 * Every state that source and destination can be in, and every event that moves them. Nothing else in the protocol
 * changes a role's state, and an event that a state does not list is an error, never ignored. The state diagram is
 * drawn from these two tables.
 */
export const SOURCE_TRANSITIONS = {
  /** The guest runs here; no migration. */
  idle: { migrate: "setup" },
  /** The link is opened and the owner record read. */
  setup: { ready: "preCopy", readyToStun: "stunned", abort: "continued" },
  /** Rounds of copying while the guest runs. */
  preCopy: {
    converged: "stunned",
    needsFile: "creatingFile",
    needsProof: "provingRecord",
    abort: "continued",
  },
  /** The Quick Resume file must exist before the stun. */
  creatingFile: { created: "stunned", abort: "continued" },
  /** The datastore is silent, and must answer with the owner record before the stun. The copy goes on meanwhile. */
  provingRecord: { proven: "stunned", abort: "continued" },
  /** The guest is held; what is left and the checkpoint are sent. */
  stunned: { go: "committing", abort: "continued" },
  /** `go` was handed to the link: only the owner record decides from here on. */
  committing: { destinationOwns: "serving", sourceOwns: "continued" },
  /** The guest runs at the destination; this host still owes pages. */
  serving: { lastPage: "freed" },
  /** The destination confirmed the last page; the memory was given back. */
  freed: {},
  /** The guest goes on here. */
  continued: {},
} as const;

export const DESTINATION_TRANSITIONS = {
  empty: { hello: "receiving" },
  /** Pages come in; the guest runs, or is held, at the source. */
  receiving: { checkpoint: "prepared", cancelled: "discarded" },
  /** Checkpoint loaded, stale pages discarded. */
  prepared: { go: "committing", cancelled: "discarded" },
  /** The compare-and-set of the owner record is under way. */
  committing: { owns: "running", sourceOwns: "discarded" },
  /** The guest runs here; owed pages come in. */
  running: { lastPage: "complete" },
  /** All pages are here; the source must learn it. */
  complete: { confirmed: "done" },
  done: {},
  discarded: {},
} as const;

export type SourceName = keyof typeof SOURCE_TRANSITIONS;
export type DestinationName = keyof typeof DESTINATION_TRANSITIONS;

/** The events of one table, over all its states. */
type EventOf<Table> = { [State in keyof Table]: keyof Table[State] }[keyof Table];
export type SourceEvent = EventOf<typeof SOURCE_TRANSITIONS>;
export type DestinationEvent = EventOf<typeof DESTINATION_TRANSITIONS>;

/** The state after `event`. Throws where the table has no such transition: that is a mistake in the protocol. */
export function nextSource(state: SourceName, event: SourceEvent): SourceName {
  return look(SOURCE_TRANSITIONS, state, event) as SourceName;
}

/** The state after `event`. Throws where the table has no such transition: that is a mistake in the protocol. */
export function nextDestination(state: DestinationName, event: DestinationEvent): DestinationName {
  return look(DESTINATION_TRANSITIONS, state, event) as DestinationName;
}

function look(table: Record<string, Record<string, string>>, state: string, event: string): string {
  const next = table[state]?.[event];
  if (next === undefined) throw new Error(`No transition for "${event}" in state "${state}".`);
  return next;
}
