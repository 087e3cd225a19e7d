import { fromMilliseconds } from "../../clock/tick.ts";
import { linkOf } from "../../experiment/link.ts";
import { t } from "../../language/words.ts";
import type { Cell, CellOutcome } from "../../matrix/cell.ts";
import { EXPECTED } from "../../matrix/expected.ts";
import { faultsOf } from "../../matrix/judge.ts";
import type { PhaseName } from "../../matrix/phase.ts";
import { scenarioOf } from "../../matrix/strategy.ts";
import { parseScenario } from "../../scenario/scenario.ts";
import type { IconName } from "../design/signs.ts";

/** How an outcome is shown: by a word, by a sign and by a colour. */
export interface OutcomeLook {
  readonly word: string;
  readonly sign: IconName;
  readonly tone: "good" | "link" | "file" | "loss" | "quiet";
}

export const OUTCOME_LOOKS: Record<CellOutcome, OutcomeLook> = {
  completed: { word: t`completed`, sign: "tick", tone: "good" },
  recovered: { word: t`recovered`, sign: "recover", tone: "good" },
  "continued-on-source": { word: t`stayed`, sign: "stay", tone: "link" },
  held: { word: t`held`, sign: "pause", tone: "file" },
  lost: { word: t`lost`, sign: "cross", tone: "loss" },
  "n/a": { word: t`none`, sign: "none", tone: "quiet" },
  unknown: { word: t`unknown`, sign: "help", tone: "loss" },
};

/** What each outcome means, in a few words. */
export const OUTCOME_MEANINGS: Partial<Record<CellOutcome, string>> = {
  completed: t`moved, nothing done twice`,
  recovered: t`moved, though something failed`,
  "continued-on-source": t`goes on, whole, where it was`,
  held: t`stands still, nothing lost`,
  lost: t`no future makes it whole again`,
  "n/a": t`no such moment`,
};

/** Column heads; the full titles stand in the details. */
export const PHASE_HEADS: Record<PhaseName, string> = {
  setup: t`Setup`,
  preCopy: t`Pre-copy`,
  stun: t`Stun`,
  goOnWire: t`Go on the wire`,
  recordChanged: t`Record changed`,
  pageInByLink: t`Page-in by link`,
  pageInByFile: t`Page-in by file`,
  allInFile: t`All in the file`,
  finish: t`Finish`,
};

/** Whether a cell is as the table of what must come says. */
export function isAsExpected(cell: Cell): boolean {
  return faultsOf(cell, EXPECTED).length === 0;
}

/** Virtual time before the fault at which the lab opens a cell, in milliseconds. */
const BEFORE_MS = 20;

/** The address at which the lab shows the run behind a cell, just before its fault; null where nothing was run. */
export function labLinkOf({ run, strategy }: Cell): string | null {
  if (!run) return null;
  const scenario = parseScenario(scenarioOf(strategy, run.faults, run.untilMs, run.againMs));
  const start = fromMilliseconds(scenario.migration.startMs);
  const moment = Math.max(start, fromMilliseconds(Math.max(0, run.faultMs - BEFORE_MS)));
  return linkOf({ scenario, actions: [{ action: "migrate", at: start }], moment });
}
