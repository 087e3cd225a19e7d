import type { Frame } from "../../report/frame.ts";
import { missingOf } from "../../report/quantities.ts";
import { cut, file, isCrashed, noun, number, type Sentence, say } from "./sentence-parts.ts";

/** The destination is dead before the guest was its own. */
function withoutDestination(frame: Frame): Sentence {
  const [from, to] = [frame.places.source, frame.places.destination];
  const crashed = [`${to} has `, cut("crashed")];
  if (frame.source.status === "running")
    return say(
      "destinationCrashed",
      ...crashed,
      `. The guest keeps running on ${from}, where its memory is whole; the move waits.`,
    );
  if (frame.source.role !== "committing")
    return say(
      "destinationCrashedInStun",
      ...crashed,
      `. The guest stands still on ${from}, whole, and runs on there once the silence is noticed.`,
    );
  if (!frame.datastore.reachable)
    return say(
      "destinationCrashedHeld",
      ...crashed,
      " and the datastore is ",
      cut("stopped"),
      `: without its record nobody may run the guest. It is held on ${from}, whole.`,
    );
  return say(
    "destinationCrashedInSwitchover",
    ...crashed,
    ` before the guest was its own. ${from} takes it back by the record on the datastore.`,
  );
}

/** The source is dead, and all that it owed has left it. */
function withoutSource(frame: Frame): Sentence {
  const [from, to] = [frame.places.source, frame.places.destination];
  const crashed = [`${from} has `, cut("crashed")];
  const rest = missingOf(frame.sum);
  if (rest === 0 || frame.phase !== "pageIn")
    return say("sourceCrashedEmpty", ...crashed, `, but all of the guest had left it. ${to} goes on alone.`);
  if (!frame.datastore.reachable)
    return say(
      "sourceCrashedHeld",
      ...crashed,
      " and the datastore is ",
      cut("stopped"),
      ". The last ",
      number(rest),
      `${noun(rest, "lies", "lie")} in the `,
      file("mailbox"),
      " until it starts again.",
    );
  return say(
    "sourceCrashed",
    ...crashed,
    ", but it owed nothing more: the last ",
    number(rest),
    `${noun(rest, "is", "are")} on the way to ${to} already.`,
  );
}

/** The sentence of a crash that the guest can outlive; null where both machines live. */
export function crashed(frame: Frame): Sentence | null {
  if (isCrashed(frame, "destination")) return withoutDestination(frame);
  return isCrashed(frame, "source") ? withoutSource(frame) : null;
}
