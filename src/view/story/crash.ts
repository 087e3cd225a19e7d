import { plural, t } from "../../language/words.ts";
import type { Frame } from "../../report/frame.ts";
import { missingOf } from "../../report/quantities.ts";
import { isCrashed, number, type Sentence, say } from "./sentence-parts.ts";

/** The destination is dead before the guest was its own. */
function withoutDestination(frame: Frame): Sentence {
  const [from, to] = [frame.places.source, frame.places.destination];
  if (frame.source.status === "running")
    return say(
      "destinationCrashed",
      t`${to} has <cut>crashed</cut>. The guest keeps running on ${from}, where its memory is whole; the move waits.`,
    );
  if (frame.source.role !== "committing")
    return say(
      "destinationCrashedInStun",
      t`${to} has <cut>crashed</cut>. The guest stands still on ${from}, whole, and runs on there once the silence is noticed.`,
    );
  if (!frame.datastore.reachable)
    return say(
      "destinationCrashedHeld",
      t`${to} has <cut>crashed</cut> and the datastore is <cut>stopped</cut>: without its record nobody may run the guest. It is held on ${from}, whole.`,
    );
  return say(
    "destinationCrashedInSwitchover",
    t`${to} has <cut>crashed</cut> before the guest was its own. ${from} takes it back by the record on the datastore.`,
  );
}

/** The source is dead, and all that it owed has left it. */
function withoutSource(frame: Frame): Sentence {
  const [from, to] = [frame.places.source, frame.places.destination];
  const rest = missingOf(frame.sum);
  if (rest === 0 || frame.phase !== "pageIn")
    return say(
      "sourceCrashedEmpty",
      t`${from} has <cut>crashed</cut>, but all of the guest had left it. ${to} goes on alone.`,
    );
  if (!frame.datastore.reachable)
    return say(
      "sourceCrashedHeld",
      plural(rest, {
        one: `${from} has <cut>crashed</cut> and the datastore is <cut>stopped</cut>. The last ${number(rest)} page lies in the <file>mailbox</file> until it starts again.`,
        other: `${from} has <cut>crashed</cut> and the datastore is <cut>stopped</cut>. The last ${number(rest)} pages lie in the <file>mailbox</file> until it starts again.`,
      }),
    );
  return say(
    "sourceCrashed",
    plural(rest, {
      one: `${from} has <cut>crashed</cut>, but it owed nothing more: the last ${number(rest)} page is on the way to ${to} already.`,
      other: `${from} has <cut>crashed</cut>, but it owed nothing more: the last ${number(rest)} pages are on the way to ${to} already.`,
    }),
  );
}

/** The sentence of a crash that the guest can outlive; null where both machines live. */
export function crashed(frame: Frame): Sentence | null {
  if (isCrashed(frame, "destination")) return withoutDestination(frame);
  return isCrashed(frame, "source") ? withoutSource(frame) : null;
}
