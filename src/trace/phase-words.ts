/** Names of phases, the only ones, so that the page, a report and what is said of a fault call a phase the same. */

import { t } from "../language/words.ts";
import type { Phase } from "../migration/output.ts";

/** The field's word for each phase. */
export const PHASE_TERMS: Readonly<Record<Phase, string>> = {
  setup: t`setup`,
  preCopy: t`pre-copy`,
  stun: t`stun`,
  switchover: t`switchover`,
  pageIn: t`page-in`,
  finish: t`finish`,
};
