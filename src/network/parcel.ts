/** The two directions of the vMotion link, named after the host at the far end. */
export type Direction = "toSource" | "toDestination";

/** What the link needs to know of a message; the message itself stays with the hosts. */
export interface Parcel {
  /** Unique in a run. */
  readonly id: number;
  readonly direction: Direction;
  /** Bytes on the wire. */
  readonly bytes: number;
  /**
   * Two parcels of one name say the same: one that waits to leave spares the other. Signs of life and attempts to open
   * the link have names, so that on a slow link they never fill its queue.
   */
  readonly name?: string;
  /** Urgent parcels overtake waiting background ones, at the next frame boundary, when the link has that channel. */
  readonly urgent: boolean;
}

/** Where a parcel is, for drawing. */
export interface InFlight {
  readonly parcel: Parcel;
  /** `queued` before its first byte leaves, `sending` until its last byte has left, `travelling` until it arrives. */
  readonly stage: "queued" | "sending" | "travelling";
  /** How much of the stage is over, from 0 to 1: of its bytes while sending, of its time while travelling. */
  readonly progress: number;
}
