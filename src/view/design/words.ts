import { SECOND, type Tick } from "../../clock/tick.ts";
import { PAGE_STATE_NAMES, type PageStateName } from "../../host/page-state.ts";
import { count, decimal } from "../../language/numbers.ts";
import { plural, t } from "../../language/words.ts";
import { PHASES as PHASE_NAMES, type Phase } from "../../migration/output.ts";
import { copiesInRounds, resumesEarly, STRATEGY_NAMES, type Strategy } from "../../migration/strategy.ts";
import type { HostName } from "../../place/place.ts";
import type { Frame } from "../../report/frame.ts";
import { PHASE_TERMS } from "../../trace/phase-words.ts";

/** What a learner reads of each strategy: its name, and how it moves a guest, in a line. */
export const STRATEGY_WORDS: Readonly<Record<Strategy, { readonly name: string; readonly manner: string }>> =
  {
    stopAndCopy: { name: t`Stop-and-copy`, manner: t`Stops the guest and copies all of it.` },
    preCopy: { name: t`Pre-copy`, manner: t`Copies until the rest is small.` },
    preCopySdps: { name: t`Pre-copy+SDPS`, manner: t`Slows the guest to catch up (SDPS).` },
    postCopy: { name: t`Post-copy`, manner: t`Runs there first, then fetches all.` },
    quickResume: {
      name: t`Quick Resume`,
      manner: t`Copies, then fetches the rest, with a mailbox to fall back on.`,
    },
    quickResumeConcurrent: { name: t`Concurrent`, manner: t`Quick Resume by cable and mailbox at once.` },
  };

/** The strategies that a learner can choose, in the order of the list. */
export const STRATEGIES = STRATEGY_NAMES.map((value) => ({ value, ...STRATEGY_WORDS[value] }));

/** The field's word for each phase, and the plain words that explain it while it runs. */
export const PHASE_WORDS: Readonly<Record<Phase, { readonly term: string; readonly plain: string }>> = {
  setup: { term: PHASE_TERMS.setup, plain: t`get ready` },
  preCopy: { term: PHASE_TERMS.preCopy, plain: t`copy while it runs` },
  stun: { term: PHASE_TERMS.stun, plain: t`stand still` },
  switchover: { term: PHASE_TERMS.switchover, plain: t`hand over` },
  pageIn: { term: PHASE_TERMS.pageIn, plain: t`fetch the rest` },
  finish: { term: PHASE_TERMS.finish, plain: t`free the memory` },
};

/** The roles that the two machines have in a migration, on their tags. */
export const ROLE_WORDS: Readonly<Record<HostName, string>> = {
  source: t`source`,
  destination: t`destination`,
};

/** Every phase with its words, in their order. */
export const PHASES = PHASE_NAMES.map((phase) => ({ phase, ...PHASE_WORDS[phase] }));

/** The phases that a strategy passes through. */
export function phasesOf(strategy: Strategy): readonly Phase[] {
  const isSkipped = (phase: Phase) =>
    (phase === "preCopy" && !copiesInRounds({ strategy })) ||
    (phase === "pageIn" && !resumesEarly({ strategy }));
  return PHASES.map(({ phase }) => phase).filter((phase) => !isSkipped(phase));
}

export { count };

/** "1 page", "2 pages". */
export function pages(value: number): string {
  return plural(value, { one: `${count(value)} page`, other: `${count(value)} pages` });
}

/** Dirtied to sent in three digits; beyond them it is the same to everybody. */
export function ratioText(ratio: number | null): string {
  if (ratio === null) return "?";
  if (ratio >= 1000) return ">999";
  return decimal(ratio, ratio < 9.995 ? 2 : ratio < 99.95 ? 1 : 0);
}

/** A point of virtual time in seconds with three decimals, without its unit. */
export function seconds(at: Tick): string {
  return decimal(at / SECOND, 3);
}

/** Milliseconds as a number and its unit, in the unit that keeps the number short. */
export function duration(milliseconds: number): { value: string; unit: string } {
  if (milliseconds >= 100_000) return { value: decimal(milliseconds / 1000, 1), unit: "s" };
  if (milliseconds >= 1000) return { value: decimal(milliseconds / 1000, 3), unit: "s" };
  const decimals = milliseconds > 0 && milliseconds < 10 ? 1 : 0;
  return { value: decimal(milliseconds, decimals), unit: "ms" };
}

/** Bytes in MiB with two decimals, without the unit. */
export function mebibytes(bytes: number): string {
  return decimal(bytes / 2 ** 20, 2);
}

/** The words of a key, as short as they can be. */
export const STATE_LABELS: Record<PageStateName, string> = {
  empty: t`empty`,
  present: t`present`,
  dirty: t`dirty`,
  stale: t`stale`,
  owed: t`owed`,
  inFlightByLink: t`on the link`,
  inFlightByFile: t`in the file`,
  byLink: t`by link`,
  byFile: t`by file`,
  faulted: t`faulted`,
};

const STATE_SENTENCES: Record<HostName, Record<PageStateName, string>> = {
  source: {
    empty: t`freed: its memory was given back`,
    present: t`present, as it was sent`,
    dirty: t`dirty: written since it was last sent`,
    stale: t`stale: an old copy`,
    owed: t`owed: still to send`,
    inFlightByLink: t`on its way through the cable`,
    inFlightByFile: t`on its way through the mailbox`,
    byLink: t`sent by the cable`,
    byFile: t`sent through the mailbox`,
    faulted: t`asked for: the guest waits for it`,
  },
  destination: {
    empty: t`empty: nothing came yet`,
    present: t`present: came before the guest ran here`,
    dirty: t`dirty: written here since the guest runs here`,
    stale: t`stale: it came, then was written again; a newer copy must follow`,
    owed: t`owed: not here yet`,
    inFlightByLink: t`on its way through the cable`,
    inFlightByFile: t`on its way through the mailbox`,
    byLink: t`arrived by the cable`,
    byFile: t`arrived through the mailbox`,
    faulted: t`faulted: the guest waits for it`,
  },
};

/** What is true of a page at the source for which the guest waits at the destination. */
const ASKED_FOR: Partial<Record<PageStateName, string>> = {
  owed: t`asked for: still to send`,
  inFlightByLink: t`asked for: on its way by cable`,
  inFlightByFile: t`asked for: on its way by mailbox`,
};

/** What is true of a page once the guest is lost: nobody sends any more, and nobody waits. */
const AFTER_LOSS: Record<HostName, Partial<Record<PageStateName, string>>> = {
  source: { owed: t`never sent`, dirty: t`dirty: its newest bytes were never sent` },
  destination: {
    stale: t`stale: the newer copy never came`,
    owed: t`never came`,
    faulted: t`asked for, and never came`,
  },
};

/** The name of a page state as a frame's byte map holds it. */
export function stateName(state: number): PageStateName {
  return PAGE_STATE_NAMES[state] ?? "empty";
}

/** What is true of one page at one host, in plain words. */
export function describePage(host: HostName, frame: Frame, page: number): string {
  const state = stateName(frame[host].pages[page] ?? 0);
  if (host === "source" && frame.phase === null && state === "empty") return t`empty`;
  const isAsked = host === "source" && frame.destination.waitsFor === page;
  const afterLoss = hasLost(frame) ? AFTER_LOSS[host][state] : undefined;
  if (afterLoss) return isAsked ? t`asked for, and ${afterLoss}` : afterLoss;
  return (isAsked && ASKED_FOR[state]) || STATE_SENTENCES[host][state];
}

/** What lies under a map while nothing is pointed at: the pages that were sent and written again; empty where there are none. */
export function describeRewritten(host: HostName, frame: Frame): string {
  if (frame.phase !== "preCopy" || frame.ended || frame.sum.stale === 0) return "";
  const { stale } = frame.sum;
  return host === "source"
    ? plural(stale, {
        one: `${count(stale)} page sent, then written again`,
        other: `${count(stale)} pages sent, then written again`,
      })
    : plural(stale, {
        one: `${count(stale)} page stale: an older copy came`,
        other: `${count(stale)} pages stale: an older copy came`,
      });
}

/** Whether the guest is lost and no new one was started in its place. */
function hasLost({ report, restart }: Frame): boolean {
  return report.outcome === "lost" && restart.at === null;
}

/** From when to when the total time counts: it goes on no longer where the guest is lost or stays at the source. */
export function describeTotalTime({ ended, report }: Pick<Frame, "ended" | "report">): string {
  if (report.outcome === "lost") return t`until the loss`;
  if (!ended) return t`so far, since Migrate`;
  return report.outcome === "continued-on-source" ? t`until it was given up` : t`Migrate to last page`;
}
