import { t } from "../../../language/words.ts";

/** The steps of a lesson, in their order; the first is 1 in an address. */
export const STEPS = [t`Play`, t`Predict`, t`Run`, t`Observe`, t`Explain`, t`Challenge`] as const;

/** The steps by what an address calls them. */
export const STEP = { play: 1, predict: 2, run: 3, observe: 4, explain: 5, challenge: 6 } as const;
