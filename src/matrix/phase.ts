/**
 * Where in a migration the faults of the matrix come. A moment is found in the trace of a rehearsal and not computed,
 * since it depends on the strategy and on all numbers of the model.
 */

import type { Tick } from "../clock/tick.ts";
import { t } from "../language/words.ts";
import { RECORD_BYTES } from "../migration/store.ts";
import { hasNoRounds, resumesEarly, type Strategy, usesFile } from "../migration/strategy.ts";
import type { Story } from "./story.ts";

/** When a fault of the matrix comes, in ticks of a run without it. */
export interface FaultMoment {
  /** The thing that opens the phase happens at this tick, after a fault that comes then. For faults that go on. */
  readonly from: Tick;
  /** Inside the phase. For faults that come at once. */
  readonly at: Tick;
}

/** A row group of the matrix: where in a migration the faults come. */
export interface MatrixPhase {
  readonly title: string;
  /** How the moment is found, in one sentence. */
  readonly when: string;
  /** Whether the link was cut before, during page-in, so that pages go through the file. */
  readonly linkIsDown: boolean;
  /** Why a strategy has no such phase, or null. */
  absent(strategy: Strategy): string | null;
  find(story: Story): FaultMoment | null;
}

/** Why strategies that copy all before the resume have no page-in. */
const LAST_PAGES = t`all pages are there when the guest resumes`;

/**
 * A fault that comes at once comes one tick after what opens the phase, which is then done for sure; the order of
 * events within one tick would have the fault first.
 */
function just(tick: Tick | null): FaultMoment | null {
  return tick === null ? null : { from: tick, at: tick + 1 };
}

/** Whether a strategy lacks a phase follows from what it does, not from its name. */
const everywhere = () => null;
/** Strategies that resume before all pages are there. */
const pageInByLink = (strategy: Strategy) => (resumesEarly({ strategy }) ? null : LAST_PAGES);
/** Of those only the ones that have a file. */
const pageInByFile = (strategy: Strategy) =>
  pageInByLink(strategy) ?? (usesFile({ strategy }) ? null : t`post-copy has no file`);

/** The phases, in their order. */
export const MATRIX_PHASES = {
  setup: {
    title: t`Setup`,
    when: t`One tick after the start: the opening of the link and the reading of the owner record are under way.`,
    linkIsDown: false,
    absent: everywhere,
    find: (story) => just(story.first("source", "phase", { phase: "setup" })),
  },
  preCopy: {
    title: t`Pre-copy`,
    when: t`One tick after the middle one of the page batches that arrive before the stun.`,
    linkIsDown: false,
    absent: (strategy) => (hasNoRounds({ strategy }) ? t`stop and copy has no rounds` : null),
    find: (story) => just(story.arrival("link", 1 / 2, 0, story.first("source", "stun"))),
  },
  stun: {
    title: t`Stun, before the checkpoint is complete`,
    when: t`Half way between the stun and the checkpoint's sending, or one tick after both where they are one.`,
    linkIsDown: false,
    absent: everywhere,
    find: findStun,
  },
  goOnWire: {
    title: t`Switchover, \`go\` on the wire`,
    when: t`Half way between the sending of \`go\` and the destination's compare-and-set of the owner record.`,
    linkIsDown: false,
    absent: everywhere,
    find: findGo,
  },
  recordChanged: {
    title: t`Switchover, the record changed and nobody knows`,
    when: t`One tick after the compare-and-set took effect: the destination has no answer, the source no word.`,
    linkIsDown: false,
    absent: everywhere,
    find: (story) => just(story.first("destination", "effect", { what: "compareAndSetOwner" })),
  },
  pageInByLink: {
    title: t`Page-in over the link`,
    when: t`One tick after the first quarter of the page batches that arrive after the resume.`,
    linkIsDown: false,
    absent: pageInByLink,
    find: (story) => just(story.arrival("link", 1 / 4, story.first("destination", "resume"))),
  },
  pageInByFile: {
    title: t`Page-in through the file, the link down already`,
    when: t`The link is cut as above; then one tick after the first chunk that arrives after the source noticed.`,
    linkIsDown: true,
    absent: pageInByFile,
    find: (story) =>
      just(story.arrival("file", 0, story.first("source", "path", { path: "link", up: false }))),
  },
  allInFile: {
    title: t`Page-in through the file, all that is owed is in it`,
    when: t`The link is cut as above; then one tick after the last chunk is in the file.`,
    linkIsDown: true,
    absent: pageInByFile,
    // A chunk without pages is only its head, and says no more than that the source lives.
    find: (story) => just(story.lastChunkInFile(RECORD_BYTES)),
  },
  finish: {
    title: t`Finish, before the source knows`,
    when: t`One tick after the last page is at the destination: the word that it is complete is on its way.`,
    linkIsDown: false,
    absent: everywhere,
    find: (story) => just(story.first("destination", "whole")),
  },
} as const satisfies Record<string, MatrixPhase>;

export type PhaseName = keyof typeof MATRIX_PHASES;
export const PHASE_NAMES = Object.keys(MATRIX_PHASES) as PhaseName[];

/** Between two events that may share a tick. */
function findStun(story: Story): FaultMoment | null {
  const stun = story.first("source", "stun");
  const checkpoint = story.first("source", "send", { what: "checkpoint" });
  if (stun === null || checkpoint === null) return null;
  return { from: stun, at: Math.max(stun + 1, Math.floor((stun + checkpoint) / 2)) };
}

/** Between these two the source has given its promise, and the record still names it. */
function findGo(story: Story): FaultMoment | null {
  const go = story.first("source", "send", { what: "go" });
  const taken = story.first("destination", "store", { what: "compareAndSetOwner" });
  if (go === null || taken === null) return null;
  return { from: go, at: Math.floor((go + taken) / 2) };
}
