import { plural, t } from "../../language/words.ts";
import type { Frame } from "../../report/frame.ts";
import { missingOf } from "../../report/quantities.ts";
import { number, type Sentence, say } from "./sentence-parts.ts";

/** What hinders the pages that a guest left behind when it shut down; empty where nothing does. */
function hindrance({ link, datastore }: Frame): string {
  if (!link.whole && !datastore.reachable) return t`Cable and datastore are <cut>down</cut>.`;
  if (!link.whole) return t`The cable is <cut>cut</cut>.`;
  return datastore.reachable ? "" : t`The datastore is <cut>stopped</cut>.`;
}

function overThen(frame: Frame, host: string): Sentence {
  const isMoved = frame.report.outcome !== "continued-on-source";
  const where = isMoved
    ? t`The guest moved to ${host} and <number>has shut itself down</number> there.`
    : t`The guest stayed on ${host} and <number>has shut itself down</number> there.`;
  const end = t`It is <good>identical</good>, bit for bit, as if nobody had moved it.`;
  return say("shutDownAtEnd", frame.verdict?.identical ? `${where} ${end}` : where);
}

/** What becomes of its memory, which moves all the same. */
function memoryWords({ sum, places }: Frame, host: string): string {
  const rest = missingOf(sum);
  if (rest === 0)
    return t`The guest <number>has shut itself down</number> on ${host}. All of its pages are on ${places.destination}.`;
  return plural(rest, {
    one: `The guest <number>has shut itself down</number> on ${host}. Its memory moves all the same: ${number(rest)} page is still to come.`,
    other: `The guest <number>has shut itself down</number> on ${host}. Its memory moves all the same: ${number(rest)} pages are still to come.`,
  });
}

/** The sentence of a guest that has shut itself down: nothing runs, and nothing is lost. Null where it has not. */
export function shutDown(frame: Frame): Sentence | null {
  if (frame.shutDown === null || frame.verdict?.identical === false) return null;
  const host = frame.places[frame.shutDown.host];
  if (frame.phase === null)
    return say(
      "shutDown",
      t`The guest <number>has shut itself down</number> on ${host}: no program is left to be moved. Go back on the tape, or press Reset.`,
    );
  if (frame.ended) return overThen(frame, host);
  return say("shutDownUnderWay", `${memoryWords(frame, host)} ${hindrance(frame)}`.trimEnd());
}
