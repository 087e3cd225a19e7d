import { t } from "../../language/words.ts";
import { usesFile } from "../../migration/strategy.ts";
import type { Frame } from "../../report/frame.ts";
import { goesEast } from "../design/places.ts";

/** One term of the floor's equation: so many pages, and what is said of them behind the number. */
export interface Share {
  readonly place: "source" | "link" | "file" | "destination";
  readonly pages: number;
  readonly words: string;
  /** Pages beside them that came there and were written again since: an older copy, of which a newer one must follow. */
  readonly stale?: number;
}

/** The terms of the floor's equation, from West's end to East's. They add up to all pages. */
export function sharesOf(frame: Frame): readonly Share[] {
  const { onLink, inFile } = frame.sum;
  const between: Share[] = [{ place: "link", pages: onLink, words: t`on the link` }];
  if (usesFile(frame.report)) between.push({ place: "file", pages: inFile, words: t`in the mailbox` });
  const shares = [hereOf(frame), ...between, thereOf(frame)];
  return goesEast(frame) ? shares : shares.reverse();
}

/** What became of the pages at the source. */
function hereOf({ sum, phase, restart }: Frame): Share {
  const share = (pages: number, words: string): Share => ({ place: "source", pages, words });
  if (restart.at !== null) return share(sum.lostAtSource, t`lost for good`);
  if (sum.stays > 0) return share(sum.stays, phase === null ? t`pages here` : t`stay here`);
  if (sum.lostAtSource > 0) return share(sum.lostAtSource, t`lost here`);
  return share(sum.owed, sum.owed > 0 ? t`still owed here` : t`owed here`);
}

/** What became of the pages at the destination. */
function thereOf({ sum, restart }: Frame): Share {
  const share = (pages: number, words: string): Share => ({ place: "destination", pages, words });
  if (restart.at !== null) return share(0, t`saved`);
  if (sum.lostAtDestination > 0) return share(sum.lostAtDestination, t`lost there`);
  return { ...share(sum.arrived, t`arrived`), stale: sum.stale };
}
