import { PageState } from "../../host/page-state.ts";
import type { HostStatus } from "../../host/status.ts";
import { t } from "../../language/words.ts";
import type { HostName } from "../../place/place.ts";
import type { Frame, HostFrame } from "../../report/frame.ts";
import type { RunSignName } from "../design/run-signs.ts";
import { count, pages } from "../design/words.ts";

/** What the plate of a machine says beside its name. */
export interface Plate {
  readonly sign: RunSignName;
  readonly words: string;
}

const PLATES: Record<HostStatus, Plate> = {
  running: { sign: "run", words: t`running` },
  stunned: { sign: "pause", words: t`stunned` },
  waiting: { sign: "wait", words: t`running` },
  empty: { sign: "none", words: t`empty` },
  receiving: { sign: "receive", words: t`receiving` },
  serving: { sign: "serve", words: t`guest has left` },
  freed: { sign: "none", words: t`memory freed` },
  crashed: { sign: "cross", words: t`crashed` },
  off: { sign: "none", words: t`guest shut down` },
};

const READY: Plate = { sign: "receive", words: t`ready to take over` };
const TAKING: Plate = { sign: "receive", words: t`taking over` };
const UNUSED: Plate = { sign: "none", words: t`copy not used` };
const LOST: Plate = { sign: "cross", words: t`guest lost` };
const UNUSABLE: Plate = { sign: "none", words: t`copy may not run` };

/** The role that a machine has in the migration under way, for its tag; null before it and after it. */
export function tagOf({ phase, ended, report }: Frame, name: HostName): HostName | null {
  return phase === null || ended || report.outcome === "lost" ? null : name;
}

/** What a host is doing; a plate without room for more than its name tells it in the fewest words. */
export function plateOf(frame: Frame, name: HostName, isShort = false): Plate {
  const host = frame[name];
  // After an HA restart the machine has a guest of its own and no part in the migration.
  if (frame.report.outcome === "lost" && host.role !== null) return plateOfLost(host, isShort);
  if (host.status === "receiving") return plateOfCopy(frame, host, isShort);
  if (hasLeft(frame, host)) return plateOfLeft(host, isShort);
  if (host.status !== "waiting" || host.waitsFor === null) return PLATES[host.status];
  const page = count(host.waitsFor);
  return { ...PLATES.waiting, words: isShort ? t`waits for ${page}` : t`waits for page ${page}` };
}

/** Once the guest is lost, nothing that either machine still holds comes to anything. */
function plateOfLost({ status }: HostFrame, isShort: boolean): Plate {
  if (status === "running" || status === "waiting") return LOST;
  if (status === "stunned" || status === "serving" || status === "receiving")
    return isShort ? { ...UNUSABLE, words: t`may not run` } : UNUSABLE;
  return PLATES[status];
}

/** A machine that holds what came of a guest which is not its own: a copy that it may take over, or never will. */
function plateOfCopy({ ended }: Frame, { role }: HostFrame, isShort: boolean): Plate {
  if (ended || role === "discarded") return UNUSED;
  if (role === "committing") return TAKING;
  if (role === "prepared") return isShort ? { ...READY, words: t`ready` } : READY;
  return PLATES.receiving;
}

/** Whether the guest runs elsewhere; its old host calls it stunned until it has heard so. */
function hasLeft({ destination }: Frame, { status }: HostFrame): boolean {
  if (status === "serving") return true;
  return status === "stunned" && (destination.status === "running" || destination.status === "waiting");
}

function plateOfLeft({ counts }: HostFrame, isShort: boolean): Plate {
  const owed = counts[PageState.owed] ?? 0;
  if (owed === 0) return PLATES.serving;
  return { ...PLATES.serving, words: t`owes ${isShort ? count(owed) : pages(owed)}` };
}
