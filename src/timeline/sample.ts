import type { Tick } from "../clock/tick.ts";
import { quantitiesOf } from "../report/quantities.ts";
import type { Simulation } from "../simulation/simulation.ts";

/** What the charts show of a run, at one tick. Sums count from the run's beginning. */
export interface Sample {
  readonly at: Tick;
  /** Pages that the source must still send: the same number as in a frame's sum. */
  readonly owed: number;
  /** Pages that the guest has written since the present round of pre-copy began; null outside of the rounds. */
  readonly dirtied: number | null;
  /** Bytes that one of them takes on the link, as those of the round before did on average. */
  readonly pageBytes: number;
  /** Bytes that have left the source on the link's wire, and bytes that have passed to the datastore. */
  readonly linkBytes: number;
  readonly fileBytes: number;
  /** Instructions that the guest has retired, wherever it ran. */
  readonly retired: number;
  /** Letters in the file: slots that hold a chunk. */
  readonly chunks: number;
  /** Guest stands still: stunned, or waiting for a page. */
  readonly stands: boolean;
}

/** The simulation now. */
export async function sampleOf(simulation: Simulation): Promise<Sample> {
  const { now, known, statistics, file, runner, link, service } = simulation.run;
  const { owed } = await quantitiesOf(simulation.run);
  return {
    at: now,
    owed,
    dirtied: known.source.dirtied,
    pageBytes: statistics.dirtyPageBytes,
    linkBytes: link.bytesSent("toDestination", now),
    fileBytes: service.bytesPassed("write", now),
    retired: Math.max(known.source.retired, known.destination.retired),
    chunks: file.letters,
    stands: runner === null,
  };
}
