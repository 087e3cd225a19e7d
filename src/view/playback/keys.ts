import type { Rule } from "../../lab/rule.ts";
import { t } from "../../language/words.ts";

/** What a key asks of the lab. */
export type Command =
  | "play"
  | "stepBack"
  | "stepForward"
  | "previousMilestone"
  | "nextMilestone"
  | "migrate"
  | "cutLink"
  | "healLink"
  | "reset"
  | "conditions"
  | "undo"
  | "examples"
  | "help";

/** The keys as the help lists them. A presenter's clicker sends the dot and the page keys. */
export const SHORTCUTS: readonly { readonly keys: readonly string[]; readonly what: string }[] = [
  { keys: ["Space", "."], what: t`play or pause` },
  { keys: ["PageUp", "PageDown"], what: t`previous or next beat` },
  { keys: ["←", "→"], what: t`step back or forward` },
  { keys: ["M", "X", "H"], what: t`migrate, cut, heal` },
  { keys: ["R", "U"], what: t`reset, undo` },
  { keys: ["C", "E"], what: t`conditions, examples` },
  { keys: ["?"], what: t`this help` },
];

const COMMANDS: Readonly<Record<string, Command>> = {
  " ": "play",
  ".": "play",
  ArrowLeft: "stepBack",
  ArrowRight: "stepForward",
  PageUp: "previousMilestone",
  PageDown: "nextMilestone",
  m: "migrate",
  x: "cutLink",
  h: "healLink",
  r: "reset",
  c: "conditions",
  u: "undo",
  e: "examples",
  "?": "help",
};

/**
 * What has the focus: text being written, a choice that letters may change, an area in which arrow keys lead about, a
 * button, or nothing of the kind.
 */
export type Focus = "text" | "choice" | "area" | "button" | "none";

/** What a clicker sends, and the way to the help, work wherever nothing is being written. */
const EVERYWHERE = new Set([".", "?", "PageUp", "PageDown"]);

/** What of a key press matters. */
export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key asks for, or null where it belongs to the browser or to what has the focus. */
export function commandOf({ key, ctrlKey, metaKey, altKey }: Press, focus: Focus): Command | null {
  if (ctrlKey || metaKey || altKey || focus === "text") return null;
  if (focus === "choice" && !EVERYWHERE.has(key)) return null;
  if (focus === "area" && (key === " " || key.startsWith("Arrow"))) return null;
  if (focus === "button" && key === " ") return null;
  return COMMANDS[key.length === 1 ? key.toLowerCase() : key] ?? null;
}

/** What kind of thing has the focus. */
export function focusOf(element: Element): Focus {
  if (element.matches("textarea, [contenteditable], input:not([type=range], [type=checkbox], [type=radio])"))
    return "text";
  if (element.matches("select, input, [role=slider]")) return "choice";
  if (element.matches("[role=application]")) return "area";
  // A button that does nothing now, or something else than when it was pressed, keeps the focus, but no key.
  return element.matches("button:not([aria-disabled=true], [data-passes-space]), a, summary")
    ? "button"
    : "none";
}

/** Commands by which a run is looked at; all others do something to it, or lead away. */
const LOOKING: ReadonlySet<Command> = new Set([
  "play",
  "stepBack",
  "stepForward",
  "previousMilestone",
  "nextMilestone",
  "help",
]);

/** What a lesson has its own way to: its conditions are in its rail, and another run would be another question. */
const ELSEWHERE: ReadonlySet<Command> = new Set(["conditions", "undo"]);

/** Whether a lesson leaves a command open. */
export function isOpen(command: Command, { locked, fixed }: Rule): boolean {
  if (command === "help" || command === "examples") return true;
  if (locked !== null || ELSEWHERE.has(command)) return false;
  return fixed === null || LOOKING.has(command);
}
