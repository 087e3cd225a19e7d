import type { Frame } from "../../report/frame.ts";
import { missingOf } from "../../report/quantities.ts";
import { cut, good, noun, number, type Part, type Sentence, say, strong } from "./sentence-parts.ts";

/** What hinders the pages that a guest left behind when it shut down. */
function hindrance({ link, datastore }: Frame): Part[] {
  if (!link.whole && !datastore.reachable) return [" Cable and datastore are ", cut("down"), "."];
  if (!link.whole) return [" The cable is ", cut("cut"), "."];
  return datastore.reachable ? [] : [" The datastore is ", cut("stopped"), "."];
}

function overThen(frame: Frame, host: string): Sentence {
  const isMoved = frame.report.outcome !== "continued-on-source";
  const where = isMoved ? `moved to ${host} and` : `stayed on ${host} and`;
  const end: Part[] = frame.verdict?.identical
    ? [" It is ", good("identical"), ", bit for bit, as if nobody had moved it."]
    : [];
  return say("shutDownAtEnd", `The guest ${where} `, strong("has shut itself down"), ` there.`, ...end);
}

/** The sentence of a guest that has shut itself down: nothing runs, and nothing is lost. Null where it has not. */
export function shutDown(frame: Frame): Sentence | null {
  if (frame.shutDown === null || frame.verdict?.identical === false) return null;
  const host = frame.places[frame.shutDown.host];
  const down: Part[] = ["The guest ", strong("has shut itself down"), ` on ${host}`];
  if (frame.phase === null)
    return say("shutDown", ...down, ": no program is left to be moved. Go back on the tape, or press Reset.");
  if (frame.ended) return overThen(frame, host);
  const rest = missingOf(frame.sum);
  const move = rest === 0 ? `. All of its pages are on ${frame.places.destination}.` : null;
  if (move) return say("shutDownUnderWay", ...down, move, ...hindrance(frame));
  return say(
    "shutDownUnderWay",
    ...down,
    ". Its memory moves all the same: ",
    number(rest),
    `${noun(rest, "is", "are")} still to come.`,
    ...hindrance(frame),
  );
}
