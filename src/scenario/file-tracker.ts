import { BACK_SLOTS } from "../datastore/datastore.ts";
import type { HostName } from "../host/port.ts";

import type { NoteContent, StoreOperation } from "../migration/store.ts";
import type { FileFrame, NoteFrame, SlotFrame } from "./frame.ts";

const FREE_SLOT: SlotFrame = { state: "free", sequence: 0, pages: 0 };
const FREE_NOTE: NoteFrame = { state: "free", text: "", kind: "" };

/** What is known of the file, as plain data. */
export interface FileTrackerState {
  exists: boolean;
  slots: SlotFrame[];
  notes: NoteFrame[];
  readonly written: Map<number, NoteContent>;
  chunksWritten: number;
  /** Pages of the chunks that are in the file and have not been read. */
  readonly inside: Map<number, readonly number[]>;
}

/** What stands in the slots of the Quick Resume file, followed from the operations of both hosts. For drawing only. */
export class FileTracker {
  readonly #chunkBytes: number;
  state: FileTrackerState;

  constructor(slots: number, chunkBytes: number) {
    this.#chunkBytes = chunkBytes;
    this.state = {
      exists: false,
      slots: new Array(slots).fill(FREE_SLOT),
      notes: new Array(BACK_SLOTS).fill(FREE_NOTE),
      written: new Map(),
      chunksWritten: 0,
      inside: new Map(),
    };
  }

  issued(what: StoreOperation): void {
    if (what.kind === "writeChunk") {
      this.state.chunksWritten++;
      this.#setSlot(what.head.sequence, {
        state: "writing",
        sequence: what.head.sequence,
        pages: what.head.pages.length,
      });
    }
    if (what.kind === "readChunk") this.#markSlot(what.head.sequence, "reading");
    if (what.kind === "writeNote")
      this.#setNote(what.note.sequence, { state: "writing", ...inWords(what.note) });
  }

  tookEffect(what: StoreOperation): void {
    if (what.kind === "createFile") this.state.exists = true;
    if (what.kind === "deleteFile") this.#clear();
    if (what.kind === "writeChunk") {
      this.state.inside.set(what.head.sequence, what.head.pages);
      this.#markSlot(what.head.sequence, "full");
    }
    if (what.kind === "writeNote") {
      this.state.written.set(what.note.sequence, what.note);
      this.#setNote(what.note.sequence, { state: "full", ...inWords(what.note) });
    }
  }

  answered(host: HostName, what: StoreOperation): void {
    if (what.kind === "readChunk") {
      this.state.inside.delete(what.head.sequence);
      this.#markSlot(what.head.sequence, "read");
      this.#notesAcknowledged(what.head.noteAck);
    }
    if (host === "source" && what.kind === "readNote") this.#noteRead(what.sequence);
  }

  /** Chunks that have been written and not been read. */
  get chunksInside(): number {
    return this.state.inside.size;
  }

  /** The pages that somebody can still read from the file. */
  pagesInside(): number[] {
    return [...this.state.inside.values()].flat();
  }

  frame(inUse: boolean): FileFrame {
    return {
      exists: this.state.exists,
      inUse,
      chunkBytes: this.#chunkBytes,
      slots: [...this.state.slots],
      notes: [...this.state.notes],
      chunksWritten: this.state.chunksWritten,
    };
  }

  /** The source has read the note: the chunks that it acknowledges have left their slots. */
  #noteRead(sequence: number): void {
    const note = this.state.written.get(sequence);
    if (!note) return;
    this.#setNote(sequence, { state: "read", ...inWords(note) });
    this.state.slots = this.state.slots.map((slot) => (slot.sequence <= note.chunkAck ? FREE_SLOT : slot));
  }

  #notesAcknowledged(upTo: number): void {
    for (const sequence of [...this.state.written.keys()].filter((each) => each <= upTo)) {
      this.state.written.delete(sequence);
      this.#setNote(sequence, FREE_NOTE);
    }
  }

  #clear(): void {
    this.state.exists = false;
    this.state.slots = this.state.slots.map(() => FREE_SLOT);
    this.state.notes = this.state.notes.map(() => FREE_NOTE);
    this.state.written.clear();
  }

  #setSlot(sequence: number, slot: SlotFrame): void {
    this.state.slots[(sequence - 1) % this.state.slots.length] = slot;
  }

  #markSlot(sequence: number, state: SlotFrame["state"]): void {
    const slot = this.state.slots[(sequence - 1) % this.state.slots.length]!;
    if (slot.sequence === sequence) this.#setSlot(sequence, { ...slot, state });
  }

  #setNote(sequence: number, note: NoteFrame): void {
    this.state.notes[(sequence - 1) % BACK_SLOTS] = note;
  }
}

/** What is most worth saying of a note. */
function inWords(note: NoteContent): Pick<NoteFrame, "text" | "kind"> {
  if (note.complete) return { kind: "done", text: "done" };
  if (note.requests[0]) return { kind: "request", text: `need ${note.requests[0].page}` };
  if (note.bitmap) return { kind: "bitmap", text: `bitmap ${note.bitmap.part}/${note.bitmap.parts}` };
  if (note.chunkAck > 0) return { kind: "ack", text: `ack ${note.chunkAck}` };
  return { kind: "alive", text: "alive" };
}
