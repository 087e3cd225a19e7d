import type { ClientCounters } from "../client/tally.ts";

/** How a migration ended; see the failure matrix. */
export type Outcome = "completed" | "recovered" | "continued-on-source" | "held" | "lost";

/** Pages and bytes that one path carried. */
export interface PathReport {
  /** Pages applied at the destination. */
  pages: number;
  /** Bytes sent. */
  bytes: number;
}

/**
 * The report of a run, in QEMU's `query-migrate` names. Times are virtual milliseconds, sizes are bytes unless the
 * name says pages.
 */
export interface Report {
  outcome: Outcome;
  strategy: string;
  /** The comparison with the twin; null where no whole guest exists. */
  identical: boolean | null;
  /** What was violated, each in one sentence. */
  invariants: string[];
  "total-time": number;
  downtime: number;
  "setup-time": number;
  rounds: number;
  ram: {
    total: number;
    transferred: number;
    normal: number;
    duplicate: number;
    remaining: number;
    "dirty-sync-count": number;
    "page-size": number;
    "precopy-bytes": number;
    "downtime-bytes": number;
    "postcopy-bytes": number;
    "postcopy-requests": number;
  };
  paths: { link: PathReport; file: PathReport };
  guest: {
    instructions: number;
    "stall-time": number;
    "work-lost": number;
    hash: string;
    "unasked-answers": number;
  };
  client: ClientCounters;
  owed: { pages: number; holder: string | null };
  console: string;
  message: string;
}
