import { PageState } from "../host/page-state.ts";
import { PAGE_BYTES } from "../machine/layout.ts";
import { WEST_TO_EAST } from "../place/place.ts";
import type { Frame, HostFrame } from "../report/frame.ts";
import { ACTION_KINDS } from "../scenario/action.ts";

const PAGES = 1024;

function blankHost(status: HostFrame["status"], state: number): HostFrame {
  const counts = Object.keys(PageState).map((_, index) => (index === state ? PAGES : 0));
  return {
    status,
    role: null,
    roles: [],
    pages: new Uint8Array(PAGES).fill(state),
    counts,
    waitsFor: null,
    screen: null,
    instructions: 0,
  };
}

/**
 * What is drawn until the first real frame is there: the same places, so that nothing jumps when it comes. Without a
 * guest it is what is left when none could be started.
 */
export function blankFrame(hasGuest = true): Frame {
  const path = { pages: 0, bytes: 0 };
  return {
    now: 0,
    places: WEST_TO_EAST,
    migration: 1,
    before: [],
    mayMoveAgain: false,
    phase: null,
    round: 0,
    roundPages: 0,
    judged: null,
    rules: { switchoverGoalMs: 500, heartbeatMs: 1000, afterRounds: null },
    source: hasGuest ? blankHost("running", PageState.present) : blankHost("empty", PageState.empty),
    destination: blankHost("empty", PageState.empty),
    link: { whole: true, declaredUp: true, parcels: [], bytesOnLink: 0, cut: null },
    datastore: {
      reachable: true,
      owner: { owner: "West", epoch: 1 },
      kind: "indexeddb",
      file: {
        exists: false,
        inUse: false,
        wasFull: false,
        chunkBytes: 0,
        slots: Array.from({ length: 40 }, () => ({ state: "free" as const, sequence: 0, pages: 0 })),
        notes: Array.from({ length: 8 }, () => ({ state: "free" as const, says: null })),
        chunksWritten: 0,
      },
    },
    sum: {
      stays: PAGES,
      owed: 0,
      onLink: 0,
      inFile: 0,
      arrived: 0,
      lostAtSource: 0,
      lostAtDestination: 0,
      total: PAGES,
      stale: 0,
    },
    report: {
      outcome: "completed",
      strategy: "quickResume",
      from: "West",
      to: "East",
      identical: null,
      invariants: [],
      "total-time": 0,
      downtime: 0,
      "setup-time": 0,
      rounds: 0,
      ram: {
        total: PAGES * PAGE_BYTES,
        transferred: 0,
        normal: 0,
        duplicate: 0,
        remaining: 0,
        "dirty-sync-count": 0,
        "page-size": PAGE_BYTES,
        "precopy-bytes": 0,
        "downtime-bytes": 0,
        "postcopy-bytes": 0,
        "postcopy-requests": 0,
      },
      paths: { link: { ...path }, file: { ...path } },
      guest: { instructions: 0, "stall-time": 0, "work-lost": 0, hash: "", "unasked-answers": 0 },
      client: { sent: 0, answered: 0, late: 0, lost: 0, "longest-gap": 0 },
      owed: { pages: 0, holder: null },
      console: "",
      message: "",
    },
    verdict: null,
    lostAt: null,
    ended: false,
    milestones: [],
    milestonesLeftOut: 0,
    conditions: {
      link: { bandwidthMiBps: 0, backBandwidthMiBps: 0, latencyMs: 0, loss: 0 },
      datastore: { bandwidthMiBps: 0, latencyMs: 0 },
      dirtyPagesPerSecond: null,
    },
    prospect: null,
    armed: [],
    pressed: Object.fromEntries(ACTION_KINDS.map((kind) => [kind, null])) as Frame["pressed"],
    shutDown: null,
    why: { stayed: null, held: null, lost: null },
    inputs: {
      typed: { entered: 0, delivered: 0, waiting: 0, lost: {} },
      requests: { entered: 0, delivered: 0, waiting: 0, lost: {} },
    },
    restart: { offeredOn: null, pending: false, at: null },
    client: null,
    console: "",
  };
}
