import type { NoteSays, SlotFrame } from "../../simulation/parts/file-frame.ts";
import type { Placed } from "../design/places.ts";
import { count, pages } from "../design/words.ts";

const STATES: Record<Exclude<SlotFrame["state"], "free">, (held: string, placed: Placed) => string> = {
  writing: (held, placed) => `${held} being put in by ${placed.places.source}`,
  full: (held) => `${held} waiting`,
  reading: (held, placed) => `${held} being taken out by ${placed.places.destination}`,
  read: () => "read, its receipt is on the way",
};

/** What a slot of the mailbox holds, in words: "slot 7: 4 pages waiting, letter 21". Slots are counted from 1. */
export function describeSlot(slot: SlotFrame, index: number, placed: Placed): string {
  const name = `slot ${count(index + 1)}`;
  if (slot.state === "free") return `${name}: free`;
  const held = slot.pages > 0 ? pages(slot.pages) : "a letter without pages";
  return `${name}: ${STATES[slot.state](held, placed)}, letter ${count(slot.sequence)}`;
}

/** What a note says, as short as it has to be on its slot: "ack 32", "need 590", "bitmap 1/1". Empty for none. */
export function noteWords(says: NoteSays | null): string {
  switch (says?.kind) {
    case "ack":
      return `ack ${says.chunk}`;
    case "request":
      return `need ${says.page}`;
    case "bitmap":
      return `bitmap ${says.part}/${says.parts}`;
    case "alive":
    case "done":
      return says.kind;
    case undefined:
      return "";
  }
}
