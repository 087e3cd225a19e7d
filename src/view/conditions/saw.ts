import { MILLISECOND, type Tick } from "../../clock/tick.ts";
import { PAGE_ON_LINK_BYTES } from "../../migration/message.ts";
import type { Sample } from "../../timeline/sample.ts";

/** So many pages are left to send, so many milliseconds after the migration began. */
export interface Left {
  readonly ms: number;
  readonly pages: number;
}

/**
 * What was left to send, as the forecast counts it: in a round the pages of that round that have not left yet, and later
 * all pages that only the source has. Read off the samples of a lane from the migration's beginning on.
 */
export function leftOver(samples: readonly Sample[], begunAt: Tick, until: Tick): Left[] {
  let round: { pages: number; bytes: number } | null = null;
  let before: Sample | null = null;
  const line: Left[] = [];
  for (const sample of samples) {
    if (sample.at < begunAt) continue;
    if (sample.at > until) break;
    round = roundAt(sample, before, round);
    const sent = round ? (sample.linkBytes - round.bytes) / PAGE_ON_LINK_BYTES : 0;
    const pages = round ? Math.max(0, round.pages - sent) : sample.owed;
    line.push({ ms: (sample.at - begunAt) / MILLISECOND, pages });
    before = sample;
  }
  return line;
}

/** A round begins with what was dirtied in the one before it, the first with all there is. */
function roundAt(
  { dirtied, owed, linkBytes }: Sample,
  before: Sample | null,
  round: { pages: number; bytes: number } | null,
): { pages: number; bytes: number } | null {
  if (dirtied === null) return null;
  if (!round || !before || before.dirtied === null) return { pages: owed, bytes: linkBytes };
  return dirtied < before.dirtied ? { pages: before.dirtied, bytes: linkBytes } : round;
}
