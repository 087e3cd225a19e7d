/**
 * What a report says of a run beside its numbers, as data. Whoever computes runs in a worker knows no language but English, so
 * notes cross to the page as they are, and the page makes words of them.
 */
import { toMilliseconds } from "../clock/tick.ts";
import { t } from "../language/words.ts";
import type { StayReason } from "../migration/stay-reason.ts";
import type { HostName, Places } from "../place/place.ts";
import type { Fault } from "../scenario/fault.ts";
import type { HeldReason } from "../simulation/held-reason.ts";
import type { LostInputs } from "../simulation/input-end.ts";
import type { LossReason } from "../simulation/parts/loss-reason.ts";
import { stayWords } from "../trace/stay-words.ts";
import { leftOverWords } from "./fault-words.ts";
import { messageOf } from "./message.ts";
import { heldWords, lossWords, lostInputSentences, notBegunWords, RESTARTED } from "./reason-words.ts";

export type Note =
  /** The run ended before the migration was to start. */
  | { readonly kind: "notStarted" }
  /** The run ended before the stun, and the guest stays, or goes on where it is not off. */
  | { readonly kind: "beforeStun"; readonly isOff: boolean }
  | { readonly kind: "held"; readonly why: HeldReason; readonly pages: number }
  | { readonly kind: "stayed"; readonly why: StayReason }
  | { readonly kind: "lost"; readonly why: LossReason }
  /** `at` in ticks. */
  | { readonly kind: "shutDown"; readonly host: HostName; readonly at: number }
  | { readonly kind: "restarted" }
  | { readonly kind: "notBegun"; readonly first: number; readonly last: number }
  | { readonly kind: "leftOver"; readonly faults: readonly (readonly [index: number, fault: Fault])[] }
  /** The guest takes no requests, or answered none. */
  | { readonly kind: "unanswered" }
  | { readonly kind: "unheard"; readonly inputs: LostInputs };

type Words = { readonly [Kind in Note["kind"]]: (note: Note & { kind: Kind }) => readonly string[] };

const WORDS: Words = {
  notStarted: () => [t`The run ended before the migration was to start.`],
  beforeStun: ({ isOff }) => [
    isOff
      ? t`The run ended before the stun; the migration was cancelled and the guest stays at the source.`
      : t`The run ended before the stun; the migration was cancelled and the guest goes on at the source.`,
  ],
  held: ({ why, pages }) => [heldWords(why, pages)],
  stayed: ({ why }) => [stayWords(why)],
  lost: ({ why }) => [lossWords(why)],
  shutDown: ({ host, at }) => [shutDownWords(host, toMilliseconds(at).toFixed(3))],
  restarted: () => [RESTARTED],
  notBegun: ({ first, last }) => [notBegunWords(first, last)],
  leftOver: ({ faults }) => leftOverWords(faults),
  unanswered: () => [
    t`The guest answered none of the client's requests; of the lab's programs only keyvalue takes requests.`,
  ],
  unheard: ({ inputs }) => lostInputSentences(inputs),
};

function shutDownWords(host: HostName, milliseconds: string): string {
  return host === "source"
    ? t`The guest shut itself down at the source after ${milliseconds} ms.`
    : t`The guest shut itself down at the destination after ${milliseconds} ms.`;
}

/** Notes in sentences, as one message; `places` are the machines that had the two roles. */
export function wordsOfNotes(notes: readonly Note[], places: Places): string {
  const sentences = notes.flatMap((note) => (WORDS[note.kind] as (note: Note) => readonly string[])(note));
  return messageOf(sentences, places);
}
