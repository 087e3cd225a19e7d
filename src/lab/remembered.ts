import type { Experiment } from "../experiment/experiment.ts";
import { type Packed, pack, readRun, writeRun } from "../experiment/run-file.ts";
import type { Environment } from "./environment.ts";
import type { KeptLanes } from "./kept-lanes.ts";

const KEY = "quick-resume-lab run";

/** A run that was under way when its page was left, and the address that it had. */
interface Remembered {
  readonly hash: string;
  readonly text: string;
  /** Its lanes, where the run is more than what was done up to its moment. */
  readonly lanes: KeptLanes | null;
}

/** What comes back. */
export interface Resumed extends Experiment {
  readonly lanes: KeptLanes | null;
}

/** The learner's own files, ready to be written: a page that is left has no time to deflate them. */
let packed: { readonly files: Experiment["files"]; readonly text: Packed } = { files: undefined, text: {} };

/** Makes ready what takes time. Called when a run begins. */
export async function prepare(files: Experiment["files"]): Promise<void> {
  if (files === packed.files) return;
  packed = { files, text: await pack(files) };
}

/** Where a run is kept, and under which address. */
type Place = Pick<Environment, "tab" | "address">;

/**
 * Keeps the present run for the same tab. One in which nothing was done begins anew, as a visitor expects. Without storage,
 * or with too little of it, the page opens as new.
 */
export function remember({ tab, address }: Place, experiment: Experiment, lanes: KeptLanes | null): void {
  if (experiment.files?.size && experiment.files !== packed.files) return;
  const isUntouched = experiment.actions.length === 0 && lanes === null;
  const isNew = isUntouched && !experiment.files?.size;
  const moment = isUntouched ? null : experiment.moment;
  const run = isNew ? null : written({ ...experiment, moment });
  const kept = run && JSON.stringify({ hash: address.hash, text: run, lanes } satisfies Remembered);
  if (!tab.write(KEY, kept)) tab.write(KEY, null);
}

/** The run that was under way at this address when the page was left, once; null where there was none. */
export async function recollect({ tab, address }: Place): Promise<Resumed | null> {
  try {
    const kept = JSON.parse(tab.read(KEY) ?? "null") as Remembered | null;
    tab.write(KEY, null);
    return kept?.hash === address.hash ? { ...(await readRun(kept.text)), lanes: kept.lanes ?? null } : null;
  } catch {
    return null;
  }
}

/** A run as text; null where it cannot be written. */
function written(experiment: Experiment): string | null {
  try {
    return writeRun(experiment, packed.text);
  } catch {
    return null;
  }
}
