import { PageState } from "../host/page-state.ts";
import type { Frame, HostFrame } from "../report/frame.ts";

/** What a page that is waited for would be called if nobody waited: on its way, or still owed. */
function stateWithoutWait(frame: Frame, page: number): number {
  const atSource = frame.source.pages[page];
  const travels = atSource === PageState.inFlightByLink || atSource === PageState.inFlightByFile;
  return travels ? atSource : PageState.owed;
}

/**
 * The frame as it is shown while a wait for a page is too short to be read about: the guest runs, and the page is one
 * of those still to come. Plate, tally, map and sentence are all drawn from it, so they name a wait together or not at
 * all.
 */
export function withoutWait(frame: Frame): Frame {
  const { destination } = frame;
  const page = destination.waitsFor;
  if (page === null) return frame;
  const state = stateWithoutWait(frame, page);
  const before = destination.pages[page]!;
  const pages = destination.pages.slice();
  pages[page] = state;
  const counts = [...destination.counts];
  counts[before]!--;
  counts[state]!++;
  const calm: HostFrame = { ...destination, status: "running", waitsFor: null, pages, counts };
  return { ...frame, destination: calm };
}
