import type { Frame } from "../scenario/frame.ts";
import { cut, isCrashed, noun, number, type Sentence, say, strong } from "./sentence-parts.ts";

/** The source had let the guest go: from then on only the owner record decides where it runs. */
function isHandedOver({ datastore, source }: Frame): boolean {
  return datastore.owner.owner === "destination" || source.role === "committing";
}

function lostWithDestination({ why }: Frame): Sentence {
  if (why.lost === "destinationAlone")
    return say(
      "lostAfterMove",
      "The destination ",
      cut("crashed"),
      " after the move. The guest is ",
      cut("lost"),
      ": the source has given its memory back.",
    );
  if (why.lost === "notResumed")
    return say(
      "lostBeforeResume",
      "The destination ",
      cut("crashed"),
      " after the record named it owner, before it ran the guest. It is ",
      cut("lost"),
      ": the source may not run its copy.",
    );
  return say(
    "lostWithDestination",
    "The destination ",
    cut("crashed"),
    " after it took the guest over. The guest is ",
    cut("lost"),
    ": the source's copy is stale and does not run.",
  );
}

function lostWithSource(frame: Frame): Sentence {
  if (!isHandedOver(frame))
    return say(
      "lostBeforeMove",
      "The source ",
      cut("crashed"),
      " before it handed the guest over. The guest is ",
      cut("lost"),
      ": what was copied to the destination may not run.",
    );
  const gone = frame.sum.lostAtSource;
  return say(
    "lostWithSource",
    "The source ",
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
  const [here, there] = [isCrashed(frame, "source"), isCrashed(frame, "destination")];
  if (here && there)
    return say(
      "lostWithBoth",
      "Both machines have ",
      cut("crashed"),
      ". The guest is ",
      cut("lost"),
      ": no machine holds it any more.",
    );
  return there ? lostWithDestination(frame) : lostWithSource(frame);
}

/** Where the new guest of an HA-style restart boots; the record names its host once it runs. */
function placeOf(frame: Frame): "source" | "destination" {
  return isCrashed(frame, "source") ? "destination" : "source";
}

/** The sentence of an HA-style restart, which brings nothing of the lost guest back; null where there is none. */
export function restarted(frame: Frame): Sentence | null {
  const { at, pending } = frame.restart;
  if (pending)
    return say(
      "restartPending",
      "The guest stays ",
      cut("lost"),
      `. The datastore is asked for its image, to boot a new guest at the ${placeOf(frame)}.`,
    );
  if (at === null) return null;
  return say(
    "restarted",
    "A ",
    strong("new"),
    ` guest was booted at the ${placeOf(frame)}. It knows nothing of the old one, which is `,
    cut("lost"),
    " with all its memory.",
  );
}
