import { t } from "../language/words.ts";
import type { StayReason } from "../migration/stay-reason.ts";

/** Why a guest that was to be moved goes on at the source, in a sentence, as reports and transcripts have it. */
export function stayWords(reason: StayReason): string {
  switch (reason.kind) {
    case "cancelled":
      return t`The migration was cancelled; the guest goes on at the source.`;
    case "noDatastore":
      return t`The shared datastore did not answer; the migration was not started and the guest goes on at the source.`;
    case "noDestination":
      return t`The destination did not answer; the migration was not started and the guest goes on at the source.`;
    case "linkSilent":
      return t`The link fell silent during the stun, before go; the guest goes on at the source.`;
    case "datastoreSilent":
      return t`The shared datastore did not answer; the switchover was not attempted.`;
    case "fileNotCreated":
      return t`The Quick Resume file could not be created: ${reason.detail}`;
    case "notConverged":
      return t`Pre-copy did not converge: after ${reason.rounds} rounds ${reason.pages} pages remain, more than fit the switchover goal; the guest goes on at the source.`;
    case "switchoverTooLong":
      return t`The switchover took longer than its limit; the guest goes on at the source.`;
    case "takenBack":
      return t`The destination did not take the guest over in time; it goes on at the source.`;
  }
}
