/** What a key asks of a lab in somebody's page. */
export type KeyCommand = "play" | "back" | "forward";

const COMMANDS: Readonly<Record<string, KeyCommand>> = {
  " ": "play",
  ArrowLeft: "back",
  ArrowRight: "forward",
};

/** What takes the space bar itself, and what takes letters and arrows. */
const TAKES_SPACE = "button:not([aria-disabled=true]), a, summary";
const IS_WRITTEN_IN = "textarea, select, [contenteditable], input:not([type=range])";

/** What of a key press matters. */
export type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** What a key asks for; null where it belongs to the page, to the browser or to what of the lab has the focus. */
export function commandOf(press: Press, focused: Pick<Element, "matches">): KeyCommand | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = press;
  if (ctrlKey || metaKey || altKey || shiftKey || focused.matches(IS_WRITTEN_IN)) return null;
  if (focused.matches(key === " " ? TAKES_SPACE : "input")) return null;
  return Object.hasOwn(COMMANDS, key) ? COMMANDS[key]! : null;
}
