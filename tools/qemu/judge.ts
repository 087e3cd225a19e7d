import { dirtyOverLink, isAtBoundary, linkPagesPerSecond, type QemuCase, type Quantity } from "./case.ts";
import type { Simulated } from "./run-case.ts";

/** One quantity beside what was measured. */
export interface Check {
  readonly quantity: Quantity | "converged" | "whole";
  readonly measured: number | boolean | null;
  readonly simulated: number | boolean | null;
  /** What is allowed, in words; null where the quantity is only shown. */
  readonly allowed: string | null;
  readonly within: boolean;
}

/** Values that are allowed. */
interface Band {
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

/** QEMU sends in batches of about this long, and where in one a limit falls is chance. */
const BATCH_S = 0.05;

/** QEMU's downtime is the limit less up to one batch; some of it more where the guest dirties during the stop. */
const DOWNTIME_OF_LIMIT = [0.75, 1.02] as const;

/** Starting and ending post-copy takes QEMU this long at most, however little is moved. */
const SMALL_MS = 4;

/** Fewer page faults than this are not a sample. */
const FEW_REQUESTS = 20;

/** A cut is noticed by silence in the lab and by closed sockets in QEMU. */
const NOTICE_MS = 30;

/** Compares a run with its measurement, by the tolerances that the spread of the measurements leaves. */
export function judge(each: QemuCase, simulated: Simulated): Check[] {
  const quantities = Object.keys(each.measured).filter((name): name is Quantity => name !== "converged");
  return [
    {
      quantity: "whole",
      measured: null,
      simulated: simulated.whole,
      allowed: "yes",
      within: simulated.whole,
    },
    convergence(each, simulated),
    ...quantities.map((quantity) => check(each, quantity, simulated)),
  ];
}

function convergence(each: QemuCase, simulated: Simulated): Check {
  const [measured, here] = [each.measured.converged, simulated.converged];
  const isOpen = isAtBoundary(each);
  return {
    quantity: "converged",
    measured,
    simulated: here,
    allowed: isOpen ? null : "equal",
    within: isOpen || here === measured,
  };
}

function check(each: QemuCase, quantity: Quantity, simulated: Simulated): Check {
  const measured = each.measured[quantity]!;
  const value = simulated[quantity] ?? null;
  const isComparable = each.measured.converged === simulated.converged && !isAtBoundary(each);
  const band = isComparable ? bandOf(each, quantity, measured, simulated) : null;
  const within = band === null || (value !== null && value >= band.from && value <= band.to);
  return { quantity, measured, simulated: value, allowed: band?.words ?? null, within };
}

function bandOf(each: QemuCase, quantity: Quantity, measured: number, simulated: Simulated): Band | null {
  switch (quantity) {
    case "pages":
      return around(measured, copyTolerance(each), pagesSlack(each));
    case "totalMs":
      return each.limiter
        ? null
        : around(measured, copyTolerance(each), isPostCopy(each) ? BATCH_S * 1000 : 0);
    case "downtimeMs":
      return each.limiter ? null : downtimeBand(each);
    case "syncs":
      return each.measured.converged ? around(measured, measured > 15 ? 0.1 : 0, 1) : null;
    case "steadyRoundMs":
      return around(measured, 0.1);
    case "throttlePercent":
      return around(measured, 0);
    case "workLostMs":
      return around(measured, 0.1);
    case "postcopyMs":
      return durationBand(each, measured, simulated);
    case "postcopyPages":
      return around(measured, 0.01, batchPages(each));
    case "requests":
    case "msPerRequest":
      return isQueueBound(each)
        ? around(measured, 0.2, quantity === "requests" ? FEW_REQUESTS / 4 : 0)
        : null;
    case "stallMs":
      return around(measured, 0, NOTICE_MS);
  }
}

function around(value: number, share: number, slack = 0): Band {
  const allowed = value * share + slack;
  const parts = [
    share > 0 || slack === 0 ? `${share * 100} %` : "",
    slack > 0 ? String(Math.round(slack)) : "",
  ];
  return { from: value - allowed, to: value + allowed, words: `± ${parts.filter(Boolean).join(" + ")}` };
}

function downtimeBand({ limitMs }: QemuCase): Band {
  const [from, to] = DOWNTIME_OF_LIMIT.map((share) => share * limitMs) as [number, number];
  return { from, to, words: `${from} to ${to}` };
}

/** Near r = 1 the batch in which a limit falls decides over whole rounds, and a throttled guest is a feedback loop. */
function copyTolerance(each: QemuCase): number {
  if (each.kind === "autoconverge") return 0.1;
  const ratio = dirtyOverLink(each);
  return ratio <= 0.75 || ratio >= 1 ? 0.02 : 0.1;
}

/** Post-copy takes as long as its pages: where they are some more or less, so is its time. */
function durationBand(each: QemuCase, measured: number, { postcopyPages }: Simulated): Band {
  const outageMs = (each.outageS ?? 0) * 1000;
  const share = (postcopyPages ?? 0) / each.measured.postcopyPages!;
  const { from, to, words } = around(outageMs + (measured - outageMs) * share, 0.02, SMALL_MS);
  return { from, to, words: `${words} at so many pages` };
}

/** QEMU's own limit is a quota for each 100 ms, so the batches are twice as long. */
function pagesSlack(each: QemuCase): number {
  if (each.limiter) return 2 * batchPages(each);
  return isPostCopy(each) ? batchPages(each) : 0;
}

function batchPages(each: QemuCase): number {
  return linkPagesPerSecond(each) * BATCH_S;
}

function isPostCopy({ kind }: QemuCase): boolean {
  return kind !== "precopy" && kind !== "autoconverge";
}

/** Whether the guest's faults wait for what is queued in front of their pages, and nothing else. */
function isQueueBound({ kind, order, preempt, sendBufferBytes, measured }: QemuCase): boolean {
  if (kind === "failure" || order === "seq" || preempt || sendBufferBytes !== undefined) return false;
  return measured.requests! >= FEW_REQUESTS;
}
