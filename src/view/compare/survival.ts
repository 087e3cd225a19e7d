import { toMilliseconds } from "../../clock/tick.ts";
import type { ComparedRun } from "../../compare/comparison.ts";
import type { CutPoint } from "../../compare/cut-point.ts";
import { type End, endOfRun } from "../../compare/end.ts";
import { cutAtOf, type Risk } from "../../compare/plan.ts";
import type { IconName } from "../design/icon-name.ts";
import { duration, pages } from "../design/words.ts";

/** What is said of a move that is cut: does its guest survive? */
export interface Survival {
  readonly title: string;
  readonly text: string;
  readonly sign: IconName;
  readonly tone: "good" | "link" | "loss" | "quiet";
}

const LOOKS: Record<End, Pick<Survival, "title" | "sign" | "tone">> = {
  arrived: { title: "Yes: identical", sign: "check", tone: "good" },
  stayed: { title: "It stays, whole", sign: "stay", tone: "link" },
  waits: { title: "No: it hangs", sign: "pause", tone: "loss" },
  lost: { title: "No: it is lost", sign: "cross", tone: "loss" },
  different: { title: "No: different", sign: "cross", tone: "loss" },
  underWay: { title: "Not over yet", sign: "wait", tone: "quiet" },
};

/** What is said of a move's survival; null while its run with the cut is not over. */
export function survivalOf(
  alone: ComparedRun,
  risk: Risk,
  cut: ComparedRun | undefined,
  { phase }: CutPoint,
): Survival | null {
  if (risk.kind === "notReached")
    return { ...NOT_AT_RISK, text: `${BEFORE[phase]} Left alone, ${leftAlone(alone)}.` };
  if (!cut || cut.cutAt !== cutAtOf(risk)) return null;
  if (risk.kind === "noSuchPoint")
    return { ...NOT_AT_RISK, text: `${BEFORE[phase]} Cut in its stun, ${inStun(cut)}.` };
  return { ...LOOKS[endOfRun(cut)], text: TEXTS[endOfRun(cut)](cut) };
}

const NOT_AT_RISK = { title: "Not at risk", sign: "none", tone: "quiet" } as const;

/** Why a move does not have the point. */
const BEFORE: Record<CutPoint["phase"], string> = {
  pageIn: "It never runs with pages missing.",
  stun: "Its guest is never stopped.",
  firstPass: "It does not copy all its memory.",
};

/** What a move came to that was not cut: its guest is where it was. */
function leftAlone(alone: ComparedRun): string {
  const { rounds } = alone.report;
  if (endOfRun(alone) === "underWay") return "it is still copying at the end";
  return rounds > 0
    ? `it is given up after ${rounds} ${rounds === 1 ? "round" : "rounds"} and stays where it was`
    : "it stays where it was";
}

function inStun(cut: ComparedRun): string {
  const pause = span(cut.report.downtime);
  const said: Record<End, string> = {
    arrived: `it arrives all the same, after a downtime of ${pause}`,
    stayed: `it goes on where it was after ${pause}`,
    waits: "it waits without end",
    lost: "the guest is lost",
    different: "the guest is not what it should be",
    underWay: "it is still under way at the end",
  };
  return said[endOfRun(cut)];
}

const TEXTS: Record<End, (cut: ComparedRun) => string> = {
  arrived: ({ report, course }) => {
    const waits = report.guest["stall-time"];
    const waited = waits > 0 ? `, waits ${span(waits)}` : "";
    const { pages: byFile } = report.paths.file;
    const way =
      byFile > 0
        ? `${pages(byFile)} came through the mailbox.`
        : course.healedAt === null
          ? "All its pages had left before the cut."
          : "It went on when the cable was whole again.";
    return `Downtime ${span(report.downtime)}${waited}, total ${span(report["total-time"])}. ${way}`;
  },
  stayed: ({ report, closing }) => {
    if (closing === "stands") return "The guest runs on where it was; its copy waits for the cable.";
    return report.downtime > 0
      ? `The move is given up. The guest goes on where it was after a downtime of ${span(report.downtime)}.`
      : "The move is given up. The guest was never stopped and goes on where it was.";
  },
  waits: ({ report }) => {
    const { owed } = report;
    const rest = `${pages(owed.pages)} ${owed.pages === 1 ? "is" : "are"} left behind and no way leads there`;
    return `Downtime ${span(report.downtime)}, then it waits without end: ${rest}.`;
  },
  lost: ({ report }) => report.message || "Nothing can make it whole again.",
  different: ({ report }) => report.invariants[0] ?? "It is not what it would be had it never moved.",
  underWay: ({ course }) => {
    const passed = span(toMilliseconds(course.until - (course.startedAt ?? 0)));
    return `It was still under way after ${passed}, when the comparison ended.`;
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
  return { value: (milliseconds / 1000).toFixed(2), unit: "s" };
}
