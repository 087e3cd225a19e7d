import type { Tick } from "../clock/tick.ts";

/** What a request asks for; the guest is told the number. */
export const GET = 0;
export const PUT = 1;

/** A request as the guest gets it: four words of 32 bits. Ids count from 1. */
export interface Request {
  readonly id: number;
  readonly operation: number;
  readonly key: number;
  /** What is to be put; 0 for a get. */
  readonly value: number;
}

/** What the guest says to a request. */
export interface Answer {
  readonly id: number;
  readonly value: number;
  readonly checksum: number;
}

/** A request that was sent and not answered yet. */
export interface Open {
  readonly request: Request;
  readonly sentAt: Tick;
}

/** What became of a request, for a strip of them. */
export interface RequestFrame {
  readonly id: number;
  readonly operation: "get" | "put";
  readonly key: number;
  readonly sentAt: Tick;
  /** When the client saw the answer; null while it has not. */
  readonly answeredAt: Tick | null;
  /** The answer came, or is waited for, longer than a client finds good. */
  readonly late: boolean;
  /** There was no answer in ten times as long, and none counts any more. */
  readonly lost: boolean;
}
