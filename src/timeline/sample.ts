import type { Tick } from "../clock/tick.ts";
import type { Simulation } from "../scenario/simulation.ts";

/** What the charts show of a run, at one tick. Sums count from the run's beginning. */
export interface Sample {
  readonly at: Tick;
  /** Pages that the source still has to hand over. */
  readonly remaining: number;
  /** Pages that the guest has written since the present round of pre-copy began; null outside of the rounds. */
  readonly dirtied: number | null;
  /** Bytes that one of them takes on the link, as those of the round before did on average. */
  readonly pageBytes: number;
  /** Bytes of pages that each path was given. */
  readonly linkBytes: number;
  readonly fileBytes: number;
  /** Instructions that the guest has retired, wherever it ran. */
  readonly retired: number;
  /** Chunks in the file. */
  readonly chunks: number;
  /** Guest stands still: stunned, or waiting for a page. */
  readonly stands: boolean;
}

/** The simulation now. */
export function sampleOf({ now, known, ledger, file, runner }: Simulation): Sample {
  const { link, file: fileBytes } = ledger.paths;
  return {
    at: now,
    remaining: known.source.remaining,
    dirtied: known.source.dirtied,
    pageBytes: ledger.dirtyPageBytes,
    linkBytes: link.bytes,
    fileBytes: fileBytes.bytes,
    retired: Math.max(known.source.retired, known.destination.retired),
    chunks: file.chunksInside,
    stands: runner === null,
  };
}
