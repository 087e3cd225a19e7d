/** Broken promises as facts. What is said of them is made in the report (`violation-words.ts`). */

import type { HostName } from "../../place/place.ts";

/** A promise that a run has broken. */
export type Violation =
  /** The guest was resumed at `host` while `runner` could still run it. */
  | { readonly kind: "twoRunners"; readonly host: HostName; readonly runner: HostName }
  /** The guest was resumed at a host that the owner record does not name. */
  | { readonly kind: "resumedWithoutOwning"; readonly host: HostName }
  /** The destination resumed with a page that was older than the source's. */
  | { readonly kind: "oldPage"; readonly page: number }
  /** A page was sent twice after the switchover, and nothing had failed. */
  | { readonly kind: "pageTwice" }
  | { readonly kind: "freedTooEarly" }
  /** A host declared the link down while something that was sent to it could still come. */
  | { readonly kind: "carryingLinkDown"; readonly host: HostName }
  /** The client got a wrong answer to its request `id`. */
  | { readonly kind: "wrongAnswer"; readonly key: number; readonly id: number }
  | InputViolation
  /** More than {@link MOST_VIOLATIONS}. */
  | { readonly kind: "unlisted" };

/** Something about inputs does not add up. Requests go by the client's numbers; typed bytes are counted. */
export type InputViolation =
  | { readonly kind: "typedOutOfOrder" }
  | { readonly kind: "typedLostTooMany" }
  /** Requests leave the client's network in the order of their numbers. */
  | { readonly kind: "requestCameAfter"; readonly id: number; readonly before: number }
  | { readonly kind: "requestAtTwoHosts"; readonly id: number }
  | { readonly kind: "requestFromNowhere"; readonly id: number }
  | { readonly kind: "requestReachedAfter"; readonly id: number; readonly before: number }
  /** They wait where the guest never takes them. */
  | { readonly kind: "typedStranded"; readonly count: number }
  | { readonly kind: "requestsStranded"; readonly count: number }
  | ({ readonly kind: "typedUnaccounted" | "requestsUnaccounted" } & Account)
  /** The account and the machine's own counter differ. */
  | {
      readonly kind: "typedMiscounted" | "requestsMiscounted";
      readonly delivered: number;
      readonly reached: number;
    }
  | {
      readonly kind: "requestsAstray";
      readonly sent: number;
      readonly arrived: number;
      readonly travelling: number;
    };

/** So many inputs entered, and what became of them. */
export interface Account {
  readonly entered: number;
  readonly reached: number;
  readonly waiting: number;
  readonly lost: number;
}

/** So many broken promises of a run are named; one is too many, and a hundred say no more. */
export const MOST_VIOLATIONS = 100;

/** Notes a broken promise in place: each once, and not without end where a guest breaks one ever anew. */
export function noteViolation<Kind extends Violation>(
  violations: (Kind | { readonly kind: "unlisted" })[],
  violation: Kind,
): void {
  if (violations.length > MOST_VIOLATIONS || violations.some((known) => isSame(known, violation))) return;
  violations.push(violations.length < MOST_VIOLATIONS ? violation : { kind: "unlisted" });
}

/** Violations of one kind have the same fields. */
function isSame(one: Violation, other: Violation): boolean {
  const fields = new Map<string, unknown>(Object.entries(one));
  return Object.entries(other).every(([name, value]) => fields.get(name) === value);
}
