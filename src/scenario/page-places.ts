import type { HostView } from "../host/port.ts";
import { has } from "../migration/page-set.ts";
import type { Census, Place } from "./census.ts";
import { PageState } from "./frame.ts";
import { isDivided, underWayOf } from "./quantities.ts";
import type { Simulation } from "./simulation.ts";

/** What a page can be at a destination that has it. */
const HERE = new Set<number>([PageState.present, PageState.dirty, PageState.byLink, PageState.byFile]);

/**
 * Paints the maps of both hosts, in place, so that they show the places that are counted. A host knows only its own side:
 * the source takes for sent what the cable lost, the destination does not know that a page was written since.
 */
export function paintMaps(simulation: Simulation, source: HostView, destination: HostView): void {
  const { census, restart, ledger, fate } = simulation;
  if (restart?.at != null || ledger.phase === null) return;
  const isGone = fate.crashed.has("destination") && fate.owner.owner === "source";
  const underWay = underWayOf(simulation);
  const place = (page: number): Place => {
    if (!isDivided(simulation)) return "stays";
    const found = census.placeOf(page, underWay, isOwing(source, page));
    return isGone && found === "arrived" ? "owed" : found;
  };
  for (let page = 0; page < source.pages.length; page++)
    paint(census, source, destination, page, place(page));
}

/** Whether the source must still send the page, as far as it knows. In setup that is every page. */
function isOwing({ role, pages }: HostView, page: number): boolean {
  return role === "setup" || pages[page] === PageState.owed || pages[page] === PageState.dirty;
}

function paint(census: Census, source: HostView, destination: HostView, page: number, place: Place): void {
  const here = source.pages;
  const there = destination.pages;
  const isAwaited = there[page] === PageState.faulted;
  switch (place) {
    case "onLink":
    case "inFile":
      here[page] = place === "onLink" ? PageState.inFlightByLink : PageState.inFlightByFile;
      if (!isAwaited) there[page] = here[page]!;
      return;
    case "owed":
      if (here[page] !== PageState.dirty) here[page] = PageState.owed;
      if (HERE.has(there[page]!)) there[page] = older(census, page);
      return;
    case "arrived":
      if (here[page] !== PageState.stale) here[page] = isLeft(source) ? PageState.stale : PageState.present;
      return;
    default:
      if (HERE.has(there[page]!)) there[page] = older(census, page);
  }
}

/** Whether the source's copies are old ones: the guest is not here any more. */
function isLeft({ role }: HostView): boolean {
  return role === "committing" || role === "serving" || role === "freed";
}

/** What a destination has of a page whose newest version is elsewhere. */
function older({ state }: Census, page: number): number {
  return has(state.landed, page) ? PageState.stale : PageState.empty;
}
