import type { Tick } from "../clock/tick.ts";
import { type AutoConverge, createAutoConverge } from "./auto-converge.ts";
import { createQemuRule, type QemuRule } from "./qemu-rule.ts";
import type { StopRule } from "./settings.ts";

/** Where the copying of memory stands, before the guest runs at the destination. A plain record. */
export interface Copy {
  /** The round that runs; 0 before the first. */
  round: number;
  /** Pages that the round had to send when it began. */
  roundPages: number;
  roundStart: Tick;
  /** Bytes of pages sent on the link before the round began. */
  bytesAtStart: number;
  /** What the next collected dirty log is for. Null while none was asked for. */
  collecting: "start" | "roundEnd" | "stun" | null;
  /** Everything has been handed to the link and must leave its queue before the round ends. */
  draining: boolean;
  /** Whether all pages are sent before the guest resumes, or only the list of what is owed. */
  finalCopy: boolean;
  /** The share of time that the guest sleeps, in percent. */
  throttle: number;
  /** QEMU's loop, where it decides when the rounds end, and its way to slow the guest. */
  qemu: (QemuRule & { readonly auto: AutoConverge }) | null;
  /** Whether the checkpoint has been handed to the link: nothing is copied behind it. */
  checkpointSent: boolean;
  /** Why the switchover may go on: the destination is prepared, and the datastore answers. */
  prepared: boolean;
  ownerConfirmed: boolean;
}

/**
 * Before the first round. The final copy is the default because stop-and-copy comes to its stun without leaving any
 * rounds.
 */
export function createCopy(rule: StopRule): Copy {
  return {
    round: 0,
    roundPages: 0,
    roundStart: 0,
    bytesAtStart: 0,
    collecting: null,
    draining: false,
    finalCopy: true,
    throttle: 0,
    qemu: rule === "qemu" ? { ...createQemuRule(), auto: createAutoConverge() } : null,
    checkpointSent: false,
    prepared: false,
    ownerConfirmed: false,
  };
}
