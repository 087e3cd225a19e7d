import { PageState, type PageStateName } from "../../host/page-state.ts";
import { t } from "../../language/words.ts";
import type { HostName } from "../../place/place.ts";
import type { Frame } from "../../report/frame.ts";
import { ofPresentMigration } from "../../trace/milestones.ts";
import { STATE_LABELS, stateName } from "../design/words.ts";

/** One row beside a guest's screen: how many of the machine's pages are in a state. */
export interface TallyRow {
  readonly state: PageStateName;
  readonly label: string;
  readonly pages: number;
  /** A part of the row above it, and not a number beside it. */
  readonly isPart: boolean;
}

const ORDER: readonly PageStateName[] = [
  "empty",
  "present",
  "stale",
  "byLink",
  "byFile",
  "inFlightByLink",
  "inFlightByFile",
  "owed",
];

/** Rows that stand there even at nought while pages are fetched, so that a number that comes and goes moves no other. */
const EXPECTED: Record<HostName, readonly PageStateName[]> = {
  source: ["stale", "inFlightByLink", "inFlightByFile", "owed"],
  destination: [
    "present",
    "dirty",
    "byLink",
    "byFile",
    "inFlightByLink",
    "inFlightByFile",
    "owed",
    "faulted",
  ],
};

/**
 * The rows of a machine. What the sum counts has the sum's name and value at both machines: `owed` includes what was
 * written since it was sent, and a page that is waited for counts where it is. Both are told as parts.
 */
export function tallyOf(frame: Frame, host: HostName): readonly TallyRow[] {
  const counts = countsOf(frame, host);
  const isFetching = frame.phase === "pageIn" && !frame.ended && frame.report.outcome !== "lost";
  const expected = isFetching ? EXPECTED[host] : [];
  const rowsOf = (state: PageStateName, isPart: boolean): TallyRow[] => {
    const pages = counts[PageState[state]]!;
    if (pages === 0 && !expected.includes(state)) return [];
    return [{ state, label: labelOf(frame, host, state), pages, isPart }];
  };
  const parts = host === "source" ? { owed: "dirty" } : { present: "dirty", owed: "faulted" };
  return ORDER.flatMap((state) => {
    const part = (parts as Partial<Record<PageStateName, PageStateName>>)[state];
    const isBeside = part === "dirty" && host === "destination";
    return [...rowsOf(state, false), ...(part ? rowsOf(part, !isBeside) : [])];
  });
}

/** The map's counts, with what is told as a part added to the row that it belongs to. */
function countsOf(frame: Frame, host: HostName): readonly number[] {
  const counts = [...frame[host].counts];
  if (host === "source" && frame.sum.stays === 0) counts[PageState.owed]! += counts[PageState.dirty]!;
  const page = host === "destination" ? frame.destination.waitsFor : null;
  if (page !== null) counts[whereAwaited(frame, page)]!++;
  return counts;
}

/** What a page that the guest waits for is beside that: on its way, or still owed. */
function whereAwaited({ source }: Frame, page: number): number {
  const state = stateName(source.pages[page] ?? PageState.owed);
  return state === "inFlightByLink" || state === "inFlightByFile" ? PageState[state] : PageState.owed;
}

function labelOf(frame: Frame, host: HostName, state: PageStateName): string {
  // Nobody owes a machine anything whose copy was given up: what did not come is missing from it.
  if (state === "owed" && host === "destination" && frame.ended && frame.sum.stays > 0) return t`missing`;
  const isDivided = frame.phase !== null && frame.sum.stays === 0 && frame.restart.at === null;
  if (!isDivided) return STATE_LABELS[state];
  if (state === "owed" && frame.sum.lostAtSource > 0) return t`lost`;
  if (host === "source") {
    if (state === "empty") return t`freed`;
    return state === "present" || state === "stale" ? t`arrived` : STATE_LABELS[state];
  }
  const isBeforeResume = !ofPresentMigration(frame.milestones).some(({ kind }) => kind === "resume");
  return state === "present" && isBeforeResume ? t`arrived` : STATE_LABELS[state];
}

/** One word of the key of both maps, with every square that it is the word for. */
export interface KeyWord {
  readonly label: string;
  readonly squares: readonly { readonly state: PageStateName; readonly host: HostName }[];
}

/** States that are not drawn alike at both machines: here and must go, not here and must come. */
const DRAWN_BY_HOST: readonly PageStateName[] = ["owed", "inFlightByLink", "inFlightByFile"];

/** The key of both maps where a machine has no room for its own: the words of its rows, and all squares that are drawn. */
export function keyOf(frame: Frame): readonly KeyWord[] {
  const words = new Map<string, Map<string, KeyWord["squares"][number]>>();
  for (const host of ["source", "destination"] as const)
    for (const { state, label, pages } of tallyOf(frame, host)) {
      if (pages === 0) continue;
      const squares = words.get(label) ?? new Map();
      const picture = DRAWN_BY_HOST.includes(state) ? `${state} ${host}` : state;
      if (!squares.has(picture)) squares.set(picture, { state, host });
      words.set(label, squares);
    }
  return [...words].map(([label, squares]) => ({ label, squares: [...squares.values()] }));
}
