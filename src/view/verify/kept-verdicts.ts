/** What came of hand-ins in this tab, so that a reload in the middle of thirty does not begin anew. */
import { sumOf } from "../../handin/sums.ts";
import type { Verified } from "../../handin/verify.ts";
import type { Store } from "../../lab/environment.ts";

/** Two texts of one checksum are told apart by their lengths, too. */
function nameOf(text: string): string {
  return `verified-${sumOf(text)}-${text.length}`;
}

/** What is kept of a hand-in; null where nothing is. */
export function keptVerdict(tab: Store, text: string): Verified | null {
  const kept = tab.read(nameOf(text));
  return kept === null ? null : (JSON.parse(kept) as Verified);
}

/** Keeps what came of a hand-in. Where there is no room it is verified again another time. */
export function keepVerdict(tab: Store, text: string, verified: Verified): void {
  tab.write(nameOf(text), JSON.stringify(verified));
}
