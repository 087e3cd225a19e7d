/** Names of phases, the only ones, so that the page, a report and what is said of a fault call a phase the same. */

import type { Phase } from "../migration/output.ts";

/** The field's word for each phase. */
export const PHASE_TERMS: Readonly<Record<Phase, string>> = {
  setup: "setup",
  preCopy: "pre-copy",
  stun: "stun",
  switchover: "switchover",
  pageIn: "page-in",
  finish: "finish",
};
