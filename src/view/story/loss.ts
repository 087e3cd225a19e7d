import { plural, t } from "../../language/words.ts";
import type { Frame } from "../../report/frame.ts";
import type { LossReason } from "../../simulation/parts/loss-reason.ts";
import { isCrashed, number, type Sentence, say } from "./sentence-parts.ts";

/** What is said of a frame, with the names of its source and its destination. */
type Words = (from: string, to: string, frame: Frame) => string;

/** Who crashed when, and what is left of the guest; one sentence a reason. */
const SENTENCES: Readonly<Record<LossReason, { readonly kind: string; readonly words: Words }>> = {
  sourceAlone: {
    kind: "lostBeforeMove",
    words: (from, to) =>
      t`${from} <cut>crashed</cut> before it handed the guest over. The guest is <cut>lost</cut>: what was copied to ${to} may not run.`,
  },
  sourceOwed: {
    kind: "lostWithSource",
    words: (from, _, { sum: { lostAtSource: owed } }) =>
      plural(owed, {
        one: `${from} <cut>crashed</cut> while it still owed ${number(owed)} page. The guest is <cut>lost</cut>: no machine holds it any more.`,
        other: `${from} <cut>crashed</cut> while it still owed ${number(owed)} pages. The guest is <cut>lost</cut>: no machine holds them any more.`,
      }),
  },
  lostOnTheWay: {
    kind: "lostOnTheWay",
    words: (from) =>
      t`${from} <cut>crashed</cut>, and the cable lost pages that had left it. The guest is <cut>lost</cut>: no machine holds them any more.`,
  },
  bothCrashed: {
    kind: "lostWithBoth",
    words: () =>
      t`Both machines <cut>crashed</cut> while the guest was handed over. It is <cut>lost</cut>: no machine holds it any more.`,
  },
  notResumed: {
    kind: "lostBeforeResume",
    words: (from, to) =>
      t`${to} <cut>crashed</cut> after the record named it owner, before it ran the guest. It is <cut>lost</cut>: ${from} may not run its copy.`,
  },
  destinationNewest: {
    kind: "lostWithDestination",
    words: (from, to) =>
      t`${to} <cut>crashed</cut> after it took the guest over. The guest is <cut>lost</cut>: ${from}’s copy is stale and does not run.`,
  },
  destinationAlone: {
    kind: "lostAfterMove",
    words: (from, to) =>
      t`${to} <cut>crashed</cut> after the move. The guest is <cut>lost</cut>: ${from} has given its memory back.`,
  },
};

/** The sentence of a guest that nothing can make whole again. What once lost it stays the reason, whatever crashes later. */
export function lost(frame: Frame): Sentence {
  const { kind, words } = SENTENCES[frame.why.lost!];
  return say(kind, words(frame.places.source, frame.places.destination, frame));
}

/** Where the new guest of an HA-style restart boots; the record names its host once it runs. */
function placeOf(frame: Frame): string {
  return frame.places[isCrashed(frame, "source") ? "destination" : "source"];
}

/** The sentence of an HA-style restart, which brings nothing of the lost guest back; null where there is none. */
export function restarted(frame: Frame): Sentence | null {
  const { at, pending } = frame.restart;
  if (pending)
    return say(
      "restartPending",
      t`The guest stays <cut>lost</cut>. The datastore is asked for its image, to boot a new guest on ${placeOf(frame)}.`,
    );
  if (at === null) return null;
  return say(
    "restarted",
    t`A <number>new</number> guest was booted on ${placeOf(frame)}. It knows nothing of the old one, which is <cut>lost</cut> with all its memory.`,
  );
}
