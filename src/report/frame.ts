/**
 * What the view draws. Frames are plain data, and everything on the page is derived from the same one, so that no two
 * places show different moments. Counts of pages come from `sum` only.
 */

import type { Port } from "../client/network.ts";
import type { RequestFrame } from "../client/request.ts";
import type { ClientCounters } from "../client/tally.ts";
import type { Tick } from "../clock/tick.ts";
import type { OwnerRecord } from "../datastore/datastore.ts";
import type { Prospect } from "../forecast/prospect.ts";
import type { InputLosses } from "../host/input-loss.ts";
import type { ScreenFrame } from "../host/screen.ts";
import type { HostStatus } from "../host/status.ts";
import type { Judgement } from "../migration/judgement.ts";
import type { Phase } from "../migration/output.ts";
import type { StayReason } from "../migration/stay-reason.ts";
import type { DestinationName, SourceName } from "../migration/transitions.ts";
import type { Direction } from "../network/link.ts";
import type { Places } from "../place/place.ts";
import type { ActionKind } from "../scenario/action.ts";
import type { Conditions } from "../scenario/conditions.ts";
import type { Fault } from "../scenario/fault.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { HeldReason } from "../simulation/held-reason.ts";
import type { FileFrame } from "../simulation/parts/file-frame.ts";
import type { LossReason } from "../simulation/parts/loss-reason.ts";
import type { Verdict } from "../simulation/parts/verdict.ts";
import type { Milestone } from "../trace/milestone.ts";
import type { Quantities } from "./quantities.ts";
import type { Report } from "./report.ts";

/**
 * One host as it is drawn. What a host knows of itself is completed here by what only the run knows, as that it
 * crashed.
 */
export interface HostFrame {
  readonly status: HostStatus;
  /** The state of its role, as the transition tables and the state diagram name it; null after an HA restart. */
  readonly role: SourceName | DestinationName | null;
  /**
   * The states that its role has been in, in their order; one that was left in the input that led to it is not among
   * them.
   */
  readonly roles: readonly string[];
  /** One PageState a page. */
  readonly pages: Uint8Array;
  /** How many pages are in each state, indexed by PageState. They add up to all pages. */
  readonly counts: readonly number[];
  /** The page that the guest waits for, or null. */
  readonly waitsFor: number | null;
  /** Null while the guest has told no framebuffer, or no guest is here. */
  readonly screen: ScreenFrame | null;
  /** Instructions retired by the guest, where it is here. */
  readonly instructions: number;
}

/** One message with pages that is on the link now. */
export interface ParcelFrame {
  readonly id: number;
  readonly direction: Direction;
  /** Page numbers it carries; none for control messages. */
  readonly pages: readonly number[];
  readonly urgent: boolean;
  /** Waiting in the send queue, being put on the wire, or travelling. */
  readonly stage: "queued" | "sending" | "travelling";
  /** 0 where it leaves the sender, 1 where it arrives; 0 while queued. */
  readonly progress: number;
}

export interface LinkFrame {
  /** Whether the cable is whole. The hosts notice a cut only by its silence. */
  readonly whole: boolean;
  /** Whether the hosts believe that the link carries (false after the heartbeat ran out). */
  readonly declaredUp: boolean;
  readonly parcels: readonly ParcelFrame[];
  /** Bytes of page data in the send queue and on the wire. */
  readonly bytesOnLink: number;
  /** The latest cut, or null: when, and how many pages fell out of the cable. */
  readonly cut: { readonly at: Tick; readonly pagesLost: number } | null;
}

export interface DatastoreFrame {
  readonly reachable: boolean;
  readonly owner: OwnerRecord;
  readonly file: FileFrame;
  /** "indexeddb", or "memory" where the page has no storage. */
  readonly kind: "indexeddb" | "memory";
}

/**
 * The HA-style restart: a new guest, booted from the image on the datastore. It brings nothing back of the guest that
 * was lost, so it is never a migration's success.
 */
export interface RestartFrame {
  /** The host on which it can be started now, by the learner's action only; null where there is nothing to restart. */
  readonly offeredOn: "source" | "destination" | null;
  /** It was asked for and waits for the datastore. */
  readonly pending: boolean;
  /** When the new guest began to run; null where none does. */
  readonly at: Tick | null;
}

/** The client's side of the run. */
export interface ClientFrame extends ClientCounters {
  /** The host to which the client network sends requests now; null where it does not know and sends them to both. */
  readonly port: Port | null;
  /** The last requests, oldest first, and what became of them. */
  readonly recent: readonly RequestFrame[];
}

/** Why the run stands as it does; at most one of these is not null. */
export interface WhyFrame {
  /** Why the guest goes on at the source. */
  readonly stayed: StayReason | null;
  /** Why it is neither moved nor lost, after it was stunned. */
  readonly held: HeldReason | null;
  /** Why it is lost. */
  readonly lost: LossReason | null;
}

/** What has become of inputs of one kind. */
export interface InputFate {
  /** Those that came: bytes that were typed, or requests that came out of the client's network. */
  readonly entered: number;
  /** Those that the guest was given. */
  readonly delivered: number;
  /** Those that wait for it. */
  readonly waiting: number;
  /** Those that it never will get, by why. */
  readonly lost: InputLosses;
}

/** What has become of all inputs: entered = delivered + waiting + lost, or an invariant is broken. */
export interface InputFrame {
  readonly typed: InputFate;
  readonly requests: InputFate;
}

/** What a migration was told to keep to, as far as a person is told of it. */
export type FrameRules = Pick<Scenario["migration"], "switchoverGoalMs" | "heartbeatMs" | "afterRounds">;

/** Everything the view draws, at one tick. It is replaced whole, never changed. */
export interface Frame {
  readonly now: Tick;
  /** Which machine is the source and which the destination of the present migration, or of the next one before it. */
  readonly places: Places;
  /** Number of the present migration, or of the next one before it, from 1 on. */
  readonly migration: number;
  /** The reports of the migrations before it, in their order. */
  readonly before: readonly Report[];
  /** Whether the guest can be moved again now: away from where it is. */
  readonly mayMoveAgain: boolean;
  /** Null before the migration. */
  readonly phase: Phase | null;
  /** Pre-copy round that runs or ran last; 0 before the first. */
  readonly round: number;
  /** Pages that this round had to send, or that the stun left. */
  readonly roundPages: number;
  /** What the stop rule decided at the end of the last round, and by which numbers; null before there was one. */
  readonly judged: Judgement | null;
  /** The limits that the present migration keeps to, or the next one will, in milliseconds and rounds. */
  readonly rules: FrameRules;
  readonly source: HostFrame;
  readonly destination: HostFrame;
  readonly link: LinkFrame;
  readonly datastore: DatastoreFrame;
  /**
   * Where the pages are, counted once: stays + owed + onLink + inFile + arrived + both losses = total, at every tick.
   */
  readonly sum: Quantities;
  readonly report: Report;
  /** Null until the comparison was made. */
  readonly verdict: Verdict | null;
  /** When the guest was lost, where it was: the report's times stand still since. */
  readonly lostAt: Tick | null;
  /** The migration has ended (its outcome stands in the report). */
  readonly ended: boolean;
  readonly milestones: readonly Milestone[];
  /** How many milestones there were beside these, too many to be kept. */
  readonly milestonesLeftOut: number;
  /** What the run's world is like now: how fast and lossy its paths are, and how fast its guest writes. */
  readonly conditions: Conditions;
  /** What a migration that began in this world would be like; null where the guest's writes follow no formula. */
  readonly prospect: Prospect | null;
  /** What the learner has armed for a moment of the migration that has not come. */
  readonly armed: readonly Fault[];
  /** When the learner did what, last; null where not yet. */
  readonly pressed: Readonly<Record<ActionKind, Tick | null>>;
  /** Where and when the guest shut itself down; null while it has not, and once an HA restart has booted another. */
  readonly shutDown: { readonly host: "source" | "destination"; readonly at: Tick } | null;
  readonly inputs: InputFrame;
  readonly why: WhyFrame;
  readonly restart: RestartFrame;
  /** Null where the client sends nothing. */
  readonly client: ClientFrame | null;
  /** What the guest printed. */
  readonly console: string;
}
