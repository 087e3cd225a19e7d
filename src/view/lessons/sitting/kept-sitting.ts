import type { Store } from "../../../lab/environment.ts";
import type { Answer } from "../../../lessons/judge.ts";

/** How far a learner is in a lesson, as a tab keeps it: a page that is loaded again goes on there. */
export interface KeptSitting {
  /** Which instance it is: null for the lesson's own conditions. */
  readonly number: number | null;
  /** The prediction that is not locked in yet; null where there is none. */
  readonly draft: Answer | null;
  /** What was locked in; null before that. */
  readonly answer: Answer | null;
  /** The run that was predicted came to its end. */
  readonly ran: boolean;
  readonly observed: string | null;
  /** The explanation was read. */
  readonly explained: boolean;
  /** The worked example of the challenge was played for this instance. */
  readonly exampleShown: boolean;
}

/** The lesson's own conditions, and nothing said of them. */
export const NEW_SITTING: KeptSitting = {
  number: null,
  draft: null,
  answer: null,
  ran: false,
  observed: null,
  explained: false,
  exampleShown: false,
};

const keyOf = (id: string) => `quick-resume-lab lesson ${id}`;

/** What a tab has kept of a lesson; one that is new where that is nothing. */
export function keptSitting(tab: Store, id: string): KeptSitting {
  try {
    return { ...NEW_SITTING, ...JSON.parse(tab.read(keyOf(id)) ?? "null") };
  } catch {
    return NEW_SITTING;
  }
}

export function forgetSitting(tab: Store, id: string): void {
  tab.write(keyOf(id), null);
}

export function keepSitting(tab: Store, id: string, sitting: KeptSitting): void {
  tab.write(keyOf(id), JSON.stringify(sitting));
}
