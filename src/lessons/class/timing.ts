/** When a slide comes, by the plan within which its lesson is presented, or by the minutes that the lesson takes alone. */
import { minutesOf as minutesAlone } from "../order.ts";
import { type SlideKind as PlannedKind, planOf, SLIDE_KINDS } from "../plans.ts";
import type { Slide } from "./slides.ts";

/** Minutes of a lesson of which nobody has said how long it takes. */
const ANY_MINUTES = 10;

/** The minutes of a plan; of the lesson where it is presented alone. */
export function minutesOf(lesson: string, plan: string | null): number {
  return (plan === null ? null : planOf(plan))?.minutes ?? minutesAlone(lesson) ?? ANY_MINUTES;
}

/** The minutes that have gone by, by the plan, when so many slides of a lesson are over. */
export function minutesBefore(
  lesson: string,
  plan: string | null,
  slides: readonly Slide[],
  over: number,
): number {
  const parts = (plan === null ? null : planOf(plan))?.parts ?? [];
  const at = parts.findIndex((part) => part.lesson === lesson);
  const before = parts.slice(0, Math.max(0, at)).reduce((sum, { minutes }) => sum + minutes, 0);
  const minutes = parts[at]?.slides ?? evenly(minutesOf(lesson, null));
  return before + slides.slice(0, over).reduce((sum, slide) => sum + share(slide, slides, minutes), 0);
}

type Minutes = Readonly<Record<PlannedKind, number>>;

/** The beats of a lesson share what is planned for them. */
function share({ kind }: Slide, slides: readonly Slide[], minutes: Minutes): number {
  if (kind !== "beat") return minutes[kind];
  return minutes.beats / slides.filter((slide) => slide.kind === "beat").length;
}

function evenly(minutes: number): Minutes {
  const each = SLIDE_KINDS.map((kind) => [kind, minutes / SLIDE_KINDS.length]);
  return Object.fromEntries(each) as Record<PlannedKind, number>;
}
