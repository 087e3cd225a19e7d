import { countOfHands } from "../../../lessons/class/hands.ts";
import { neighbour, planOf } from "../../../lessons/plans.ts";

/** What takes the slide's place on the wall, one key away: its page states, its guest, or the way to it for the room. */
export type Shown = "slide" | "key" | "guest" | "code";

/** How far a presentation is: all that the wall and the speaker's window share. It is plain data. */
export interface Presented {
  readonly id: string;
  /** The plan within which the lesson is presented; null where it is presented alone. */
  readonly plan: string | null;
  /** The first is 1; "last" until the lesson is there and says which that is. */
  readonly slide: number | "last";
  readonly isBlank: boolean;
  readonly shows: Shown;
  /** Hands that were raised for each answer, by lessons. */
  readonly hands: Readonly<Record<string, readonly number[]>>;
  /** When the lesson's clock began, in milliseconds since 1970; null before that. */
  readonly since: number | null;
  /** Reset was pressed once. */
  readonly asksReset: boolean;
}

/** What can be done to a presentation, by a key or a button of either window. */
export type Command =
  | { readonly kind: "next" | "back" | "blank" | "reset" | "play" }
  | { readonly kind: "to"; readonly slide: number }
  | { readonly kind: "show"; readonly what: Shown }
  /** So many hands are up for an answer; the first answer is 0. */
  | { readonly kind: "hands"; readonly option: number; readonly count: number };

/** A presentation that begins at a slide. */
export function presentedAt(
  id: string,
  slide: number | "last" = 1,
  plan: string | null = null,
  before: Presented | null = null,
): Presented {
  return {
    id,
    plan,
    slide,
    isBlank: false,
    shows: "slide",
    hands: before?.hands ?? {},
    since: before?.since ?? null,
    asksReset: false,
  };
}

/** The presentation after a command. `slides` is how many the lesson has, `now` the time in milliseconds since 1970. */
export function after(presented: Presented, command: Command, slides: number, now: number): Presented {
  const calm = { ...presented, asksReset: false };
  const slide = numberOf(presented, slides);
  switch (command.kind) {
    case "next":
      return { ...goneTo(calm, slide + 1, slides), since: presented.since ?? now };
    case "back":
      return goneTo(calm, slide - 1, slides);
    case "to":
      return command.slide > slides
        ? calm
        : { ...goneTo(calm, command.slide, slides), since: presented.since ?? now };
    case "blank":
      return { ...calm, isBlank: !presented.isBlank };
    case "show":
      return { ...calm, isBlank: false, shows: presented.shows === command.what ? "slide" : command.what };
    case "hands":
      return { ...calm, hands: raised(presented, command.option, command.count) };
    case "reset":
      return presented.asksReset ? begunAnew(calm) : { ...presented, asksReset: true };
    case "play":
      return { ...calm, isBlank: false, since: presented.since ?? now };
  }
}

/** The number of the slide that is shown, from 1 on, where a lesson has so many. */
export function numberOf({ slide }: Pick<Presented, "slide">, slides: number): number {
  return slide === "last" ? slides : Math.min(Math.max(1, slide), slides);
}

/** The hands for a lesson's answers, as many as there are answers. */
export function handsOf({ hands, id }: Pick<Presented, "hands" | "id">, options: number): readonly number[] {
  return Array.from({ length: options }, (_, option) => hands[id]?.[option] ?? 0);
}

/** Another slide, which may be one of the lesson before or after this one in the plan. Both ends hold. */
function goneTo(presented: Presented, slide: number, slides: number): Presented {
  const shown = { ...presented, isBlank: false, shows: "slide" as const };
  if (slide >= 1 && slide <= slides) return { ...shown, slide };
  const plan = presented.plan === null ? null : planOf(presented.plan);
  const id = plan && neighbour(plan, presented.id, slide < 1 ? -1 : 1);
  if (!id) return { ...shown, slide: Math.min(Math.max(1, slide), slides) };
  return { ...shown, id, slide: slide < 1 ? "last" : 1 };
}

function raised({ hands, id }: Presented, option: number, count: number): Presented["hands"] {
  const all = [...(hands[id] ?? [])];
  while (all.length <= option) all.push(0);
  all[option] = countOfHands(count);
  return { ...hands, [id]: all };
}

function begunAnew(presented: Presented): Presented {
  const { [presented.id]: _, ...hands } = presented.hands;
  return { ...presented, slide: 1, isBlank: false, shows: "slide", hands, since: null };
}
