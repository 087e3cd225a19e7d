import type { HostName, HostView } from "../host/port.ts";
import { type Frame, type HostFrame, type LinkFrame, PAGE_STATE_NAMES, PageState } from "./frame.ts";
import { reportOf } from "./report-builder.ts";
import type { Simulation } from "./simulation.ts";

/** How the memory is divided now. */
export type Sum = Frame["sum"];

/** Everything the view draws, at the simulation's present tick. */
export async function frameOf(
  simulation: Simulation,
  kind: "indexeddb" | "memory",
  withScreens = true,
): Promise<Frame> {
  const { source, destination } = simulation.hosts;
  const views = await Promise.all([source.view(withScreens), destination.view(withScreens)]);
  const link = linkFrame(simulation);
  const sum = settle(simulation, views[0], views[1], link);
  const { ledger, pressed } = simulation;
  return {
    now: simulation.now,
    phase: ledger.phase,
    round: ledger.round,
    roundPages: [...ledger.roundPages],
    source: hostFrame(views[0], simulation.fate.crashed.has("source")),
    destination: hostFrame(views[1], simulation.fate.crashed.has("destination")),
    link,
    datastore: {
      reachable: simulation.service.reachable,
      owner: simulation.fate.owner,
      file: simulation.file.frame(isFileInUse(simulation, link.declaredUp)),
      kind,
    },
    sum,
    report: reportOf(simulation, sum.owed + sum.inFile),
    verdict: simulation.verdict,
    ended: ledger.endedAt !== null,
    beats: [...ledger.beats],
    pressed: { ...pressed, migrate: ledger.startedAt },
    shutDown: simulation.shutDown,
    inputs: inputFrame(simulation),
    restart: restartFrame(simulation),
    client: clientFrame(simulation),
    console: simulation.console,
  };
}

function clientFrame({ client, now }: Simulation): Frame["client"] {
  if (client.settings.requestsPerSecond === 0) return null;
  return { ...client.countersAt(now), port: client.portAt(now), recent: client.recentAt(now) };
}

function inputFrame({ inputs: { state } }: Simulation): Frame["inputs"] {
  const { typed, requests } = state;
  return {
    typed: {
      entered: typed.entered,
      delivered: typed.delivered,
      waiting: typed.open.length,
      lost: { ...typed.lost },
    },
    requests: {
      entered: requests.arrived,
      delivered: requests.delivered,
      waiting: requests.open.size,
      lost: { ...requests.lost },
    },
  };
}

function restartFrame({ restartHost, restart }: Simulation): Frame["restart"] {
  return {
    offeredOn: restartHost,
    pending: restart !== null && restart.at === null,
    at: restart?.at ?? null,
  };
}

/** Pages go through the file while the link is down, and beside it in concurrent mode. */
function isFileInUse({ ledger, scenario }: Simulation, linkIsUp: boolean): boolean {
  const isConcurrent = scenario.migration.strategy === "quickResumeConcurrent";
  return ledger.endedAt === null && (!linkIsUp || (isConcurrent && ledger.phase === "pageIn"));
}

function linkFrame(simulation: Simulation): LinkFrame {
  const parcels = simulation
    .inFlight()
    .map(({ parcel: { id, direction, urgent }, stage, progress, pages }) => ({
      id,
      direction,
      pages,
      urgent,
      stage,
      progress,
    }));
  const bytes = simulation
    .inFlight()
    .reduce((total, { parcel, pages }) => total + (pages.length > 0 ? parcel.bytes : 0), 0);
  const up = (host: HostName) => simulation.known[host].linkUp;
  return {
    whole: simulation.link.whole,
    declaredUp: up("source") && up("destination"),
    parcels,
    bytesOnLink: bytes,
    cut: simulation.cutAt,
  };
}

/**
 * Puts together what the two hosts and the link know of each page, in place, and counts. Neither host alone can tell
 * a page that travels from one that has arrived or was lost.
 */
function settle(simulation: Simulation, source: HostView, destination: HostView, link: LinkFrame): Sum {
  const total = source.pages.length;
  const { phase, how } = simulation.ledger;
  if (simulation.restart?.at) return { owed: total, inFile: 0, arrived: 0, total };
  if (how === "moved") return { owed: 0, inFile: 0, arrived: total, total };
  const onLink = new Set(
    link.parcels.filter(({ direction }) => direction === "toDestination").flatMap(({ pages }) => pages),
  );
  const isOwedOnly = phase === null || how === "continued";
  let arrived = 0;
  let inFile = 0;
  for (let page = 0; page < total; page++) {
    const state = settlePage(source.pages, destination.pages, page, onLink.has(page));
    if (state === "arrived" && !isOwedOnly) arrived++;
    if (state === "inFile") inFile++;
  }
  return { owed: total - arrived - inFile, inFile, arrived, total };
}

const HERE = new Set<number>([PageState.present, PageState.dirty, PageState.byLink, PageState.byFile]);

function settlePage(source: Uint8Array, destination: Uint8Array, page: number, onLink: boolean): string {
  const here = HERE.has(destination[page]!);
  const claimed = source[page] === PageState.inFlightByLink || source[page] === PageState.inFlightByFile;
  if (onLink && !(claimed && here)) return travels(source, destination, page);
  if (claimed && here) source[page] = PageState.stale;
  else if (source[page] === PageState.inFlightByFile) {
    if (destination[page] !== PageState.faulted) destination[page] = PageState.inFlightByFile;
    return "inFile";
  } else if (source[page] === PageState.inFlightByLink) source[page] = PageState.owed;
  const newest = source[page] === PageState.present || source[page] === PageState.stale;
  if (here && !newest) destination[page] = PageState.stale;
  return here && newest ? "arrived" : "owed";
}

function travels(source: Uint8Array, destination: Uint8Array, page: number): string {
  if (source[page] === PageState.present || source[page] === PageState.inFlightByLink)
    source[page] = PageState.inFlightByLink;
  if (destination[page] !== PageState.faulted) destination[page] = PageState.inFlightByLink;
  return "owed";
}

/** A host that crashed does nothing and waits for nothing, whatever it did last. */
function hostFrame(view: HostView, isCrashed: boolean): HostFrame {
  const counts = new Array<number>(PAGE_STATE_NAMES.length).fill(0);
  for (const state of view.pages) counts[state]!++;
  const { role, roles, pages, screen, instructions } = view;
  const status = isCrashed ? "crashed" : view.status;
  const waitsFor = isCrashed ? null : view.waitsFor;
  return { status, role, roles, pages, counts, waitsFor, screen, instructions };
}
