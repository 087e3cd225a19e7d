import { stopNow } from "../../forecast/stop-now.ts";
import { PAGE_ON_LINK_BYTES } from "../../migration/message.ts";
import type { Frame } from "../../report/frame.ts";
import { bandwidthFrom } from "../../scenario/conditions.ts";

/** How long so many pages take on the link as it is now, and whether that fits the goal. */
export function timeOnLink(frame: Frame, pages: number): { readonly ms: number; readonly fitsGoal: boolean } {
  const bandwidthMiBps = bandwidthFrom(frame.places.source, frame.conditions);
  const goalMs = frame.rules.switchoverGoalMs;
  return stopNow({ pages, pageBytes: pageBytesOf(frame), bandwidthMiBps, goalMs });
}

/** What a page that is left takes on the link, on average: as the last round counted them, else as those did that were sent. */
function pageBytesOf({ judged, report: { ram } }: Frame): number {
  if (judged && judged.pages > 0) return judged.dirtied / judged.pages;
  const sent = ram.normal + ram.duplicate;
  return sent > 0 ? ram["precopy-bytes"] / sent : PAGE_ON_LINK_BYTES;
}
