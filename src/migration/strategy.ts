/** What sets one strategy apart from the others. */
interface Traits {
  /** Whether memory is copied in rounds while the guest runs at the source. */
  readonly copiesInRounds: boolean;
  /** Whether the guest may resume while pages are owed, which is worth it only where they can still be fetched. */
  readonly resumesEarly: boolean;
  /** Whether a guest that outruns the rounds is slowed down. */
  readonly slowsGuest: boolean;
  /** When the Quick Resume file on the shared datastore carries pages: never, when the link does not, or beside the link too. */
  readonly file: "none" | "fallback" | "beside";
}

const CLASSIC = { copiesInRounds: true, resumesEarly: false, slowsGuest: false, file: "none" } as const;

/** How a guest can be moved, in the field's words and in the order in which a learner is offered them. */
export const STRATEGIES = {
  stopAndCopy: { ...CLASSIC, copiesInRounds: false },
  preCopy: CLASSIC,
  /** VMware's Stun During Page Send, and QEMU's auto-converge where QEMU's stop rule is chosen. */
  preCopySdps: { ...CLASSIC, slowsGuest: true },
  postCopy: { ...CLASSIC, copiesInRounds: false, resumesEarly: true },
  quickResume: { ...CLASSIC, resumesEarly: true, file: "fallback" },
  quickResumeConcurrent: { ...CLASSIC, resumesEarly: true, file: "beside" },
} as const satisfies Readonly<Record<string, Traits>>;

export type Strategy = keyof typeof STRATEGIES;

/** All of them, in their order. */
export const STRATEGY_NAMES = Object.keys(STRATEGIES) as Strategy[];

/** Whoever has a strategy: settings, a scenario's migration, a report. */
export type Moved = { readonly strategy: Strategy };

/** Whether rounds of pre-copy are the strategy's own; post-copy may still be asked for some. */
export function copiesInRounds({ strategy }: Moved): boolean {
  return STRATEGIES[strategy].copiesInRounds;
}

/** Whether there are no rounds, not even where a scenario asks for some: what is left cannot follow the guest later. */
export function hasNoRounds(moved: Moved): boolean {
  return !copiesInRounds(moved) && !resumesEarly(moved);
}

/** Whether the guest may resume while pages are owed. */
export function resumesEarly({ strategy }: Moved): boolean {
  return STRATEGIES[strategy].resumesEarly;
}

/** Whether a guest that outruns the rounds is slowed down. */
export function slowsGuest({ strategy }: Moved): boolean {
  return STRATEGIES[strategy].slowsGuest;
}

/** Whether the shared datastore carries pages when the link does not. */
export function usesFile({ strategy }: Moved): boolean {
  return STRATEGIES[strategy].file !== "none";
}

/** Whether the file carries pages beside the link, not only in its stead. */
export function isConcurrent({ strategy }: Moved): boolean {
  return STRATEGIES[strategy].file === "beside";
}
