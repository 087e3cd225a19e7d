/** The most characters of foreign text that a message repeats: enough to know it again, too few to hide the rest. */
export const MOST_QUOTED = 80;

/** What changes how the text around it looks: controls, marks of direction, what is not seen, and halves of characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * A value from a stranger as a message may show it: as JSON, of at most {@link MOST_QUOTED} characters, in which nothing
 * unseen is left. Of a large value only the beginning is written.
 */
export function quote(value: unknown): string {
  return cut(plain(jsonOf(value, MOST_QUOTED + 1)));
}

/** A name or a path from a stranger as a message may show it, without quotation marks; as short as {@link quote}. */
export function named(text: string): string {
  return cut(plain(text.slice(0, MOST_QUOTED + 1)));
}

function plain(text: string): string {
  return text.replaceAll(
    UNSEEN,
    (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, "0")}`,
  );
}

function cut(text: string): string {
  return text.length <= MOST_QUOTED
    ? text
    : `${text.slice(0, MOST_QUOTED - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** The beginning of a value's JSON, of at least `room` characters where there are so many; nothing deeper is looked at. */
function jsonOf(value: unknown, room: number): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, room));
  if (typeof value !== "object" || value === null) return value === undefined ? "missing" : String(value);
  const isList = Array.isArray(value);
  let text = isList ? "[" : "{";
  for (const key in value) {
    if (text.length >= room) break;
    if (text.length > 1) text += ",";
    if (!isList) text += `${jsonOf(key, room)}:`;
    text += jsonOf((value as Record<string, unknown>)[key], room - text.length);
  }
  return text + (isList ? "]" : "}");
}
