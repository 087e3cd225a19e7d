/** A short figure of one or two notes, for what happens once. */
export type Figure = "cut" | "healed" | "identical" | "different" | "lost";

/** What a picture of a run sounds like. It holds for this picture only: nothing of it is kept to be heard later. */
export interface Sound {
  /** How full the tick is of pages that came by the link and through the mailbox, from 0, none, to 1. */
  readonly link: number;
  readonly file: number;
  /** The low tone of a guest that waits for a page: once, where time stands still, or for as long as the guest does. */
  readonly wait: "none" | "short" | "lasting";
  readonly figure: Figure | null;
  /** Whether the guest stands for the switchover: nothing sounds, and what did ends at once. */
  readonly stands: boolean;
}

export const SILENCE: Sound = { link: 0, file: 0, wait: "none", figure: null, stands: false };

/** Whether there is anything to hear. */
export function sounds({ link, file, wait, figure }: Sound): boolean {
  return link > 0 || file > 0 || wait !== "none" || figure !== null;
}
