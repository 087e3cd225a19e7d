import type { Tick } from "../clock/tick.ts";
import type { Strategy } from "./strategy.ts";

/** Who decides when the rounds of pre-copy end: vSphere by whole rounds, QEMU 7.2 by its loop. */
export type StopRule = "vsphere" | "qemu";

/** In which order the source pushes owed pages that nobody asked for. */
export type PageOrder = "ascending" | "aroundFault" | "restartAtFault";

/** All that source and destination agree on before a migration. Sizes in pages or bytes, times in ticks. */
export interface MigrationSettings {
  readonly strategy: Strategy;
  readonly stopRule: StopRule;
  /** Pages of guest RAM. */
  readonly pages: number;
  /**
   * What remains may take this long to send while the guest is stunned. ESXi: 500 ms. QEMU's rule takes it for its
   * `downtime-limit`, of 300 ms by default there.
   */
  readonly switchoverGoal: Tick;
  /** Rounds of pre-copy before the stun, whatever the stop rule says; null to let the rule decide. */
  readonly afterRounds: number | null;
  /** QEMU has no such limit and does not heed it. */
  readonly maxRounds: number;
  /** A round that sent less than this share of what was dirtied meanwhile made no progress. ESXi: 130 %. */
  readonly transmitToDirtyPercent: number;
  readonly pageOrder: PageOrder;
  /** ESXi sends 32 pages at a time. */
  readonly pagesPerSend: number;
  /** Pages sent for one page fault. ESXi: 1. */
  readonly pagesPerFault: number;
  /** Silence after which the link is declared down. ESXi: 20 s (`NetTimeout`). */
  readonly heartbeat: Tick;
  /** Longest time between the stun and a resume. ESXi: 100 s. */
  readonly maxSwitchover: Tick;
  /** Bytes that the link's send queue takes. */
  readonly queueBytes: number;
  /** Slots of the Quick Resume file and pages in each. ESXi: 40 of 32. */
  readonly fileSlots: number;
  readonly pagesPerChunk: number;
  /** Bytes of the received bitmap that go into one note. */
  readonly bitmapBytesPerNote: number;
  /** How often a host looks into the file while it expects something there. */
  readonly poll: Tick;
  /**
   * How often a datastore operation is tried before a migration that has not stunned the guest is given up. ESXi: 20
   * (`DiskOpsMaxRetries`).
   */
  readonly datastoreRetries: number;
}
