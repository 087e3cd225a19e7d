/** Who is meant by a direction of the link, which itself knows no hosts. */

import type { Direction, LinkEvent } from "../../network/link.ts";
import type { HostName } from "../../place/place.ts";

/** The direction in which a host sends. */
export function directionFrom(host: HostName): Direction {
  return host === "source" ? "toDestination" : "toSource";
}

/** The other direction. */
export function opposite(direction: Direction): Direction {
  return direction === "toSource" ? "toDestination" : "toSource";
}

/**
 * Link events in their order, neighbours for one host together: a host is called once for them. The order across
 * hosts is kept: two runs for one host with another between them stay two.
 */
export function runsByHost(
  events: readonly LinkEvent[],
): { readonly host: HostName; readonly events: readonly LinkEvent[] }[] {
  const runs: { host: HostName; events: LinkEvent[] }[] = [];
  for (const event of events) {
    const host = hostOf(event);
    if (runs.at(-1)?.host === host) runs.at(-1)!.events.push(event);
    else runs.push({ host, events: [event] });
  }
  return runs;
}

/** The host that a link event concerns: the receiver of a message, the sender that waits for room. */
function hostOf(event: LinkEvent): HostName {
  const towards = event.kind === "arrived" ? event.parcel.direction : event.direction;
  return (towards === "toSource") === (event.kind === "arrived") ? "source" : "destination";
}
