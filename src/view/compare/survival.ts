import { toMilliseconds } from "../../clock/tick.ts";
import type { ComparedRun } from "../../compare/comparison.ts";
import type { CutPoint } from "../../compare/cut-point.ts";
import { type End, endOfRun } from "../../compare/end.ts";
import { cutAtOf, type Risk } from "../../compare/plan.ts";
import { decimal } from "../../language/numbers.ts";
import { plural, t } from "../../language/words.ts";
import { wordsOfNotes } from "../../report/note.ts";
import type { IconName } from "../design/signs.ts";
import { count, duration } from "../design/words.ts";

/** What is said of a move that is cut: does its guest survive? */
export interface Survival {
  readonly title: string;
  readonly text: string;
  readonly sign: IconName;
  readonly tone: "good" | "link" | "loss" | "quiet";
}

const LOOKS: Record<End, Pick<Survival, "title" | "sign" | "tone">> = {
  arrived: { title: t`Yes: identical`, sign: "check", tone: "good" },
  stayed: { title: t`It stays, whole`, sign: "stay", tone: "link" },
  waits: { title: t`No: it hangs`, sign: "pause", tone: "loss" },
  lost: { title: t`No: it is lost`, sign: "cross", tone: "loss" },
  different: { title: t`No: different`, sign: "cross", tone: "loss" },
  underWay: { title: t`Not over yet`, sign: "wait", tone: "quiet" },
};

/** What is said of a move's survival; null while its run with the cut is not over. */
export function survivalOf(
  alone: ComparedRun,
  risk: Risk,
  cut: ComparedRun | undefined,
  { phase }: CutPoint,
): Survival | null {
  if (risk.kind === "notReached")
    return { ...NOT_AT_RISK, text: t`${BEFORE[phase]} Left alone, ${leftAlone(alone)}.` };
  if (!cut || cut.cutAt !== cutAtOf(risk)) return null;
  if (risk.kind === "noSuchPoint")
    return { ...NOT_AT_RISK, text: t`${BEFORE[phase]} Cut in its stun, ${inStun(cut)}.` };
  return { ...LOOKS[endOfRun(cut)], text: TEXTS[endOfRun(cut)](cut) };
}

const NOT_AT_RISK = { title: t`Not at risk`, sign: "none", tone: "quiet" } as const;

/** Why a move does not have the point. */
const BEFORE: Record<CutPoint["phase"], string> = {
  pageIn: t`It never runs with pages missing.`,
  stun: t`Its guest is never stopped.`,
  firstPass: t`It does not copy all its memory.`,
};

/** What a move came to that was not cut: its guest is where it was. */
function leftAlone(alone: ComparedRun): string {
  const { rounds } = alone.report;
  if (endOfRun(alone) === "underWay") return t`it is still copying at the end`;
  return rounds > 0
    ? plural(rounds, {
        one: `it is given up after ${count(rounds)} round and stays where it was`,
        other: `it is given up after ${count(rounds)} rounds and stays where it was`,
      })
    : t`it stays where it was`;
}

function inStun(cut: ComparedRun): string {
  const pause = span(cut.report.downtime);
  const said: Record<End, string> = {
    arrived: t`it arrives all the same, after a downtime of ${pause}`,
    stayed: t`it goes on where it was after ${pause}`,
    waits: t`it waits without end`,
    lost: t`the guest is lost`,
    different: t`the guest is not what it should be`,
    underWay: t`it is still under way at the end`,
  };
  return said[endOfRun(cut)];
}

const TEXTS: Record<End, (cut: ComparedRun) => string> = {
  arrived: ({ report, course }) => {
    const waits = report.guest["stall-time"];
    const { pages: byFile } = report.paths.file;
    const way =
      byFile > 0
        ? plural(byFile, {
            one: `${count(byFile)} page came through the mailbox.`,
            other: `${count(byFile)} pages came through the mailbox.`,
          })
        : course.healedAt === null
          ? t`All its pages had left before the cut.`
          : t`It went on when the cable was whole again.`;
    const [pause, total] = [span(report.downtime), span(report["total-time"])];
    return waits > 0
      ? t`Downtime ${pause}, waits ${span(waits)}, total ${total}. ${way}`
      : t`Downtime ${pause}, total ${total}. ${way}`;
  },
  stayed: ({ report, closing }) => {
    if (closing === "stands") return t`The guest runs on where it was; its copy waits for the cable.`;
    return report.downtime > 0
      ? t`The move is given up. The guest goes on where it was after a downtime of ${span(report.downtime)}.`
      : t`The move is given up. The guest was never stopped and goes on where it was.`;
  },
  waits: ({ report }) => {
    const { owed } = report;
    const pause = span(report.downtime);
    return plural(owed.pages, {
      one: `Downtime ${pause}, then it waits without end: ${count(owed.pages)} page is left behind and no way leads there.`,
      other: `Downtime ${pause}, then it waits without end: ${count(owed.pages)} pages are left behind and no way leads there.`,
    });
  },
  lost: ({ report, notes }) =>
    wordsOfNotes(notes, { source: report.from, destination: report.to }) ||
    t`Nothing can make it whole again.`,
  different: ({ report: { identical, invariants } }) =>
    identical === false
      ? t`It is not what it would be had it never moved.`
      : plural(invariants.length, {
          one: `${count(invariants.length)} promise broken.`,
          other: `${count(invariants.length)} promises broken.`,
        }),
  underWay: ({ course }) => {
    const passed = span(toMilliseconds(course.until - (course.startedAt ?? 0)));
    return t`It was still under way after ${passed}, when the comparison ended.`;
  },
};

/** Milliseconds in words, which no line may part: "23 ms", "4.24 s". */
export function span(milliseconds: number): string {
  const { value, unit } = short(milliseconds);
  return `${value}\u00a0${unit}`;
}

/** Milliseconds as they can be compared at a glance: whole, or seconds with two decimals. */
export function short(milliseconds: number): { readonly value: string; readonly unit: string } {
  if (Math.round(milliseconds) < 1000) return duration(milliseconds);
  return { value: decimal(milliseconds / 1000, 2), unit: "s" };
}
