import { plural, t } from "../../language/words.ts";
import { usesFile } from "../../migration/strategy.ts";
import type { Frame } from "../../report/frame.ts";
import { missingOf } from "../../report/quantities.ts";
import { number, type Sentence, say } from "./sentence-parts.ts";

/** What lies in the mailbox. */
function insideWords(pages: number, isAll: boolean): string {
  const lying = number(pages);
  return isAll
    ? plural(pages, {
        one: `the last ${lying} lies in the <file>mailbox</file>.`,
        other: `the last ${lying} lie in the <file>mailbox</file>.`,
      })
    : plural(pages, {
        one: `${lying} lies in the <file>mailbox</file>.`,
        other: `${lying} lie in the <file>mailbox</file>.`,
      });
}

/** Who keeps what has not arrived: the source, the mailbox, or both. */
function holders({ sum, places }: Frame): string {
  const { source, destination } = places;
  const owed = number(sum.owed);
  if (missingOf(sum) === 0) return t`every page is on ${destination}.`;
  if (sum.inFile === 0)
    return plural(sum.owed, {
      one: `${source} keeps the last ${owed} page it owes.`,
      other: `${source} keeps the last ${owed} pages it owes.`,
    });
  const inside = insideWords(sum.inFile, sum.owed === 0);
  if (sum.owed === 0) return inside;
  return plural(sum.owed, {
    one: `${source} keeps ${owed} page it owes; ${inside}`,
    other: `${source} keeps ${owed} pages it owes; ${inside}`,
  });
}

/** Cable and datastore are down together: nothing moves, and nothing is lost. */
export function bothDown(frame: Frame): Sentence {
  const here = frame.places.source;
  switch (frame.why.held) {
    case null:
      return say(
        "bothDownBefore",
        t`Both ways are <cut>down</cut>, cable and datastore. The guest keeps running on ${here}; the move waits.`,
      );
    case "recordUnreadable":
      if (mayRunOn(frame))
        return say(
          "heldInStun",
          t`Both ways are <cut>down</cut>, cable and datastore. The guest stands still on ${here}, whole; if this lasts, it runs on.`,
        );
      return say(
        "heldInSwitchover",
        t`Both ways are <cut>down</cut>, cable and datastore. Nobody can read who may run the guest: it is held, whole.`,
      );
    default:
      return say(
        "held",
        t`Both ways are <cut>down</cut>, cable and datastore. Nothing is lost: ${holders(frame)}`,
      );
  }
}

/** Whether the source may still let the stunned guest go on by itself: it has not handed it over. */
function mayRunOn({ source }: Frame): boolean {
  return source.role !== "committing";
}

function stoppedBeforeStun(frame: Frame): Sentence {
  const here = frame.places.source;
  if (frame.phase === "setup")
    return say(
      "storeStoppedInSetup",
      t`The datastore is <cut>stopped</cut>. The guest keeps running on ${here}; the move waits.`,
    );
  if (frame.source.role === "creatingFile")
    return say(
      "storeStoppedBeforeFile",
      t`The datastore is <cut>stopped</cut>. Without its <file>mailbox</file> the guest may not leave: it keeps running on ${here}, and the move waits.`,
    );
  return say(
    "storeStoppedInPreCopy",
    t`The datastore is <cut>stopped</cut>. The guest keeps running on ${here} while its memory is copied over the <link>cable</link>.`,
  );
}

function stoppedInPageIn(frame: Frame): Sentence {
  const there = frame.places.destination;
  const rest = missingOf(frame.sum);
  if (rest === 0)
    return say(
      "storeStoppedAfterLast",
      t`The datastore is <cut>stopped</cut>, but every page is on ${there}.`,
    );
  const runs = plural(rest, {
    one: `The guest runs on ${there}; its last ${number(rest)} page comes over the <link>cable</link>.`,
    other: `The guest runs on ${there}; its last ${number(rest)} pages come over the <link>cable</link>.`,
  });
  return say(
    "storeStoppedInPageIn",
    usesFile(frame.report)
      ? t`The datastore is <cut>stopped</cut>, and the <file>mailbox</file> with it. ${runs}`
      : t`The datastore is <cut>stopped</cut>. ${runs}`,
  );
}

/** The datastore is stopped and the cable whole. */
export function storeStopped(frame: Frame): Sentence {
  switch (frame.why.held) {
    case null:
      return stoppedBeforeStun(frame);
    case "recordUnreadable":
      if (mayRunOn(frame))
        return say(
          "storeStoppedInStun",
          t`The datastore is <cut>stopped</cut>. The guest stands still on ${frame.places.source}, whole; if this lasts, it runs on there.`,
        );
      return say(
        "storeStoppedInSwitchover",
        t`The datastore is <cut>stopped</cut>: nobody can read who may run the guest. It is held, whole, until the datastore starts again.`,
      );
    default:
      return stoppedInPageIn(frame);
  }
}

/** Each machine has heard nothing for a heartbeat while the guest is handed over, and must take the other for dead. */
export function eachAlone(): Sentence {
  return say(
    "eachAlone",
    t`Each machine believes the other <cut>dead</cut>. The record on the shared datastore decides which one may run the guest; the other must not.`,
  );
}
