import { usesFile } from "../../migration/strategy.ts";
import type { Frame } from "../../report/frame.ts";
import { missingOf } from "../../report/quantities.ts";
import { cut, file, link, noun, number, type Part, type Sentence, say } from "./sentence-parts.ts";

/** Who keeps what has not arrived: the source, the mailbox, or both. */
function holders(frame: Frame): Part[] {
  const { sum } = frame;
  const keeper = frame.places.source;
  const here: Part[] = [number(sum.owed), noun(sum.owed)];
  if (missingOf(sum) === 0) return [`every page is on ${frame.places.destination}.`];
  if (sum.inFile === 0) return [`${keeper} keeps the last `, ...here, " it owes."];
  const inside: Part[] = [
    number(sum.inFile),
    sum.inFile === 1 ? " lies in the " : " lie in the ",
    file("mailbox"),
    ".",
  ];
  if (sum.owed === 0) return ["the last ", ...inside];
  return [`${keeper} keeps `, ...here, " it owes; ", ...inside];
}

/** Cable and datastore are down together: nothing moves, and nothing is lost. */
export function bothDown(frame: Frame): Sentence {
  const here = frame.places.source;
  const both = ["Both ways are ", cut("down"), ", cable and datastore"];
  switch (frame.why.held) {
    case null:
      return say("bothDownBefore", ...both, `. The guest keeps running on ${here}; the move waits.`);
    case "recordUnreadable":
      if (mayRunOn(frame))
        return say(
          "heldInStun",
          ...both,
          `. The guest stands still on ${here}, whole; if this lasts, it runs on.`,
        );
      return say("heldInSwitchover", ...both, ". Nobody can read who may run the guest: it is held, whole.");
    default:
      return say("held", ...both, ". Nothing is lost: ", ...holders(frame));
  }
}

/** Whether the source may still let the stunned guest go on by itself: it has not handed it over. */
function mayRunOn({ source }: Frame): boolean {
  return source.role !== "committing";
}

function stoppedBeforeStun(frame: Frame): Sentence {
  const here = frame.places.source;
  const stopped = ["The datastore is ", cut("stopped")];
  if (frame.phase === "setup")
    return say("storeStoppedInSetup", ...stopped, `. The guest keeps running on ${here}; the move waits.`);
  if (frame.source.role === "creatingFile")
    return say(
      "storeStoppedBeforeFile",
      ...stopped,
      ". Without its ",
      file("mailbox"),
      ` the guest may not leave: it keeps running on ${here}, and the move waits.`,
    );
  return say(
    "storeStoppedInPreCopy",
    ...stopped,
    `. The guest keeps running on ${here} while its memory is copied over the `,
    link("cable"),
    ".",
  );
}

function stoppedInPageIn(frame: Frame): Sentence {
  const there = frame.places.destination;
  const rest = missingOf(frame.sum);
  if (rest === 0)
    return say(
      "storeStoppedAfterLast",
      "The datastore is ",
      cut("stopped"),
      `, but every page is on ${there}.`,
    );
  const loss: Part[] = usesFile(frame.report) ? [", and the ", file("mailbox"), " with it"] : [];
  return say(
    "storeStoppedInPageIn",
    "The datastore is ",
    cut("stopped"),
    ...loss,
    `. The guest runs on ${there}; its last `,
    number(rest),
    `${noun(rest, "comes", "come")} over the `,
    link("cable"),
    ".",
  );
}

/** The datastore is stopped and the cable whole. */
export function storeStopped(frame: Frame): Sentence {
  const stopped = ["The datastore is ", cut("stopped")];
  switch (frame.why.held) {
    case null:
      return stoppedBeforeStun(frame);
    case "recordUnreadable":
      if (mayRunOn(frame))
        return say(
          "storeStoppedInStun",
          ...stopped,
          `. The guest stands still on ${frame.places.source}, whole; if this lasts, it runs on there.`,
        );
      return say(
        "storeStoppedInSwitchover",
        ...stopped,
        ": nobody can read who may run the guest. It is held, whole, until the datastore starts again.",
      );
    default:
      return stoppedInPageIn(frame);
  }
}

/** Each machine has heard nothing for a heartbeat while the guest is handed over, and must take the other for dead. */
export function eachAlone(): Sentence {
  return say(
    "eachAlone",
    "Each machine believes the other ",
    cut("dead"),
    ". The record on the shared datastore decides which one may run the guest; the other must not.",
  );
}
