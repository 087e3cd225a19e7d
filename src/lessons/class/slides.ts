/** A lesson as the slides of a class: its question, its answers, its run with the moments that matter, and what explains it. */
import { fromMilliseconds, MILLISECOND, type Tick } from "../../clock/tick.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Expressions, Sight } from "../expression.ts";
import type { Beat, LessonData } from "../lesson.ts";

/** A slide. A beat is one of the run's moments, and has what it is about. */
export type Slide =
  | { readonly kind: "question" | "predict" | "run" | "outcome" | "explain" }
  | { readonly kind: "beat"; readonly beat: Beat };
export type SlideKind = Slide["kind"];

/** How long after its beginning the move is first shown: by then it is under way, and nothing else has happened. */
const UNDER_WAY: Tick = 20 * MILLISECOND;

/** The slides of a lesson in their order; at least five, at most nine, so that a digit leads to each. */
export function slidesOf({ beats }: Pick<LessonData, "beats">): readonly Slide[] {
  const moments = beats.map((beat): Slide => ({ kind: "beat", beat }));
  return [
    { kind: "question" },
    { kind: "predict" },
    { kind: "run" },
    ...moments,
    { kind: "outcome" },
    { kind: "explain" },
  ];
}

/** Whether what a slide shows is known before the run is. */
export function isBefore({ kind }: Slide): boolean {
  return kind === "question" || kind === "predict" || kind === "run";
}

/**
 * The moment of the run at which a slide stands. Before the move that is just before it, so that going on and going back come
 * to the same; an outcome stands where the scenario is over. A beat needs `sight` of the whole run; one that never comes, for
 * which its expression is negative, stands at the end, too. Throws a `BadExpressionError` where it has no value.
 */
export function momentOf(
  slide: Slide,
  scenario: Scenario,
  expressions: Expressions,
  sight: Sight | null,
): Tick {
  const start = fromMilliseconds(scenario.migration.startMs);
  const end = fromMilliseconds(scenario.untilMs);
  if (slide.kind === "question" || slide.kind === "predict") return start - MILLISECOND;
  if (slide.kind === "run") return start + UNDER_WAY;
  if (slide.kind !== "beat" || sight === null) return end;
  const atMs = Number(expressions.evaluate(slide.beat.at, sight));
  return atMs < 0 ? end : Math.min(end, Math.max(start + UNDER_WAY, Math.round(atMs * MILLISECOND)));
}
