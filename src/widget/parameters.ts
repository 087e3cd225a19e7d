import { STRATEGY_NAMES } from "../migration/strategy.ts";
import { DEFAULT_EXAMPLE } from "./default-example.ts";

/** The looks of a widget: the reader's system decides, or the page's author. */
export const WIDGET_THEMES = ["auto", "light", "dark", "projector"] as const;
export type WidgetTheme = (typeof WIDGET_THEMES)[number];

/** What can be pressed: everything; Migrate, Cut link, Play and the tape; nothing. */
export const WIDGET_CONTROLS = ["full", "min", "none"] as const;
export type WidgetControls = (typeof WIDGET_CONTROLS)[number];

/** What a page's author may leave out. Machines, cable, mailbox, seal and sentence have to be seen. */
export const WIDGET_PARTS = ["screens", "sum", "tape", "caption"] as const;
export type WidgetPart = (typeof WIDGET_PARTS)[number];

/** When the cable is cut by itself: a quarter of a second into a phase of the migration, or never. */
export const WIDGET_CUTS = ["none", "preCopy", "pageIn"] as const;
export type WidgetCut = (typeof WIDGET_CUTS)[number];

/** When the lab is loaded: by a click on its poster, or as soon as that is seen. */
export const WIDGET_LOADS = ["click", "visible"] as const;
export type WidgetLoad = (typeof WIDGET_LOADS)[number];

/** The names of a widget's parameters: of attributes, of a frame's query, of `createLab`'s options. */
export const PARAMETERS = [
  "example",
  "lesson",
  "strategy",
  "cut",
  "seed",
  "theme",
  "controls",
  "hide",
  "load",
  "accent",
  "run",
] as const;
export type ParameterName = (typeof PARAMETERS)[number];

/** What a widget is to show, and how. */
export interface Parameters {
  /** The name of a scenario of the lab. */
  readonly example: string;
  /** The name of a lesson, as it was written: which there are is known once one is asked for. Null for none. */
  readonly lesson: string | null;
  /** Null for the example's own. */
  readonly strategy: string | null;
  readonly cut: WidgetCut;
  /** Null for the example's own. */
  readonly seed: number | null;
  readonly theme: WidgetTheme;
  readonly controls: WidgetControls;
  readonly hide: ReadonlySet<WidgetPart>;
  readonly load: WidgetLoad;
  /** A colour "#rrggbb" of the host page for what is proposed and the playhead; null for the lab's own. */
  readonly accent: string | null;
  /** A run of the lab to begin with, as `getShareUrl` has it behind the "#" of an address; null for the example. */
  readonly run: string | null;
}

/** Reads a parameter as its author wrote it; null where it was left out. */
export type ReadParameter = (name: ParameterName) => string | null;

/**
 * The parameters of a widget. Whatever cannot be what was written is `warn`ed of, by its name, its value and what is allowed,
 * and falls back to what holds where it is left out. Nothing throws.
 *
 * @param examples the names of those that are there
 */
export function parametersOf(
  read: ReadParameter,
  examples: readonly string[],
  warn: (message: string) => void,
): Parameters {
  const refuse = (name: ParameterName, value: string, allowed: string) =>
    warn(
      `quick-resume-lab: ${name}=${JSON.stringify(value.slice(0, 80))} is not known; allowed is ${allowed}.`,
    );
  const choice = <Value extends string, None>(
    name: ParameterName,
    values: readonly Value[],
    otherwise: None,
  ): Value | None => {
    const value = read(name);
    if (value === null) return otherwise;
    if (values.includes(value as Value)) return value as Value;
    refuse(name, value, values.join(", "));
    return otherwise;
  };
  const matching = (name: ParameterName, pattern: RegExp, allowed: string): string | null => {
    const value = read(name);
    if (value === null || pattern.test(value)) return value;
    refuse(name, value, allowed);
    return null;
  };
  const seed = matching("seed", /^\d{1,9}$/, "a whole number of up to nine digits");
  return {
    example: choice("example", examples, DEFAULT_EXAMPLE),
    lesson: read("lesson"),
    strategy: choice("strategy", STRATEGY_NAMES, null),
    cut: choice("cut", WIDGET_CUTS, "none"),
    seed: seed === null ? null : Number(seed),
    theme: choice("theme", WIDGET_THEMES, "auto"),
    controls: choice("controls", WIDGET_CONTROLS, "full"),
    hide: hiddenOf(read("hide"), refuse),
    load: choice("load", WIDGET_LOADS, "click"),
    accent: matching("accent", /^#[\da-f]{6}$/i, "a colour such as #6b3fd4"),
    run: matching("run", /^v\d+\.[\w-]+$/, "what a link has behind its #"),
  };
}

/** The parts in a list with blanks or commas between them. */
function hiddenOf(
  list: string | null,
  refuse: (name: ParameterName, value: string, allowed: string) => void,
): ReadonlySet<WidgetPart> {
  const parts = (list ?? "").split(/[\s,]+/).filter((part) => part !== "");
  const known = (part: string): part is WidgetPart => (WIDGET_PARTS as readonly string[]).includes(part);
  for (const part of parts) if (!known(part)) refuse("hide", part, WIDGET_PARTS.join(", "));
  return new Set(parts.filter(known));
}
