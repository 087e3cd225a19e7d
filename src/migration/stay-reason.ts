/** Why a guest that was to be moved goes on at the source. */
export type StayReason =
  /** The shared datastore did not answer in setup. */
  | { readonly kind: "noDatastore" }
  /** The destination did not answer in setup. */
  | { readonly kind: "noDestination" }
  /** The link fell silent during the stun, before `go`. */
  | { readonly kind: "linkSilent" }
  /** The datastore fell silent before the switchover. */
  | { readonly kind: "datastoreSilent" }
  | { readonly kind: "fileNotCreated"; readonly detail: string }
  /** The guest outran the link in all its rounds. */
  | { readonly kind: "notConverged"; readonly rounds: number; readonly pages: number }
  | { readonly kind: "switchoverTooLong" }
  /** The source took the guest back by the owner record, before the destination had taken it over. */
  | { readonly kind: "takenBack" };

/** The reason in words, as the report has it. */
export function stayWords(reason: StayReason): string {
  switch (reason.kind) {
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
