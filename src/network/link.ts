import type { Tick } from "../clock/tick.ts";

/** The two directions of the vMotion link, named after the host at the far end. */
export type Direction = "toSource" | "toDestination";

/** What the link needs to know of a message; the message itself stays with the hosts. */
export interface Parcel {
  /** Unique in a run. */
  readonly id: number;
  readonly direction: Direction;
  /** Bytes on the wire. */
  readonly bytes: number;
  /** Urgent parcels overtake waiting background ones, at the next frame boundary, when the link has that channel. */
  readonly urgent: boolean;
}
