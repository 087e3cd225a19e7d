import type { Frame } from "../scenario/frame.ts";
import { cut, isCrashed, missing, noun, number, type Sentence, say, strong } from "./sentence-parts.ts";

/** The source had let the guest go: from then on only the owner record decides where it runs. */
function isHandedOver({ datastore, source }: Frame): boolean {
  return datastore.owner.owner === "destination" || source.role === "committing";
}

function lostWithDestination({ source }: Frame): Sentence {
  if (source.status === "freed")
    return say(
      "lostAfterMove",
      "The right machine ",
      cut("crashed"),
      " after the move. The guest is ",
      cut("lost"),
      ": the left machine has given its memory back.",
    );
  return say(
    "lostWithDestination",
    "The right machine ",
    cut("crashed"),
    " after it took the guest over. The guest is ",
    cut("lost"),
    ": the left machine's copy is stale and does not run.",
  );
}

function lostWithSource(frame: Frame): Sentence {
  if (!isHandedOver(frame))
    return say(
      "lostBeforeMove",
      "The left machine ",
      cut("crashed"),
      " before it handed the guest over. The guest is ",
      cut("lost"),
      ": what was copied to the right may not run.",
    );
  const gone = frame.report.owed.pages || missing(frame);
  return say(
    "lostWithSource",
    "The left machine ",
    cut("crashed"),
    " while it still owed ",
    number(gone),
    `${noun(gone)}. The guest is `,
    cut("lost"),
    `: no machine holds ${gone === 1 ? "it" : "them"} any more.`,
  );
}

/** The sentence of a guest that nothing can make whole again. */
export function lost(frame: Frame): Sentence {
  const [left, right] = [isCrashed(frame, "source"), isCrashed(frame, "destination")];
  if (left && right)
    return say(
      "lostWithBoth",
      "Both machines have ",
      cut("crashed"),
      ". The guest is ",
      cut("lost"),
      ": no machine holds it any more.",
    );
  return right ? lostWithDestination(frame) : lostWithSource(frame);
}

/** Where the new guest of an HA-style restart boots; the record names its host once it runs. */
function sideOf(frame: Frame): "left" | "right" {
  return isCrashed(frame, "source") ? "right" : "left";
}

/** The sentence of an HA-style restart, which brings nothing of the lost guest back; null where there is none. */
export function restarted(frame: Frame): Sentence | null {
  const { at, pending } = frame.restart;
  if (pending)
    return say(
      "restartPending",
      "The guest stays ",
      cut("lost"),
      `. The datastore is asked for its image, to boot a new guest on the ${sideOf(frame)}.`,
    );
  if (at === null) return null;
  return say(
    "restarted",
    "A ",
    strong("new"),
    ` guest was booted on the ${sideOf(frame)}. It knows nothing of the old one, which is `,
    cut("lost"),
    " with all its memory.",
  );
}
