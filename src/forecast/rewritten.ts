import { DEFAULT_PROGRAM } from "../guests/programs.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type AlwaysRewritten, writesOf } from "./rates.ts";
import { REWRITTEN_PAGES } from "./rewritten-pages.ts";

/** What the guest of a scenario always rewrites, as it was measured of its program; null where there is no formula for it. */
export function alwaysRewrittenOf(scenario: Scenario): AlwaysRewritten | null {
  const writes = writesOf(scenario);
  const program = scenario.guest.program ?? DEFAULT_PROGRAM;
  if (writes === null || !(program in REWRITTEN_PAGES)) return null;
  const measured = REWRITTEN_PAGES[program as keyof typeof REWRITTEN_PAGES];
  return (writes.perSecond > 0 ? measured.writing : measured.idle).map(([ms, pages]) => ({ ms, pages }));
}
