/** What a round has come to: pages that it sent, and pages found written meanwhile. */
export interface EndedRound {
  readonly sentPages: number;
  readonly dirtiedPages: number;
}

/** The round after it, where no formula tells more: the guest is taken to go on as it did. */
export interface NextRound {
  /** Dirtied to sent, of the round that ended. */
  readonly ratio: number;
  /** Pages that the next round has to send, and how long it takes. */
  readonly pages: number;
  readonly ms: number;
}

/** The next round by what was measured of the one that ended; null while none has sent anything. */
export function nextRound({ sentPages, dirtiedPages }: EndedRound, sentPerSecond: number): NextRound | null {
  if (sentPages <= 0) return null;
  const ms = (dirtiedPages * 1000) / sentPerSecond;
  return { ratio: dirtiedPages / sentPages, pages: dirtiedPages, ms };
}
