import { PAGE_BYTES } from "../../src/machine/layout.ts";
/** What was done: pre-copy, pre-copy with auto-converge, post-copy after the first or a later round, or that and a cut. */
export type Kind = "precopy" | "autoconverge" | "postcopy" | "postcopy-late" | "failure";
export const KINDS: readonly Kind[] = ["precopy", "autoconverge", "postcopy", "postcopy-late", "failure"];

/** A migration that was measured on QEMU. */
export interface QemuCase {
  readonly id: number;
  readonly kind: Kind;
  readonly ramMiB: number;
  readonly linkMiBps: number;
  readonly workingSetPages: number;
  readonly dirtyPagesPerSecond: number;
  readonly order: "golden" | "seq" | "random";
  readonly latencyMs: number;
  readonly limitMs: number;
  /** A migration that has not converged was cancelled after so many seconds. */
  readonly capS?: number;
  /** QEMU's own limit instead of a link of that bandwidth: it does not hold for the final copy. */
  readonly limiter?: true;
  /** Bytes of the sender's socket buffer, where it is not the default of 208 KiB. */
  readonly sendBufferBytes?: number;
  /** A second connection for requested pages, where that was tried. */
  readonly preempt?: true;
  /** The link is cut when this share of post-copy is over, and heals after the outage. */
  readonly cutShare?: number;
  readonly outageS?: number;
  /** What the link carried of its bandwidth, where that was less than 99 %: the host was busy. */
  readonly linkUse?: number;
  readonly measured: Measured;
}

/** Medians over the runs of a case. */
export interface Measured {
  readonly converged: boolean;
  readonly pages: number;
  readonly totalMs: number;
  /** `dirty-sync-count`. */
  readonly syncs: number;
  readonly downtimeMs?: number;
  /** Length of a round of a migration that does not converge, once it is steady. */
  readonly steadyRoundMs?: number;
  readonly throttlePercent?: number;
  readonly workLostMs?: number;
  readonly postcopyMs?: number;
  readonly postcopyPages?: number;
  readonly requests?: number;
  readonly msPerRequest?: number;
  readonly stallMs?: number;
}

/** Names of the measured quantities beside whether it converged. */
export type Quantity = Exclude<keyof Measured, "converged">;

const PAGE_ON_LINK_BYTES = 4104;
const MIB = 1024 * 1024;

/** Pages that the link carries in a second. */
export function linkPagesPerSecond({ linkMiBps }: QemuCase): number {
  return (linkMiBps * MIB) / PAGE_ON_LINK_BYTES;
}

/** The guest's writes in relation to what the link carries, as the cases name it: 4096 bytes a page. */
export function dirtyOverLink({ dirtyPagesPerSecond, linkMiBps }: QemuCase): number {
  return (dirtyPagesPerSecond * PAGE_BYTES) / (linkMiBps * MIB);
}

/**
 * Whether such a migration is within 5 % of the boundary between converging and not. In a fixed order that is r = 1,
 * where the working set does not fit the limit; at random it is where W x (1 - 1/r) pages are the limit's.
 */
export function isAtBoundary(each: QemuCase): boolean {
  const ratio = dirtyOverLink(each);
  const threshold = (each.linkMiBps * MIB * each.limitMs) / 1000 / PAGE_BYTES;
  const isNear = (value: number) => Math.abs(value - 1) <= 0.05;
  if (each.kind !== "precopy") return false;
  if (each.order === "random")
    return ratio > 1 && isNear((each.workingSetPages * (1 - 1 / ratio)) / threshold);
  return (
    ratio >= 0.95 &&
    (isNear(each.workingSetPages / threshold) || (isNear(ratio) && each.workingSetPages > threshold))
  );
}
