import { usesFile } from "../migration/strategy.ts";
import { migrationSettingsOf } from "../scenario/scenario.ts";
import type { RunParts } from "./run.ts";

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
  /** It runs at the destination; the source has crashed, and all that it owed lies in the file, which nobody can read. */
  | "fileUnreadable"
  /** It runs at the destination with all its pages, and the source has not heard of that. */
  | "unconfirmed";

/** Why the guest is held now; null where it is not. */
export function heldReason(run: RunParts): HeldReason | null {
  if (run.outcome !== "held") return null;
  if (run.state.isWhole) return "unconfirmed";
  const { phase } = run.ledger;
  if (phase === "stun" || phase === "switchover") return heldInSwitchover(run);
  if (run.fate.crashed.has("source")) return run.service.reachable ? "pagesComing" : "fileUnreadable";
  if (run.link.whole) return "pagesComing";
  if (!usesFile(migrationSettingsOf(run.scenario))) return "linkDown";
  return run.service.reachable ? "pagesComing" : "pathsDown";
}

function heldInSwitchover({ link, service, fate }: RunParts): HeldReason {
  if (!service.reachable) return "recordUnreadable";
  if (fate.owner.owner === "destination") return "switchover";
  return link.whole && fate.crashed.size === 0 ? "switchover" : "peerSilent";
}

/** The reason in words, as the report has it, while `pages` are owed. */
export function heldWords(reason: HeldReason, pages: number): string {
  switch (reason) {
    case "switchover":
      return "The run ended while the guest was held for the switchover.";
    case "recordUnreadable":
      return "The run ended while the guest was held: the datastore does not answer, and without its record nobody may run it.";
    case "peerSilent":
      return "The run ended while the guest was held, before one host had noticed that the other is silent.";
    case "unconfirmed":
      return "The run ended with all pages at the destination, where the guest runs, before the source had heard of that.";
    case "fileUnreadable":
      return `The run ended with the last ${pages} pages in the Quick Resume file: the source has crashed and the datastore does not answer; nothing is lost while the datastore keeps the file.`;
    case "linkDown":
      return `${owedBySource(pages)} The link is cut, and there is no other path.`;
    case "pathsDown":
      return `${owedBySource(pages)} The link is cut and the datastore does not answer.`;
    case "pagesComing":
      return owedBySource(pages);
  }
}

function owedBySource(pages: number): string {
  return `The run ended with ${pages} pages still owed by the source; nothing is lost while it runs.`;
}
