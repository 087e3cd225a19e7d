import { has } from "../migration/page-set.ts";
import type { UnderWay } from "../simulation/parts/census.ts";
import type { Run } from "../simulation/run.ts";

/**
 * Where the guest's pages are at one moment, each by its newest version:
 * stays + owed + onLink + inFile + arrived + both losses = total. Whatever a person is told of pages is one of these
 * numbers, a part or a sum of them; nothing else counts pages.
 */
export interface Quantities {
  /** At the source and to stay there: before the migration, and after it was given up. */
  readonly stays: number;
  /** Only the source has it, and must still send it: what is left to send. */
  readonly owed: number;
  /** Between the hosts: in the send queue, on the wire, or travelling. */
  readonly onLink: number;
  /** In the Quick Resume file: being written, lying there, or being read. */
  readonly inFile: number;
  /** At the destination. */
  readonly arrived: number;
  /** Of a guest that is lost: what only the source had when it crashed, and all of an old guest once a new one runs. */
  readonly lostAtSource: number;
  /** Of a guest that is lost: what the destination had when it crashed. */
  readonly lostAtDestination: number;
  readonly total: number;
  /** Beside the sum: at the destination, older than the page at the source, and no newer version on its way. */
  readonly stale: number;
}

/** How many pages lie where, before it is asked whose host still lives. */
type Divided = Pick<Quantities, "owed" | "onLink" | "inFile" | "arrived">;

/**
 * The quantities of the present moment. After an HA restart another guest runs, and all pages of the old one are
 * lost, wherever they lay.
 */
export async function quantitiesOf(run: Run): Promise<Quantities> {
  const { census, restart } = run;
  const { total } = census;
  const none = {
    stays: 0,
    owed: 0,
    onLink: 0,
    inFile: 0,
    arrived: 0,
    lostAtSource: 0,
    lostAtDestination: 0,
    total,
    stale: 0,
  };
  if (restart?.at != null) return { ...none, lostAtSource: total };
  if (!isDivided(run)) return { ...none, stays: total, stale: census.state.landed.count };
  const underWay = underWayOf(run);
  const divided = await divide(run, underWay);
  const stale = census.state.landed.count - divided.arrived - landedOnLink(run, underWay);
  return afterCrash(run, { ...none, ...divided, stale: Math.max(0, stale) });
}

/** Pages that have not reached the destination in their newest version, of a migration that is under way. */
export function missingOf({ total, arrived, stays }: Quantities): number {
  return total - arrived - stays;
}

/**
 * Whether pages are on their way from one host to the other, or have come: a migration has begun and was not given
 * up.
 */
export function isDivided({ statistics }: Run): boolean {
  return statistics.phase !== null && statistics.how !== "continued";
}

/** What is on its way now. A page that is drawn on the cable is on the link, whatever else it is. */
export function underWayOf(run: Run): UnderWay {
  const { census, file } = run;
  return census.lackingOf({ onLink: run.pagesOnLink(), inFile: new Set(file.pagesUnderWay()) });
}

/**
 * Before the checkpoint the source is asked, which alone knows what its guest writes. From the checkpoint on the
 * census knows what is missing, since nothing is written any more before it has come.
 */
async function divide({ census, hosts }: Run, { onLink, inFile }: UnderWay): Promise<Divided> {
  const { total, state } = census;
  const missing = state.lacking?.count ?? (await hosts.source.owing(census.astray(onLink)));
  return {
    owed: missing - onLink.size - inFile.size,
    onLink: onLink.size,
    inFile: inFile.size,
    arrived: total - missing,
  };
}

/** Pages on the link of which an older version lies at the destination. */
function landedOnLink({ census }: Run, { onLink }: UnderWay): number {
  let count = 0;
  for (const page of onLink) if (has(census.state.landed, page)) count++;
  return count;
}

/**
 * A dead host has nothing: of a lost guest that is lost; before the hand-over the source has it all. A guest that is
 * not lost although its destination died before it owned the guest is whole at the source, which owes it all again.
 */
function afterCrash({ recoverability, outcome }: Run, whole: Quantities): Quantities {
  const { owed, arrived } = whole;
  const isDead = {
    source: recoverability.crashed.has("source"),
    destination: recoverability.crashed.has("destination"),
  };
  if (outcome !== "lost")
    return isDead.destination ? { ...whole, owed: owed + arrived, arrived: 0, stale: 0 } : whole;
  const here = isDead.source ? owed : 0;
  const there = isDead.destination ? arrived : 0;
  return {
    ...whole,
    owed: owed - here,
    arrived: arrived - there,
    lostAtSource: here,
    lostAtDestination: there,
    stale: isDead.destination ? 0 : whole.stale,
  };
}
