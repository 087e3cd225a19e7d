import type { Frame } from "../../report/frame.ts";
import type { LossReason } from "../../simulation/parts/loss-reason.ts";
import { cut, isCrashed, noun, number, type Part, type Sentence, say, strong } from "./sentence-parts.ts";

/** What is said of a frame, with the names of its source and its destination. */
type Words = (from: string, to: string, frame: Frame) => readonly Part[];

/** What each reason says of who crashed when, and after "The guest is lost" of what is left; one sentence a reason. */
const SENTENCES: Readonly<Record<LossReason, { readonly kind: string; readonly when: Words; left: Words }>> =
  {
    sourceAlone: {
      kind: "lostBeforeMove",
      when: (from) => [`${from} `, cut("crashed"), " before it handed the guest over. The guest is "],
      left: (_, to) => [`: what was copied to ${to} may not run.`],
    },
    sourceOwed: {
      kind: "lostWithSource",
      when: (from, _, { sum: { lostAtSource } }) => [
        `${from} `,
        cut("crashed"),
        " while it still owed ",
        number(lostAtSource),
        `${noun(lostAtSource)}. The guest is `,
      ],
      left: (_, __, { sum }) => [`: no machine holds ${sum.lostAtSource === 1 ? "it" : "them"} any more.`],
    },
    lostOnTheWay: {
      kind: "lostOnTheWay",
      when: (from) => [
        `${from} `,
        cut("crashed"),
        ", and the cable lost pages that had left it. The guest is ",
      ],
      left: () => [": no machine holds them any more."],
    },
    bothCrashed: {
      kind: "lostWithBoth",
      when: () => ["Both machines ", cut("crashed"), " while the guest was handed over. It is "],
      left: () => [": no machine holds it any more."],
    },
    notResumed: {
      kind: "lostBeforeResume",
      when: (_, to) => [
        `${to} `,
        cut("crashed"),
        " after the record named it owner, before it ran the guest. It is ",
      ],
      left: (from) => [`: ${from} may not run its copy.`],
    },
    destinationNewest: {
      kind: "lostWithDestination",
      when: (_, to) => [`${to} `, cut("crashed"), " after it took the guest over. The guest is "],
      left: (from) => [`: ${from}’s copy is stale and does not run.`],
    },
    destinationAlone: {
      kind: "lostAfterMove",
      when: (_, to) => [`${to} `, cut("crashed"), " after the move. The guest is "],
      left: (from) => [`: ${from} has given its memory back.`],
    },
  };

/** The sentence of a guest that nothing can make whole again. What once lost it stays the reason, whatever crashes later. */
export function lost(frame: Frame): Sentence {
  const { kind, when, left } = SENTENCES[frame.why.lost!];
  const [from, to] = [frame.places.source, frame.places.destination];
  return say(kind, ...when(from, to, frame), cut("lost"), ...left(from, to, frame));
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
      "The guest stays ",
      cut("lost"),
      `. The datastore is asked for its image, to boot a new guest on ${placeOf(frame)}.`,
    );
  if (at === null) return null;
  return say(
    "restarted",
    "A ",
    strong("new"),
    ` guest was booted on ${placeOf(frame)}. It knows nothing of the old one, which is `,
    cut("lost"),
    " with all its memory.",
  );
}
