import type { Experiment } from "../../experiment/link.ts";
import { isFile } from "../../lab/address.ts";

/** What was opened from files in this tab. Each has an address, so that the way back and forth leads to it. */
const opened = new Map<string, Experiment>();
let count = 0;

/** Keeps what was opened, and gives its address. */
export function keepOpened(experiment: Experiment, hash = nextHash()): string {
  opened.set(hash, experiment);
  return hash;
}

/** What was opened under an address. Throws where the page no longer has it. */
export function openedAt(hash: string): Experiment {
  const experiment = opened.get(hash);
  if (experiment) return experiment;
  throw new Error("This run came from a file, and the page no longer has it. Open the file again.");
}

/** Addresses go on from the present one, which may be from before a reload. */
function nextHash(): string {
  const present = isFile(location.hash) ? Number(location.hash.slice("#file-".length)) : 0;
  count = Math.max(count, present) + 1;
  return `#file-${count}`;
}
