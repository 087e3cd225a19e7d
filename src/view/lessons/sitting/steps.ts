import { t } from "../../../language/words.ts";

/** The steps of a lesson, in their order; the first is 1 in an address. */
export const STEPS = [t`Play`, t`Predict`, t`Run`, t`Observe`, t`Explain`, t`Challenge`] as const;
