/**
 * A language that is derived and not written: every letter has an accent, every message is a third longer and stands
 * between brackets, so that what was never made a message, what is glued and what has no room can be seen.
 */
const PLAIN = "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz";
const ACCENTED = "ÅåßƀÇçÐðÉéƑƒĜĝĤĥÎîĴĵĶķĻļṀɱÑñÖöÞþǪǫŔŕŠšŢţÛûṼṽŴŵẊẋÝýŽž";

/** How much longer it is than English: German is, in sentences; short labels grow more. */
const LONGER = 0.35;

/** What marks the two ends of a message. */
export const MARKS = ["⟦", "⟧"] as const;

/** Values and tags stay as they are: {0}, <cut>. */
const KEPT = /(\{\d+\}|<\/?\w+>)/;

function accented(text: string): string {
  return text.replace(/[A-Za-z]/g, (letter) => ACCENTED[PLAIN.indexOf(letter)]!);
}

/** A message as the derived language says it. */
export function pseudo(text: string): string {
  const words = text
    .split(KEPT)
    .map((part, index) => (index % 2 === 1 ? part : accented(part)))
    .join("");
  const letters = text.replace(/\{\d+\}|<\/?\w+>/g, "").length;
  const more = " ļöñĝéŕ".repeat(Math.ceil(letters / 7)).slice(0, Math.ceil(letters * LONGER));
  return `${MARKS[0]}${words}${more}${MARKS[1]}`;
}
