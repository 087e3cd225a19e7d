/**
 * Makes frames of a run: the one picture that the page draws at each refresh. It asks both hosts and reads the run's
 * parts, and must change nothing in either, or a run that is drawn would differ from one that is not.
 */

import { type Prospect, prospectOf } from "../forecast/prospect.ts";
import { countStates } from "../host/page-quads.ts";
import { PAGE_STATE_NAMES } from "../host/page-state.ts";
import type { HostView } from "../host/port.ts";
import { isConcurrent, usesFile } from "../migration/strategy.ts";
import type { HostName } from "../place/place.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { heldReason } from "../simulation/held-reason.ts";
import type { Run } from "../simulation/run.ts";
import type { Frame, HostFrame, LinkFrame } from "./frame.ts";
import { paintMaps } from "./page-places.ts";
import { quantitiesOf } from "./quantities.ts";
import { reportOf, reportsBefore } from "./report-builder.ts";

/**
 * Everything the view draws, at the run's present tick. The three questions are asked together, since no time passes
 * between them. Without screens a frame is much cheaper, as a screen is read page by page.
 */
export async function frameOf(run: Run, kind: "indexeddb" | "memory", withScreens = true): Promise<Frame> {
  const { source, destination } = run.hosts;
  const [here, there, sum] = await Promise.all([
    source.view(withScreens),
    destination.view(withScreens),
    quantitiesOf(run),
  ]);
  // After the questions, since it paints over the maps that the hosts have made for this frame.
  paintMaps(run, here, there);
  const link = linkFrame(run);
  const { statistics, pressed } = run;
  const { owner } = run.recoverability;
  return {
    now: run.now,
    places: run.places,
    migration: run.state.migration,
    before: reportsBefore(run),
    mayMoveAgain: run.nextSource !== null,
    phase: statistics.phase,
    round: statistics.round,
    roundPages: statistics.roundPages,
    judged: statistics.judged,
    rules: rulesOf(run),
    source: hostFrame(here, run.recoverability.crashed.has("source")),
    destination: hostFrame(there, run.recoverability.crashed.has("destination")),
    link,
    datastore: {
      reachable: run.service.reachable,
      owner: { owner: run.places[owner.owner], epoch: owner.epoch },
      file: run.file.frame(isFileInUse(run, link.declaredUp)),
      kind,
    },
    sum,
    report: reportOf(run, sum),
    lostAt: run.lostAt,
    verdict: run.verdict,
    ended: statistics.endedAt !== null,
    milestones: [...statistics.milestones],
    milestonesLeftOut: statistics.milestonesLeftOut,
    conditions: run.state.conditions,
    prospect: prospectNow(run),
    armed: run.faults.armed,
    pressed: { ...pressed, migrate: statistics.startedAt },
    shutDown: run.shutDown,
    inputs: inputFrame(run),
    why: whyFrame(run),
    restart: restartFrame(run),
    client: clientFrame(run),
    console: run.console,
  };
}

/** The latest forecast of each migration's scenario, with the world for which it was made. */
const prospects = new WeakMap<Scenario, { readonly world: string; readonly prospect: Prospect | null }>();

/** Made anew only where the world is another one: going back in time replaces its conditions by equal ones. */
function prospectNow({ present, places, state: { conditions } }: Run): Prospect | null {
  const world = JSON.stringify([conditions, places]);
  const made = prospects.get(present);
  if (made?.world === world) return made.prospect;
  const prospect = prospectOf(present, conditions, places);
  prospects.set(present, { world, prospect });
  return prospect;
}

function rulesOf({ present: { migration } }: Run): Frame["rules"] {
  const { switchoverGoalMs, heartbeatMs, afterRounds } = migration;
  return { switchoverGoalMs, heartbeatMs, afterRounds };
}

/** Null where the scenario has no client. */
function clientFrame({ client, now }: Run): Frame["client"] {
  if (client.settings.requestsPerSecond === 0) return null;
  return { ...client.countersAt(now), port: client.portAt(now), recent: client.recentAt(now) };
}

/** The one reason that applies: a guest that was lost is neither held nor goes on, whatever was so before. */
function whyFrame(run: Run): Frame["why"] {
  const lost = run.lossReason;
  const stayed = lost === null ? run.statistics.stayed : null;
  return { stayed, held: heldReason(run), lost };
}

/** Counts of the account, which follows each input; that they add up is checked in the report. */
function inputFrame({ inputs: { state } }: Run): Frame["inputs"] {
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

/** Offered only where a guest is lost and a host lives, and never done by itself. */
function restartFrame({ restartHost, restart }: Run): Frame["restart"] {
  return {
    offeredOn: restartHost,
    pending: restart !== null && restart.at === null,
    at: restart?.at ?? null,
  };
}

/** Pages that are still to come go through the file while the link is down, and beside it in concurrent mode. */
function isFileInUse({ statistics, present, service, lossReason }: Run, linkIsUp: boolean): boolean {
  const isOver = statistics.endedAt !== null || lossReason !== null;
  if (isOver || statistics.phase !== "pageIn" || !service.reachable) return false;
  return usesFile(present.migration) && (!linkIsUp || isConcurrent(present.migration));
}

/**
 * What is on the cable at this tick. Control messages are parcels too, but only those with pages count as page data.
 */
function linkFrame(run: Run): LinkFrame {
  const inFlight = run.inFlight();
  const parcels = inFlight.map(({ parcel: { id, direction, urgent }, stage, progress, pages }) => ({
    id,
    direction,
    pages,
    urgent,
    stage,
    progress,
  }));
  const bytes = inFlight.reduce(
    (total, { parcel, pages }) => total + (pages.length > 0 ? parcel.bytes : 0),
    0,
  );
  const up = (host: HostName) => run.known[host].linkUp;
  return {
    whole: run.link.whole,
    declaredUp: up("source") && up("destination"),
    parcels,
    bytesOnLink: bytes,
    cut: run.cutAt,
  };
}

/** A host that crashed does nothing and waits for nothing, whatever it did last. */
function hostFrame(view: HostView, isCrashed: boolean): HostFrame {
  const { pages } = view;
  const counts = countStates(pages, PAGE_STATE_NAMES.length);
  const { role, roles, screen, instructions } = view;
  const status = isCrashed ? "crashed" : view.status;
  const waitsFor = isCrashed ? null : view.waitsFor;
  return { status, role, roles, pages, counts, waitsFor, screen, instructions };
}
