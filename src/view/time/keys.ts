/** What a key asks of the lab. */
export type Command =
  | "play"
  | "stepBack"
  | "stepForward"
  | "previousBeat"
  | "nextBeat"
  | "migrate"
  | "cutLink"
  | "healLink"
  | "reset"
  | "help";

/** The keys as the help lists them. A presenter's clicker sends the dot and the page keys. */
export const SHORTCUTS: readonly { readonly keys: readonly string[]; readonly what: string }[] = [
  { keys: ["Space", "."], what: "play or pause" },
  { keys: ["PageUp", "PageDown"], what: "previous or next beat" },
  { keys: ["←", "→"], what: "step back or forward" },
  { keys: ["M", "C", "H"], what: "migrate, cut, heal" },
  { keys: ["R"], what: "reset" },
  { keys: ["?"], what: "this help" },
];

const COMMANDS: Readonly<Record<string, Command>> = {
  " ": "play",
  ".": "play",
  ArrowLeft: "stepBack",
  ArrowRight: "stepForward",
  PageUp: "previousBeat",
  PageDown: "nextBeat",
  m: "migrate",
  c: "cutLink",
  h: "healLink",
  r: "reset",
  "?": "help",
};

/** What has the focus: text being written, a choice with arrow keys of its own, a button, or nothing of the kind. */
export type Focus = "text" | "choice" | "button" | "none";

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
  const isMine = key === "." || key === "?";
  if (focus === "choice" && !isMine) return null;
  if (focus === "button" && key === " ") return null;
  return COMMANDS[key.length === 1 ? key.toLowerCase() : key] ?? null;
}

/** What kind of thing has the focus. */
export function focusOf(element: Element): Focus {
  if (element.matches("textarea, [contenteditable], input:not([type=range], [type=checkbox], [type=radio])"))
    return "text";
  if (element.matches("select, input, [role=slider], [role=application], [role=listbox]")) return "choice";
  return element.matches("button, a, summary") ? "button" : "none";
}
