import type { ScenarioInput } from "../../src/entries/headless.ts";
import { linkPagesPerSecond, type QemuCase } from "./case.ts";

/** The guest has filled its memory by then. */
const EARLIEST_START_MS = 1000;

/** What the shaping proxy held back of the stream, beside what waited in the sender's socket. */
const PROXY_KIB = 16;
const SOCKET_KIB = 208;

/** Time that a run gets beyond what was measured, so that a slower one is seen to be slower. */
const MARGIN_MS = 1000;

/** `postcopy-late` switched when five rounds were over, `postcopy` after the first. */
const LATE_ROUNDS = 5;

/** QEMU hears of a cut at once, because its sockets close; the lab by silence, which must be short for that. */
const HEARTBEAT_MS = 20;

/**
 * In post-copy QEMU's socket is always full: it takes pages as they come, not batches. Pre-copy is not affected, as
 * its batches are measured in time.
 */
const PAGES_PER_SEND = { precopy: 32, postcopy: 1 };

const ORDERS = { golden: "scattered", seq: "ascending", random: "random" } as const;

/** The scenario in which the lab does what was measured, its migration started somewhat later. */
export function scenarioOf(each: QemuCase, laterMs = 0): ScenarioInput {
  const start = startMs(each) + laterMs;
  const { ramMiB, workingSetPages, dirtyPagesPerSecond, order, linkMiBps, latencyMs } = each;
  return {
    version: 1,
    guest: {
      program: "dirty",
      ramMiB,
      settings: { workingSetPages, dirtyPagesPerSecond, order: ORDERS[order] },
    },
    link: {
      bandwidthMiBps: linkMiBps,
      latencyMs,
      queueKiB: PROXY_KIB + (each.sendBufferBytes === undefined ? SOCKET_KIB : each.sendBufferBytes / 1024),
      urgentChannel: false,
    },
    migration: {
      ...migrationOf(each),
      startMs: start,
      stopRule: "qemu",
      switchoverGoalMs: each.limitMs,
    },
    faults: faultsOf(each),
    untilMs: start + runMs(each),
  };
}

/**
 * An ascending guest is in the middle of its working set when the migration starts. QEMU's was anywhere; at the ends it
 * would meet the sender, which begins there, and that is the rare case.
 */
function startMs({ order, dirtyPagesPerSecond, workingSetPages }: QemuCase): number {
  if (order !== "seq" || dirtyPagesPerSecond === 0) return EARLIEST_START_MS;
  const cycleMs = (workingSetPages / dirtyPagesPerSecond) * 1000;
  return (Math.ceil(EARLIEST_START_MS / cycleMs) + 0.5) * cycleMs;
}

function migrationOf({ kind }: QemuCase): NonNullable<ScenarioInput["migration"]> {
  if (kind === "precopy") return { strategy: "preCopy", pagesPerSend: PAGES_PER_SEND.precopy };
  if (kind === "autoconverge") return { strategy: "preCopySdps", pagesPerSend: PAGES_PER_SEND.precopy };
  return {
    strategy: "postCopy",
    pagesPerSend: PAGES_PER_SEND.postcopy,
    pageOrder: "restartAtFault",
    afterRounds: kind === "postcopy-late" ? LATE_ROUNDS : 1,
    ...(kind === "failure" ? { heartbeatMs: HEARTBEAT_MS } : {}),
  };
}

/** The cut comes when its share of the pages that post-copy moves has been sent. */
function faultsOf(each: QemuCase) {
  const { cutShare, outageS, measured } = each;
  if (cutShare === undefined || outageS === undefined) return [];
  const cutMs = Math.round((cutShare * measured.postcopyPages! * 1000) / linkPagesPerSecond(each));
  const at = (afterMs: number) => ({ phase: "pageIn", afterMs });
  return [
    { kind: "cutLink", at: at(cutMs) },
    { kind: "healLink", at: at(cutMs + outageS * 1000) },
  ];
}

/** One that does not converge is cancelled at its cap, as it was when it was measured. */
function runMs({ measured, capS }: QemuCase): number {
  if (!measured.converged) return measured.totalMs;
  const longest = measured.totalMs * 1.5 + MARGIN_MS;
  return capS === undefined ? longest : Math.min(longest, capS * 1000);
}
