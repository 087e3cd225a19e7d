import type { CutPhase, CutPoint } from "../../compare/cut-point.ts";
import { t } from "../../language/words.ts";

/** The parts of a move in which it can be cut, in the words of the choice. */
export const PHASE_CHOICES: Record<CutPhase, string> = {
  pageIn: t`after the switchover`,
  stun: t`while it stands still`,
  firstPass: t`while it is copied`,
};

const SHARES: Record<number, string> = { 25: t`a quarter`, 50: t`half`, 75: t`three quarters` };

/** How far into it. */
export function shareChoice(percent: number, isOwn: boolean): string {
  return isOwn ? t`${percent} %, as in your run` : (SHARES[percent] ?? `${percent} %`);
}

/** The point to the page: "half of the pages that were owed at its own switchover have come". */
export function pointInWords({ phase, percent }: CutPoint): string {
  const share = SHARES[percent] ?? `${percent} %`;
  if (phase === "pageIn") return t`${share} of the pages that were owed at its own switchover have come`;
  if (phase === "stun") return t`${share} of its own stun is over`;
  return t`${share} of its pages have come for the first time`;
}
