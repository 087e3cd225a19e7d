import type { PageStateName } from "../../host/page-state.ts";
import type { HostName } from "../../place/place.ts";
import type { Frame } from "../../report/frame.ts";
import { stateName } from "../design/words.ts";

/** Where the guest runs at the destination, a page in one of these states has not come there yet. */
const NOT_THERE = new Set<PageStateName>([
  "empty",
  "stale",
  "owed",
  "inFlightByLink",
  "inFlightByFile",
  "faulted",
]);

/** The host with the newest bytes of a page: the source's until the guest runs at the destination and the page is there. */
export function newestAt({ phase, destination }: Frame, page: number): HostName {
  if (phase !== "pageIn" && phase !== "finish") return "source";
  return NOT_THERE.has(stateName(destination.pages[page] ?? 0)) ? "source" : "destination";
}
