import type { Tick } from "../clock/tick.ts";
import { type Place, WEST_TO_EAST } from "../place/place.ts";
import { type ByKind, madeBy, pagesOf, type TraceEvent } from "../trace/event.ts";

/** One thing that befell a page. */
export interface LineageStep {
  readonly at: Tick;
  readonly kind: "sent" | "written" | "lost" | "arrived" | "asked" | "served" | "freed";
  /** By which path, where it took one. */
  readonly path: "link" | "file" | null;
}

/**
 * What became of one page: by which path it went when, and how often. Who holds its newest bytes the trace cannot tell:
 * what came before the resume may have been written to since.
 */
export interface Lineage {
  readonly steps: readonly LineageStep[];
  /** How often it was given to each path; at least so often where events were left out. */
  readonly link: number;
  readonly file: number;
  /** Events of the run that its log has left out: this page may have been in them. */
  readonly leftOut: number;
}

/** What a run's log still knows, and how many events it has left out. */
export interface KnownEvents {
  readonly events: readonly TraceEvent[];
  readonly leftOut: number;
}

type Read = (page: number, source: Place) => Omit<LineageStep, "at"> | null;

function carries(event: TraceEvent, page: number): boolean {
  return pagesOf(event).includes(page);
}

/** What each kind of event says of a page; kinds that are not here say nothing. */
const READERS: ByKind<Read> = {
  send: (event) => (page) => (carries(event, page) ? { kind: "sent", path: "link" } : null),
  store: (event) => (page) => (carries(event, page) ? { kind: "written", path: "file" } : null),
  applied: (event) => (page) => (carries(event, page) ? { kind: "arrived", path: event.path } : null),
  faulted: (event) => (page) => (event.page === page ? { kind: "asked", path: null } : null),
  served: (event) => (page) => (event.page === page ? { kind: "served", path: null } : null),
  free: (event) => (_page, source) => (event.who === source ? { kind: "freed", path: null } : null),
};

/** What befell a page, from the events of a run up to a moment, as far as they are known. */
export function lineageOf({ events, leftOut }: KnownEvents, page: number): Lineage {
  const steps: LineageStep[] = [];
  const carriers = new Set<number>();
  let source: Place = WEST_TO_EAST.source;
  for (const event of events) {
    if (event.kind === "migrate") source = event.from;
    if (event.kind === "lost" && carriers.has(event.parcel))
      steps.push({ at: event.tick, kind: "lost", path: "link" });
    const step = madeBy(READERS, event)?.(page, source);
    if (!step) continue;
    if (event.kind === "send") carriers.add(event.parcel);
    steps.push({ at: event.tick, ...step });
  }
  const countOf = (kind: LineageStep["kind"]) => steps.filter((step) => step.kind === kind).length;
  return { steps, link: countOf("sent"), file: countOf("written"), leftOut };
}
