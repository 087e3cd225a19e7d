import type { CutPhase, CutPoint } from "../../compare/cut-point.ts";

/** The parts of a move in which it can be cut, in the words of the choice. */
export const PHASE_CHOICES: Record<CutPhase, string> = {
  pageIn: "after the switchover",
  stun: "while it stands still",
  firstPass: "while it is copied",
};

const SHARES: Record<number, string> = { 25: "a quarter", 50: "half", 75: "three quarters" };

/** How far into it. */
export function shareChoice(percent: number, isOwn: boolean): string {
  return isOwn ? `${percent} %, as in your run` : (SHARES[percent] ?? `${percent} %`);
}

/** The point to the page: "half of the pages that were owed at its own switchover have come". */
export function pointInWords({ phase, percent }: CutPoint): string {
  const share = SHARES[percent] ?? `${percent} %`;
  if (phase === "pageIn") return `${share} of the pages that were owed at its own switchover have come`;
  if (phase === "stun") return `${share} of its own stun is over`;
  return `${share} of its pages have come for the first time`;
}
