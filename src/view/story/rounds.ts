import type { Frame } from "../../report/frame.ts";
import { count } from "../design/words.ts";
import { file, noun, number, type Part, type Sentence, say, strong } from "./sentence-parts.ts";

/** How many pages are at the destination; where fewer are than came, the sentence says why. */
function soFar({ sum }: Frame, isShort: boolean): Part[] {
  const noun = isShort ? "" : " pages";
  const here: Part[] = [number(sum.arrived), " of ", number(sum.total), `${noun} have arrived`];
  if (sum.stale === 0) return [...here, "."];
  if (isShort) return [...here, ", ", number(sum.stale), " that came are stale."];
  return [...here, "; ", number(sum.stale), " that came were written again: stale."];
}

/** The copy goes on beside what must be done before the guest may be stunned. */
function beforeStun({ source }: Frame): Sentence | null {
  if (source.role === "creatingFile")
    return say(
      "creatingFile",
      "Before the guest may leave, its ",
      file("mailbox"),
      ", the Quick Resume file, is made on the shared datastore.",
    );
  if (source.role !== "provingRecord") return null;
  return say(
    "provingRecord",
    "Before the guest may leave, the datastore must answer. What the guest writes meanwhile is copied.",
  );
}

/** The sentence of the rounds, in which the guest runs at the source while its memory is copied. */
export function preCopy(frame: Frame): Sentence {
  const before = beforeStun(frame);
  if (before) return before;
  const { round, roundPages: again, report } = frame;
  if (round <= 1)
    return say("preCopyFirst", "The program runs on while its memory is copied: ", ...soFar(frame, false));
  if (again === 0)
    return say(`preCopy${round}`, `Round ${count(round)} has nothing to send. `, ...soFar(frame, true));
  if (report.guest["work-lost"] > 0)
    return say(
      `preCopySlowed${round}`,
      `${frame.places.source} `,
      strong("slows the guest"),
      `: round ${count(round)} sends `,
      number(again),
      `${noun(again)} again. `,
      ...soFar(frame, true),
    );
  return say(
    `preCopy${round}`,
    "The program wrote to ",
    number(again),
    `${noun(again)} while they were copied: round ${count(round)} sends them again. `,
    ...soFar(frame, true),
  );
}
