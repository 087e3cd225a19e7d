/** Why a guest that was to be moved goes on at the source. */
export type StayReason =
  /** It was cancelled before the owner record had changed. */
  | { readonly kind: "cancelled" }
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
