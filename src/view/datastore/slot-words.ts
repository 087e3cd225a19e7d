import { t } from "../../language/words.ts";
import type { NoteSays, SlotFrame } from "../../simulation/parts/file-frame.ts";
import type { Placed } from "../design/places.ts";
import { count, pages } from "../design/words.ts";

const STATES: Record<Exclude<SlotFrame["state"], "free">, (held: string, placed: Placed) => string> = {
  writing: (held, placed) => t`${held} being put in by ${placed.places.source}`,
  full: (held) => t`${held} waiting`,
  reading: (held, placed) => t`${held} being taken out by ${placed.places.destination}`,
  read: () => t`read, its receipt is on the way`,
};

/** What a slot of the mailbox holds, in words: "slot 7: 4 pages waiting, letter 21". Slots are counted from 1. */
export function describeSlot(slot: SlotFrame, index: number, placed: Placed): string {
  const name = t`slot ${count(index + 1)}`;
  if (slot.state === "free") return t`${name}: free`;
  const held = slot.pages > 0 ? pages(slot.pages) : t`a letter without pages`;
  return t`${name}: ${STATES[slot.state](held, placed)}, letter ${count(slot.sequence)}`;
}

/** What a note says, as short as it has to be on its slot: "ack 32", "need 590", "bitmap 1/1". Empty for none. */
export function noteWords(says: NoteSays | null): string {
  switch (says?.kind) {
    case "ack":
      return t`ack ${says.chunk}`;
    case "request":
      return t`need ${says.page}`;
    case "bitmap":
      return t`bitmap ${says.part}/${says.parts}`;
    case "alive":
    case "done":
      return says.kind;
    case undefined:
      return "";
  }
}
