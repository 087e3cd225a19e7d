import { PageState, type PageStateName } from "../../src/host/page-state.ts";
import { blankFrame } from "../../src/lab/blank.ts";
import type { Frame, HostFrame } from "../../src/report/frame.ts";
import type { Report } from "../../src/report/report.ts";

/** What a test says about a frame; everything else is as in a lab where nothing has happened yet. */
export interface FrameChanges
  extends Partial<Omit<Frame, "source" | "destination" | "link" | "datastore" | "report" | "pressed">> {
  readonly source?: Partial<HostFrame>;
  readonly destination?: Partial<HostFrame>;
  readonly link?: Partial<Frame["link"]>;
  readonly datastore?: Partial<Frame["datastore"]>;
  readonly report?: Partial<Report>;
  readonly pressed?: Partial<Frame["pressed"]>;
}

/** A frame that differs from the first one in what a test needs. */
export function frameWith(changes: FrameChanges = {}): Frame {
  const frame = blankFrame();
  return {
    ...frame,
    ...changes,
    source: { ...frame.source, ...changes.source },
    destination: { ...frame.destination, ...changes.destination },
    link: { ...frame.link, ...changes.link },
    datastore: { ...frame.datastore, ...changes.datastore },
    report: { ...frame.report, ...changes.report },
    pressed: { ...frame.pressed, ...changes.pressed },
  };
}

/** A host's pages and their counts: all in one state but those that are named. */
export function pagesWith(
  total: number,
  state: PageStateName,
  others: Readonly<Record<number, PageStateName>> = {},
): Pick<HostFrame, "pages" | "counts"> {
  const pages = new Uint8Array(total).fill(PageState[state]);
  for (const [page, name] of Object.entries(others)) pages[Number(page)] = PageState[name];
  const counts = Object.keys(PageState).map((_, index) => pages.filter((each) => each === index).length);
  return { pages, counts };
}

/** How 1,024 pages are divided when so many have arrived, so many are in the file, and so many on the link. */
export function sumOf(arrived: number, inFile = 0, onLink = 0): Frame["sum"] {
  const owed = 1024 - arrived - inFile - onLink;
  return {
    stays: 0,
    owed,
    onLink,
    inFile,
    arrived,
    lostAtSource: 0,
    lostAtDestination: 0,
    total: 1024,
    stale: 0,
  };
}
