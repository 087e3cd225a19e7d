/**
 * What a source knows, and the changes of it that both of its halves make: `source-copy.ts` before `go` and
 * `source-serve.ts` after it. The state's name changes through `moveSource` alone.
 */

import { type Copy, createCopy } from "./copy.ts";
import { createFileWriter, type FileWriter } from "./file-writer.ts";
import { beatOf, closeLink, createLinkEnd, type LinkEnd, tellCancelled } from "./link-end.ts";
import type { Output, Phase } from "./output.ts";
import { emptySet, type PageSet } from "./page-set.ts";
import { abandon, createPendingOperations, type PendingOperations } from "./pending-operations.ts";
import { createPushCursor, type PushCursor } from "./push-order.ts";
import type { MigrationSettings } from "./settings.ts";
import type { StayReason } from "./stay-reason.ts";
import { nextSource, type SourceEvent, type SourceName } from "./transitions.ts";

/**
 * Which path a page was given to after the stun. Every page has exactly one claim, so that link and file never both
 * carry it. Small numbers, because there is one byte a page.
 */
export const Claim = { none: 0, link: 1, file: 2, arrived: 3 } as const;

/** Everything the source remembers. A plain record: a checkpoint copies it. */
export interface Source {
  readonly settings: MigrationSettings;
  name: SourceName;
  /** Epoch of the owner record when the migration began; null until it was read. */
  epoch: number | null;
  link: LinkEnd;
  pending: PendingOperations;
  /** Pages that the present round, the final copy or the page-in has still to send. */
  toSend: PageSet;
  copy: Copy;
  /** Pages sent in one message; halved whenever the link falls, for it may be too slow for larger ones. */
  batchPages: number;
  /** One Claim a page; used once the guest is stunned for good. */
  claims: Uint8Array;
  cursor: PushCursor;
  file: FileWriter;
  fileExists: boolean;
  /** Pages the guest waits for at the destination, oldest first. */
  wanted: number[];
  /** Somebody wants the migration given up, and only the owner record can say whether it is. */
  cancelled: boolean;
  /** Parts of the received bitmap, by their number, of the generation that they describe. */
  bitmap: { generation: number; parts: (Uint8Array | null)[] } | null;
}

export function createSource(settings: MigrationSettings): Source {
  return {
    settings,
    name: "idle",
    epoch: null,
    link: createLinkEnd(true, settings.heartbeat),
    pending: createPendingOperations(settings.heartbeat),
    toSend: emptySet(settings.pages),
    copy: createCopy(settings.stopRule),
    batchPages: settings.pagesPerSend,
    claims: new Uint8Array(settings.pages),
    cursor: createPushCursor(settings.pageOrder),
    file: createFileWriter(
      settings.fileSlots,
      settings.pagesPerChunk,
      settings.poll,
      beatOf(settings.heartbeat),
    ),
    fileExists: false,
    wanted: [],
    cancelled: false,
    bitmap: null,
  };
}

/** Moves through the transition table and announces the phase that begins with the new state. */
export function moveSource(source: Source, event: SourceEvent, out: Output[]): void {
  source.name = nextSource(source.name, event);
  const phase = PHASE_OF[source.name];
  if (phase) out.push({ kind: "phase", phase });
}

/**
 * The phase that a state begins. The file's creation and the wait for the record still belong to pre-copy; the
 * destination announces page-in.
 */
const PHASE_OF: Partial<Record<SourceName, Phase>> = {
  setup: "setup",
  preCopy: "preCopy",
  stunned: "stun",
  committing: "switchover",
  freed: "finish",
};

/** Whether the guest still runs here while its memory is copied. */
export function isBeforeStun({ name }: Source): boolean {
  return name === "preCopy" || name === "creatingFile" || name === "provingRecord";
}

/** Gives the migration up. The guest goes on here, with the reason. Only before `go`, or as the owner on record. */
export function goOnHere(
  source: Source,
  event: "abort" | "sourceOwns",
  reason: StayReason,
  out: Output[],
): void {
  // Before the state changes: afterwards nobody could tell whether the guest stands still.
  const held = source.name === "stunned" || source.name === "committing";
  moveSource(source, event, out);
  if (source.copy.throttle > 0) out.push({ kind: "throttle", percent: 0 });
  if (held) out.push({ kind: "resume" });
  // A destination that is out of reach now is told when it speaks again (`takeMessage` in `source.ts`).
  if (source.link.up) tellCancelled(source.link, out);
  closeLink(source.link, out);
  abandon(source.pending, out);
  out.push({ kind: "deadline", name: "setup", at: null }, { kind: "deadline", name: "switchover", at: null });
  out.push({ kind: "ended", how: "continued", reason });
}
