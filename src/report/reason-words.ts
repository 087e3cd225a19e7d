/** The reasons of a run in sentences, as the message of its report has them. The page has words of its own. */

import type { InputLoss, InputLosses } from "../host/input-loss.ts";
import { t } from "../language/words.ts";
import type { HeldReason } from "../simulation/held-reason.ts";
import type { LostInputs } from "../simulation/input-end.ts";
import type { LossReason } from "../simulation/parts/loss-reason.ts";

/** Why the guest is held, while `pages` are owed. */
export function heldWords(reason: HeldReason, pages: number): string {
  switch (reason) {
    case "switchover":
      return t`The run ended while the guest was held for the switchover.`;
    case "recordUnreadable":
      return t`The run ended while the guest was held: the datastore does not answer, and without its record nobody may run it.`;
    case "peerSilent":
      return t`The run ended while the guest was held, before one host had noticed that the other is silent.`;
    case "unconfirmed":
      return t`The run ended with all pages at the destination, where the guest runs, before the source had heard of that.`;
    case "fileUnreadable":
      return t`The run ended with the last ${pages} pages in the Quick Resume file: the source has crashed and the datastore does not answer; nothing is lost while the datastore keeps the file.`;
    case "linkDown":
      return t`${owedBySource(pages)} The link is cut, and there is no other path.`;
    case "pathsDown":
      return t`${owedBySource(pages)} The link is cut and the datastore does not answer.`;
    case "pagesComing":
      return owedBySource(pages);
  }
}

/** As long as the source runs, pages that are owed are late and not lost. */
function owedBySource(pages: number): string {
  return t`The run ended with ${pages} pages still owed by the source; nothing is lost while it runs.`;
}

export const RESTARTED = t`A new guest was booted from the image on the datastore (HA-style restart); it knows nothing of the lost one.`;

/** The migrations of the scenario that were not begun, in a sentence; empty where all were. */
export function notBegunWords(first: number, last: number): string {
  if (first > last) return "";
  if (first === last) return t`Migration ${first} of the scenario was not begun.`;
  return t`Migrations ${first} to ${last} of the scenario were not begun.`;
}

/** Each says what crashed and why no copy that is left may run. */
const LOSS_WORDS: Readonly<Record<LossReason, string>> = {
  sourceAlone: t`The source crashed while the guest was only there.`,
  sourceOwed: t`The source crashed while it still owed pages.`,
  lostOnTheWay: t`The source crashed after all that it owed had left it, and the link then lost pages that were on it.`,
  bothCrashed: t`Both hosts crashed after the source had handed the guest over and before the destination owned it.`,
  notResumed: t`The destination crashed before it ran the guest, and the owner record names it; the source's copy is not stale, but it may not be used, since the record says that the destination owns the guest.`,
  destinationNewest: t`The destination crashed after it had taken the guest over; the source's copy is stale and does not run.`,
  destinationAlone: t`The destination crashed after the guest had moved there; the source has given its memory back.`,
};

/** Why the guest is lost. */
export function lossWords(reason: LossReason): string {
  return LOSS_WORDS[reason];
}

/** To be read after a number of inputs. */
const INPUT_WORDS: Readonly<Record<InputLoss, string>> = {
  guestElsewhere: t`came to a host where it was not`,
  leftBehind: t`waited at the host that it had left`,
  portFull: t`found the host's port full`,
  hostCrashed: t`were at a host that had crashed`,
  tooMuchTyped: t`were typed while too many waited already`,
  guestOff: t`came after it had shut itself down`,
  guestLost: t`were for a guest that was lost`,
  newGuest: t`waited for the guest before the HA restart`,
  runEnded: t`still waited when the run ended`,
  notDue: t`were due after the run's end`,
};

/** What never reached the guest, and why, in a sentence each for typed bytes and requests; none where all did. */
export function lostInputSentences({ typed, requests }: LostInputs): string[] {
  return [sentence(typed, t`typed bytes`), sentence(requests, t`requests of the client`)].filter(
    (words) => words !== "",
  );
}

function sentence(losses: InputLosses, what: string): string {
  const parts = (Object.entries(losses) as [InputLoss, number][]).filter(([, count]) => count > 0);
  if (parts.length === 0) return "";
  const reasons = parts.map(([why, count]) => `${count} ${INPUT_WORDS[why]}`).join(", ");
  return t`Of the ${what} some never reached the guest: ${reasons}.`;
}
