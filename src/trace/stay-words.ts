import type { StayReason } from "../migration/stay-reason.ts";

/** Why a guest that was to be moved goes on at the source, in a sentence, as reports and transcripts have it. */
export function stayWords(reason: StayReason): string {
  switch (reason.kind) {
    case "cancelled":
      return "The migration was cancelled; the guest goes on at the source.";
    case "noDatastore":
      return "The shared datastore did not answer; the migration was not started and the guest goes on at the source.";
    case "noDestination":
      return "The destination did not answer; the migration was not started and the guest goes on at the source.";
    case "linkSilent":
      return "The link fell silent during the stun, before go; the guest goes on at the source.";
    case "datastoreSilent":
      return "The shared datastore did not answer; the switchover was not attempted.";
    case "fileNotCreated":
      return `The Quick Resume file could not be created: ${reason.detail}`;
    case "notConverged":
      return `Pre-copy did not converge: after ${reason.rounds} rounds ${reason.pages} pages remain, more than fit the switchover goal; the guest goes on at the source.`;
    case "switchoverTooLong":
      return "The switchover took longer than its limit; the guest goes on at the source.";
    case "takenBack":
      return "The destination did not take the guest over in time; it goes on at the source.";
  }
}
