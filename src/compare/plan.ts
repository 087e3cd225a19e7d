import type { Tick } from "../clock/tick.ts";
import type { Strategy } from "../migration/strategy.ts";
import type { ComparedRun, Job } from "./comparison.ts";
import type { Course } from "./course.ts";
import { type CutPoint, cutTickOf } from "./cut-point.ts";

/** The percentage of the stun at which a move without the chosen point is cut, to see what a cut there does. */
const IN_STUN: CutPoint = { phase: "stun", percent: 50 };

/** What a chosen point of the cut is for one move. */
export type Risk =
  /** It has the point. */
  | { readonly kind: "cut"; readonly at: Tick }
  /** It comes to its end without ever being there; cut in its stun instead, at `inStun`, it shows what it does. */
  | { readonly kind: "noSuchPoint"; readonly inStun: Tick }
  /** Left alone it does not even come so far. */
  | { readonly kind: "notReached" };

/** Where a chosen point lies in a move, found in its run without a cut. */
export function riskOf(alone: Course, point: CutPoint): Risk {
  const at = cutTickOf(alone, point);
  if (at !== null) return { kind: "cut", at };
  const inStun = cutTickOf(alone, IN_STUN);
  return inStun === null ? { kind: "notReached" } : { kind: "noSuchPoint", inStun };
}

/** The tick at which a move is cut; null where it is not. */
export function cutAtOf(risk: Risk): Tick | null {
  if (risk.kind === "cut") return risk.at;
  return risk.kind === "noSuchPoint" ? risk.inStun : null;
}

/** What is known of a job's run. */
export type Known = (job: Job) => ComparedRun | undefined;

/**
 * The runs that are still to be computed, in their order: every move left alone, which says where its cut comes; then
 * that.
 */
export function jobsLeft(strategies: readonly Strategy[], point: CutPoint, known: Known): Job[] {
  const alone = strategies.map((strategy): Job => ({ strategy, cutAt: null }));
  const cut = strategies.flatMap((strategy) => cutJobOf(strategy, point, known) ?? []);
  return [...alone, ...cut].filter((job) => known(job) === undefined);
}

/** A move's run with the cut; null where it is not known yet, or has no cut at all. */
export function cutJobOf(strategy: Strategy, point: CutPoint, known: Known): Job | null {
  const alone = known({ strategy, cutAt: null });
  const cutAt = alone ? cutAtOf(riskOf(alone.course, point)) : null;
  return cutAt === null ? null : { strategy, cutAt };
}

/** How many runs are known of how many: two a move, or one where it cannot be cut. */
export function progressOf(
  strategies: readonly Strategy[],
  point: CutPoint,
  known: Known,
): { readonly done: number; readonly all: number } {
  const alone = strategies.flatMap((strategy) => known({ strategy, cutAt: null }) ?? []);
  const uncut = alone.filter(({ course }) => cutAtOf(riskOf(course, point)) === null).length;
  const all = 2 * strategies.length - uncut;
  return { done: all - jobsLeft(strategies, point, known).length - (strategies.length - alone.length), all };
}
