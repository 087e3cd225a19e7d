import { BACK_SLOTS } from "../../datastore/datastore.ts";
import type { ChunkHead, NoteContent, StoreOperation } from "../../migration/store.ts";
import type { HostName } from "../../place/place.ts";
import type { FileFrame, NoteFrame, NoteSays, SlotFrame } from "./file-frame.ts";

const FREE_SLOT: SlotFrame = { state: "free", sequence: 0, pages: 0 };
const FREE_NOTE: NoteFrame = { state: "free", says: null };

/** What is known of the file, as plain data. */
export interface FileTrackerState {
  exists: boolean;
  slots: SlotFrame[];
  notes: NoteFrame[];
  /** Notes in the file that the source has not acknowledged, by their sequence numbers. */
  readonly written: Map<number, NoteContent>;
  /** Chunks since the migration began, each once. */
  chunksWritten: number;
  /** How many of them had been written when last no slot was free; null where one always was. */
  fullAt: number | null;
  /** Pages of the chunks that are being written. */
  readonly writing: Map<number, readonly number[]>;
  /** Pages of the chunks that are in the file and have not been acknowledged. */
  readonly inside: Map<number, readonly number[]>;
}

/**
 * What stands in the slots of the Quick Resume file, followed from the operations of both hosts.
 *
 * Nobody reads the file for it: what an operation means is known when it is issued, takes effect and is answered.
 * Whether the guest can be made whole also rests on `pagesInside`.
 */
export class FileTracker {
  readonly #chunkBytes: number;
  readonly #isLacking: (page: number) => boolean;
  state: FileTrackerState;

  /** `isLacking` tells whether a page has still to come to the destination. */
  constructor(slots: number, chunkBytes: number, isLacking: (page: number) => boolean) {
    this.#chunkBytes = chunkBytes;
    this.#isLacking = isLacking;
    this.state = openState(slots);
  }

  /** Another migration begins, which makes a file of its own; one that was left over lies there until then. */
  begin(): void {
    const { exists, slots } = this.state;
    this.state = { ...openState(slots.length), exists };
  }

  /** An operation has come into the datastore's queue. */
  issued(what: StoreOperation): void {
    if (what.kind === "writeChunk") this.#write(what.head);
    if (what.kind === "readChunk") this.#markSlot(what.head.sequence, "reading");
    if (what.kind === "writeNote")
      this.#setNote(what.note.sequence, { state: "writing", says: saidBy(what.note) });
  }

  /** An operation has taken effect: only now is a chunk or a note in the file. */
  tookEffect(what: StoreOperation): void {
    if (what.kind === "createFile") this.state.exists = true;
    if (what.kind === "deleteFile") this.#clear();
    if (what.kind === "writeChunk") this.#written(what.head);
    if (what.kind === "writeNote") {
      this.state.written.set(what.note.sequence, what.note);
      this.#setNote(what.note.sequence, { state: "full", says: saidBy(what.note) });
    }
  }

  /**
   * A host has its answer. A read of a chunk acknowledges notes by the chunk's head, a read of a note acknowledges
   * chunks.
   */
  answered(host: HostName, what: StoreOperation): void {
    if (what.kind === "readChunk") {
      this.#markSlot(what.head.sequence, "read");
      this.#notesAcknowledged(what.head.noteAck);
    }
    if (host === "source" && what.kind === "readNote") this.#noteRead(what.sequence);
  }

  /** The datastore stopped: what was being written is not there, and what was being read lies there still. */
  stopped(): void {
    this.state.writing.clear();
    this.state.slots = this.state.slots.map((slot): SlotFrame => {
      if (slot.state === "writing") return FREE_SLOT;
      return slot.state === "reading" ? { ...slot, state: "full" } : slot;
    });
    this.state.notes = this.state.notes.map((note) => (note.state === "writing" ? FREE_NOTE : note));
  }

  /** Letters in the mailbox: slots that hold a chunk, be it still written or read. */
  get letters(): number {
    return this.#shownSlots().filter(({ state }) => state !== "free" && state !== "read").length;
  }

  /** The pages whose way leads through the file: of chunks that are being written, or have not been acknowledged. */
  pagesUnderWay(): number[] {
    return [...this.state.writing.values(), ...this.state.inside.values()].flat();
  }

  /** The pages that somebody can still read from the file. */
  pagesInside(): number[] {
    return [...this.state.inside.values()].flat();
  }

  frame(inUse: boolean): FileFrame {
    return {
      exists: this.state.exists,
      inUse,
      wasFull: this.#wasFull,
      chunkBytes: this.#chunkBytes,
      slots: this.#shownSlots(),
      notes: [...this.state.notes],
      chunksWritten: this.state.chunksWritten,
    };
  }

  get #wasFull(): boolean {
    const { fullAt, chunksWritten, slots } = this.state;
    return fullAt !== null && chunksWritten - fullAt < slots.length;
  }

  #noteWhetherFull(): void {
    if (this.state.slots.every(({ state }) => state !== "free")) this.state.fullAt = this.state.chunksWritten;
  }

  /** The source has read the note: the chunks that it acknowledges have left their slots. */
  #noteRead(sequence: number): void {
    const note = this.state.written.get(sequence);
    if (!note) return;
    this.#setNote(sequence, { state: "read", says: saidBy(note) });
    for (const each of [...this.state.inside.keys()])
      if (each <= note.chunkAck) this.state.inside.delete(each);
    this.state.slots = this.state.slots.map((slot) => (slot.sequence <= note.chunkAck ? FREE_SLOT : slot));
  }

  /** The source has seen all notes up to this one, and their slots may be written again. */
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
    this.state.writing.clear();
    this.state.inside.clear();
  }

  /** A chunk that lies there already is written once more only because nobody said so. */
  #write({ sequence, pages }: ChunkHead): void {
    if (this.state.inside.has(sequence) || this.#slotOf(sequence).sequence > sequence) return;
    this.state.writing.set(sequence, pages);
    this.#setSlot(sequence, { state: "writing", sequence, pages: pages.length });
    this.#noteWhetherFull();
  }

  #written({ sequence, pages }: ChunkHead): void {
    if (!this.state.writing.delete(sequence)) return;
    this.state.chunksWritten++;
    this.state.inside.set(sequence, pages);
    this.#markSlot(sequence, "full");
    this.#noteWhetherFull();
  }

  /** A chunk that was read waits for those before it: it has left its slot only when its pages are taken. */
  #shownSlots(): SlotFrame[] {
    return this.state.slots.map((slot) => {
      const isWaiting =
        slot.state === "read" && this.state.inside.get(slot.sequence)?.some((page) => this.#isLacking(page));
      return isWaiting ? { ...slot, state: "reading" } : slot;
    });
  }

  #slotOf(sequence: number): SlotFrame {
    return this.state.slots[(sequence - 1) % this.state.slots.length]!;
  }

  #setSlot(sequence: number, slot: SlotFrame): void {
    this.state.slots[(sequence - 1) % this.state.slots.length] = slot;
  }

  #markSlot(sequence: number, state: SlotFrame["state"]): void {
    const slot = this.#slotOf(sequence);
    if (slot.sequence === sequence) this.#setSlot(sequence, { ...slot, state });
  }

  #setNote(sequence: number, note: NoteFrame): void {
    this.state.notes[(sequence - 1) % BACK_SLOTS] = note;
  }
}

function openState(slots: number): FileTrackerState {
  return {
    exists: false,
    slots: new Array(slots).fill(FREE_SLOT),
    notes: new Array(BACK_SLOTS).fill(FREE_NOTE),
    written: new Map(),
    chunksWritten: 0,
    fullAt: null,
    writing: new Map(),
    inside: new Map(),
  };
}

/** What is most worth saying of a note. One note may say several things at once. */
function saidBy(note: NoteContent): NoteSays {
  if (note.complete) return { kind: "done" };
  if (note.requests[0]) return { kind: "request", page: note.requests[0].page };
  if (note.bitmap) return { kind: "bitmap", part: note.bitmap.part, parts: note.bitmap.parts };
  return note.chunkAck > 0 ? { kind: "ack", chunk: note.chunkAck } : { kind: "alive" };
}
