import { PageState, type PageStateName } from "../../src/host/page-state.ts";
import type { Frame, HostFrame } from "../../src/report/frame.ts";

/**
 * Where a frame says two things of one number. Everything that counts pages is held against the sum: both maps, the slots
 * of the file, what is drawn on the cable. Each finding in words.
 */
export function contradictionsIn(frame: Frame): string[] {
  const { sum, source, destination, restart } = frame;
  const found = [...ofSum(frame), ...ofPaths(frame)];
  // A dead host's map is not drawn, a freed one is empty, and a new guest has pages of its own.
  if (restart.at !== null || source.role === "freed") return found;
  const isDead = destination.status === "crashed";
  const isStaying = sum.stays > 0;
  if (!isStaying) found.push(...ofSource(frame, isDead));
  if (!isStaying && !isDead) found.push(...ofDestination(frame));
  if (!isDead) found.push(...differ("stale", shown(destination, ["stale"]), sum.stale));
  return found;
}

function ofSum({ sum, source, destination }: Frame): string[] {
  const { stays, owed, onLink, inFile, arrived, lostAtSource, lostAtDestination, total } = sum;
  const places = stays + owed + onLink + inFile + arrived + lostAtSource + lostAtDestination;
  const negative = Object.entries(sum).filter(([, value]) => value < 0);
  return [
    ...differ("the sum and all pages", places, total),
    ...negative.map(([name, value]) => `${name} is ${value}`),
    ...[source, destination].flatMap((host) => differ("a map and all pages", shown(host, null), total)),
  ];
}

/** Letters in slots and squares on the cable may be older versions of a page; of the newest none is anywhere else. */
function ofPaths({ sum, datastore, link }: Frame): string[] {
  const inSlots = datastore.file.slots
    .filter(({ state }) => state !== "free" && state !== "read")
    .reduce((pages, slot) => pages + slot.pages, 0);
  const onCable = link.parcels
    .filter(({ direction }) => direction === "toDestination")
    .reduce((pages, parcel) => pages + parcel.pages.length, 0);
  const found = sum.inFile > inSlots ? [`${sum.inFile} pages in the file, but ${inSlots} in its slots`] : [];
  return sum.onLink > onCable ? [...found, `${sum.onLink} pages on the link, but ${onCable} drawn`] : found;
}

function ofSource({ sum, source }: Frame, isDestinationDead: boolean): string[] {
  const { owed, onLink, inFile, arrived, lostAtSource } = sum;
  const onWay = [
    ...differ("on the link, at the source", shown(source, ["inFlightByLink"]), onLink),
    ...differ("in the file, at the source", shown(source, ["inFlightByFile"]), inFile),
  ];
  if (isDestinationDead) return onWay;
  return [
    ...onWay,
    ...differ("owed at the source", shown(source, ["owed", "dirty"]), owed + lostAtSource),
    ...differ("arrived, at the source", shown(source, ["present", "stale"]), arrived),
  ];
}

function ofDestination({ sum, destination }: Frame): string[] {
  const { total, arrived, onLink, inFile } = sum;
  const coming: PageStateName[] = ["inFlightByLink", "inFlightByFile", "owed", "empty", "stale", "faulted"];
  // A page that is waited for is marked so, wherever it is.
  const marked = onLink + inFile - shown(destination, ["inFlightByLink", "inFlightByFile"]);
  const most = destination.waitsFor === null ? 0 : 1;
  const onWay = marked < 0 || marked > most ? [`${marked} more on their way than the destination shows`] : [];
  return [
    ...onWay,
    ...differ(
      "arrived, at the destination",
      shown(destination, ["present", "dirty", "byLink", "byFile"]),
      arrived,
    ),
    ...differ("to come, at the destination", shown(destination, coming), total - arrived),
  ];
}

/** How many pages a host's map shows in these states, or in any. */
function shown({ counts }: HostFrame, states: readonly PageStateName[] | null): number {
  if (states === null) return counts.reduce((sum, each) => sum + each, 0);
  return states.reduce((sum, state) => sum + counts[PageState[state]]!, 0);
}

function differ(what: string, one: number, other: number): string[] {
  return one === other ? [] : [`${what}: ${one} and ${other}`];
}
