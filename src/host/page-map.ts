import type { Machine } from "../machine/machine.ts";
import type { Destination } from "../migration/destination.ts";
import { has } from "../migration/page-set.ts";
import { Claim, isBeforeStun, type Source } from "../migration/source-state.ts";
import { PageState } from "../scenario/frame.ts";
import type { GuestState } from "./port.ts";

/** How each page came to the destination; zero where it came before the stun. */
export type ArrivedBy = Uint8Array;

/**
 * The source's pages as the source knows them. Before the stun: what the present round must still send is owed, what
 * the guest has written since is dirty. After it: what is still to send is owed, what a path took is in flight until
 * the simulation knows better, the rest is stale.
 */
export function sourceMap(source: Source, machine: Machine, freed: boolean): Uint8Array {
  const map = new Uint8Array(source.settings.pages);
  if (freed) return map;
  const moves = isBeforeStun(source) || source.name === "stunned";
  const left = source.name === "serving" || source.name === "committing";
  for (let page = 0; page < map.length; page++)
    map[page] = left
      ? stateOfClaim(source, page)
      : moves
        ? copyState(source, machine, page)
        : PageState.present;
  return map;
}

function copyState(source: Source, machine: Machine, page: number): number {
  if (has(source.toSend, page)) return PageState.owed;
  return machine.isDirty(page) ? PageState.dirty : PageState.present;
}

function stateOfClaim(source: Source, page: number): number {
  if (has(source.toSend, page)) return PageState.owed;
  if (source.claims[page] === Claim.link) return PageState.inFlightByLink;
  return source.claims[page] === Claim.file ? PageState.inFlightByFile : PageState.stale;
}

/** The destination's pages as the destination knows them. */
export function destinationMap(
  destination: Destination,
  machine: Machine,
  guest: GuestState,
  waitsFor: number | null,
  arrivedBy: ArrivedBy,
): Uint8Array {
  const map = new Uint8Array(destination.settings.pages);
  const knowsOwed = !["empty", "receiving", "discarded"].includes(destination.name);
  const isHere = guest !== "absent";
  for (let page = 0; page < map.length; page++) {
    if (!has(destination.received, page)) map[page] = knowsOwed ? PageState.owed : PageState.empty;
    else if (arrivedBy[page] !== 0) map[page] = arrivedBy[page]!;
    else map[page] = isHere && machine.isDirty(page) ? PageState.dirty : PageState.present;
  }
  if (waitsFor !== null) map[waitsFor] = PageState.faulted;
  return map;
}
