/**
 * The numbers of a run's report, counted from the outputs of hosts as they happen. It decides nothing, and no role
 * sees it: what a host measures for itself, such as its bandwidth, is in the role.
 */

import { type Tick, toMilliseconds } from "../../clock/tick.ts";
import type { HostOutput } from "../../host/port.ts";
import { PAGE_BYTES } from "../../machine/layout.ts";
import type { Judgement } from "../../migration/judgement.ts";
import { linkBytes, PAGE_ON_LINK_BYTES } from "../../migration/message.ts";
import type { PathName, Phase } from "../../migration/output.ts";
import type { StayReason } from "../../migration/stay-reason.ts";
import type { HostName } from "../../place/place.ts";
import type { Milestone, Reached } from "../../trace/milestone.ts";
import { addMilestone } from "../../trace/milestones.ts";
import type { MigrationNumbers } from "./migration-numbers.ts";

/** What a host notices of a path. The file's path is the shared datastore. */
const NOTICED = {
  link: { up: "linkReturns", down: "linkSilent" },
  file: { up: "datastoreReturns", down: "datastoreSilent" },
} as const;

/** What is counted while a migration goes on. Ticks are null until they have come. */
export class MigrationStatistics {
  phase: Phase | null = null;
  round = 0;
  /** Pages that the round has to send that runs or ran last, or that the stun left. */
  roundPages = 0;
  /** What the stop rule decided at the end of the last round; null before there was one. */
  judged: Judgement | null = null;
  milestones: Milestone[] = [];
  /** How many milestones were too many to be kept. */
  milestonesLeftOut = 0;
  startedAt: Tick | null = null;
  setupEndedAt: Tick | null = null;
  stunnedAt: Tick | null = null;
  resumedAt: Tick | null = null;
  endedAt: Tick | null = null;
  how: "moved" | "continued" | null = null;
  /** Why the guest did not leave; null while that is not so. */
  stayed: StayReason | null = null;
  /** A path changed, something was sent again, or the guest was held: "recovered" rather than "completed". */
  disturbed = false;
  /** How often the dirty log was read, QEMU's `dirty-sync-count`. */
  syncs = 0;
  /**
   * Bytes that one of the pages in the last dirty log takes on the link, on average: a zero page takes few. 4104 for
   * a page with content and 9 for one of zeros, as in QEMU's stream.
   */
  dirtyPageBytes = PAGE_ON_LINK_BYTES;
  /** How often the guest has begun to wait for a page; QEMU's `postcopy-requests`. */
  requests = 0;
  /** Ticks that the guest has waited for pages in all. */
  stalled: Tick = 0;
  /** Since when the guest waits for a page. */
  waitingSince: Tick | null = null;
  /** The source is done before the destination knows that it may go on: the migration ends when the guest runs. */
  isFinishing = false;
  /** The guest is lost: what a part of it still does on a host takes none of the run's time. */
  isLost = false;
  /**
   * Pages with content and pages of zeros that were sent, and the bytes of both before the stun, in the downtime, and
   * after the resume.
   */
  sent = { normal: 0, duplicate: 0, precopyBytes: 0, downtimeBytes: 0, postcopyBytes: 0 };
  paths: MigrationNumbers["paths"] = { link: { pages: 0, bytes: 0 }, file: { pages: 0, bytes: 0 } };

  /** All of it, as plain data. */
  get state(): object {
    return { ...this };
  }

  set state(state: object) {
    Object.assign(this, state);
  }

  /** Another migration begins: everything is counted anew, and the milestones of the run go on. */
  begin(): void {
    const { milestones, milestonesLeftOut } = this;
    this.state = { ...new MigrationStatistics().state, milestones, milestonesLeftOut };
  }

  /** Notes an output of a host. */
  note(host: HostName, output: HostOutput, now: Tick): void {
    switch (output.kind) {
      case "send":
        // Control messages are repeated in every migration; only a message of a channel that is sent again tells of a
        // loss.
        if (output.again && output.message.content.channel !== null) this.disturb();
        return this.#count("link", output.normal, output.zero, linkBytes(output.normal, output.zero));
      case "store":
        if (output.what.kind === "writeChunk") this.#count("file", output.normal, output.zero, output.bytes);
        return;
      case "phase":
        return this.#phase(output.phase, now);
      case "round":
        this.round = output.round;
        this.roundPages = output.pages;
        return this.reach({ kind: "round", round: output.round }, now);
      case "judged": {
        const { kind: _, ...judgement } = output;
        this.judged = judgement;
        return;
      }
      case "dirtySynced":
        this.syncs++;
        if (output.pages > 0) this.dirtyPageBytes = output.cost / output.pages;
        return;
      case "stun":
        this.stunnedAt = now;
        return;
      case "resume":
        // The downtime ends when the guest runs again anywhere, and only the first time counts.
        this.resumedAt ??= now;
        if (host === "destination") this.reach({ kind: "resume" }, now);
        if (this.isFinishing) this.#finish(now);
        return;
      case "path":
        return this.#path(output.path, output.up, now);
      case "owedAgain":
      case "refused":
        return this.disturb();
      case "faulted":
        if (this.requests++ === 0) this.reach({ kind: "firstFault" }, now);
        if (!this.isLost) this.waitingSince = now;
        return;
      case "served":
        if (!this.isLost) this.stalled += output.stalled;
        this.waitingSince = null;
        return;
      case "applied":
        this.paths[output.path].pages += output.pages.length;
        return;
      case "ended":
        this.stayed = output.reason;
        // A source that had nothing left to serve is done at `go`. Ending then would give a total time shorter than
        // the downtime.
        if (output.how === "moved" && this.resumedAt === null) {
          this.isFinishing = true;
          return;
        }
        return this.end(output.how, now);
    }
  }

  #finish(now: Tick): void {
    this.isFinishing = false;
    this.phase = "finish";
    this.end("moved", now);
  }

  end(how: "moved" | "continued", now: Tick): void {
    this.endedAt = now;
    this.how = how;
    const isMoved = how === "moved";
    this.reach(isMoved ? { kind: "finish", recovered: this.disturbed } : { kind: "staysAtSource" }, now);
  }

  /** The guest was lost, and with it a wait for a page ends. */
  lose(now: Tick): void {
    if (this.waitingSince !== null) this.stalled += now - this.waitingSince;
    this.waitingSince = null;
    this.isLost = true;
  }

  /** Something failed while the migration went on. */
  disturb(): void {
    if (this.endedAt === null) this.disturbed = true;
  }

  /** Notes a milestone. */
  reach(reached: Reached, at: Tick): void {
    this.milestonesLeftOut += addMilestone(this.milestones, reached, at);
  }

  /**
   * The numbers of the report, at `now`. No time goes on after that, whatever has happened since. `owedPages` are
   * pages, and remaining is given in bytes like QEMU's.
   */
  numbers(
    now: Tick,
    totalBytes: number,
    owedPages: number,
  ): MigrationNumbers & {
    "stall-time": number;
  } {
    const { sent, paths } = this;
    const waiting = this.waitingSince === null ? 0 : now - this.waitingSince;
    return {
      "total-time": span(this.startedAt, this.endedAt, now),
      downtime: span(this.stunnedAt, this.resumedAt ?? this.endedAt, now),
      "setup-time": span(this.startedAt, this.setupEndedAt ?? this.endedAt, now),
      rounds: this.round,
      ram: {
        total: totalBytes,
        transferred: paths.link.bytes + paths.file.bytes,
        normal: sent.normal,
        duplicate: sent.duplicate,
        remaining: owedPages * PAGE_BYTES,
        "dirty-sync-count": this.syncs,
        "page-size": PAGE_BYTES,
        "precopy-bytes": sent.precopyBytes,
        "downtime-bytes": sent.downtimeBytes,
        "postcopy-bytes": sent.postcopyBytes,
        "postcopy-requests": this.requests,
      },
      paths: { link: { ...paths.link }, file: { ...paths.file } },
      "stall-time": toMilliseconds(this.stalled + waiting),
    };
  }

  /** Sorts what was sent by where in the migration it was, as QEMU's three byte counters do. */
  #count(path: PathName, normal: number, zero: number, bytes: number): void {
    const { sent } = this;
    sent.normal += normal;
    sent.duplicate += zero;
    this.paths[path].bytes += bytes;
    if (this.stunnedAt === null) sent.precopyBytes += bytes;
    else if (this.resumedAt === null) sent.downtimeBytes += bytes;
    else sent.postcopyBytes += bytes;
  }

  /**
   * The source reaches its finish before the guest runs where nothing is left to serve; that phase is shown at the
   * resume.
   */
  #phase(phase: Phase, now: Tick): void {
    if (this.phase === "setup") this.setupEndedAt = now;
    if (phase === "finish" && this.stunnedAt !== null && this.resumedAt === null) return;
    this.phase = phase;
    if (phase === "stun" || phase === "switchover") this.reach({ kind: phase }, now);
  }

  /** Both hosts notice a silence; the second one to notice adds no milestone. */
  #path(path: PathName, up: boolean, now: Tick): void {
    this.disturb();
    const kind = NOTICED[path][up ? "up" : "down"];
    if (this.milestones.at(-1)?.kind !== kind) this.reach({ kind }, now);
  }
}

/** Milliseconds from one tick to another, as far as both have come at `now`. */
function span(from: Tick | null, to: Tick | null, now: Tick): number {
  return from === null || from > now ? 0 : toMilliseconds(Math.min(to ?? now, now) - from);
}
