/**
 * The reasons why a guest is held, told apart for the report and the page. They follow from the run as it is and are
 * noted nowhere. A host would not know most of them: this looks at both hosts, the link and the datastore at once.
 */

import { usesFile } from "../migration/strategy.ts";
import { migrationSettingsOf } from "../scenario/derived.ts";
import type { Run } from "./run.ts";

/** Why a guest that is neither moved nor lost is not whole anywhere yet. */
export type HeldReason =
  /** It stands still for the switchover, and nothing is amiss. */
  | "switchover"
  /** It stands still, and the datastore does not answer: nobody can read who may run it. */
  | "recordUnreadable"
  /** It stands still, and the other host has not answered yet. */
  | "peerSilent"
  /** It runs at the destination, and pages are still on their way. */
  | "pagesComing"
  /** It runs at the destination; the link is cut, and there is no other path. */
  | "linkDown"
  /** It runs at the destination; the link is cut and the datastore stopped. */
  | "pathsDown"
  /**
   * It runs at the destination; the source has crashed, and all that it owed lies in the file, which nobody can read.
   */
  | "fileUnreadable"
  /** It runs at the destination with all its pages, and the source has not heard of that. */
  | "unconfirmed";

/** Why the guest is held now; null where it is not. */
export function heldReason(run: Run): HeldReason | null {
  if (run.outcome !== "held") return null;
  if (run.state.isWhole) return "unconfirmed";
  const { phase } = run.statistics;
  if (phase === "stun" || phase === "switchover") return heldInSwitchover(run);
  if (run.recoverability.crashed.has("source"))
    return run.service.reachable ? "pagesComing" : "fileUnreadable";
  if (run.link.whole) return "pagesComing";
  if (!usesFile(migrationSettingsOf(run.present))) return "linkDown";
  return run.service.reachable ? "pagesComing" : "pathsDown";
}

function heldInSwitchover({ link, service, recoverability }: Run): HeldReason {
  if (!service.reachable) return "recordUnreadable";
  // The record has changed, and the destination resumes as soon as it has its answer.
  if (recoverability.owner.owner === "destination") return "switchover";
  return link.whole && recoverability.crashed.size === 0 ? "switchover" : "peerSilent";
}
