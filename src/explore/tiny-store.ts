import { BACK_SLOTS } from "../datastore/datastore.ts";
import type { ChunkHead, NoteContent, StoreAnswer, StoreOperation } from "../migration/store.ts";
import { type Numbering, textOf } from "./record.ts";
import type { Draft, Operation, Side, StoredFile, World } from "./world.ts";

const GONE: StoreAnswer = { kind: "failed", reason: "The Quick Resume file does not exist." };
const DONE: StoreAnswer = { kind: "done" };

/** The shared datastore of a tiny world: its operations take effect here, and what they must never do is noticed. */
export class TinyStore {
  readonly #slots: number;
  readonly #numbering: Numbering;

  constructor(slots: number, numbering: Numbering) {
    this.#slots = slots;
    this.#numbering = numbering;
  }

  /** The operation takes effect now; returns it with its answer. */
  perform(draft: Draft, side: Side, operation: Operation): Operation {
    const answer = this.#effect(draft, operation.what);
    const { what } = operation;
    const chunk = what.kind === "readChunk" ? this.#chunk(draft, what.head.sequence) : null;
    const cargo = chunk?.versions ?? null;
    const answerId = this.#numbering.of(`${side} ${textOf(answer)} ${textOf(cargo)}`);
    return { ...operation, answer, answerId, cargo };
  }

  #effect(draft: Draft, what: StoreOperation): StoreAnswer {
    switch (what.kind) {
      case "readOwner":
        return { kind: "owner", record: draft.owner };
      case "compareAndSetOwner":
        return this.#compareAndSet(draft, what);
      case "createFile":
        draft.file = this.#fileOf(new Array(this.#slots).fill(null), new Array(BACK_SLOTS).fill(null));
        return DONE;
      case "deleteFile":
        draft.file = null;
        return DONE;
      case "writeChunk":
        return this.#writeChunk(draft, what.head);
      case "readHeads":
        return { kind: "heads", heads: what.sequences.map((each) => this.#chunk(draft, each)?.head ?? null) };
      case "readChunk":
        return { kind: "chunk", whole: this.#chunk(draft, what.head.sequence) !== null };
      case "writeNote":
        return this.#writeNote(draft, what.note);
      case "readNote": {
        const note = draft.file?.notes[(what.sequence - 1) % BACK_SLOTS];
        return { kind: "note", note: note?.sequence === what.sequence ? note : null };
      }
    }
  }

  #compareAndSet(draft: Draft, what: StoreOperation & { kind: "compareAndSetOwner" }): StoreAnswer {
    if (draft.owner.epoch === what.expectedEpoch) {
      draft.owner = what.next;
      if (draft.runner !== null && draft.runner !== what.next.owner)
        draft.violation ??= `The owner record went to the ${what.next.owner} while the ${draft.runner} runs the guest.`;
    }
    return { kind: "owner", record: draft.owner };
  }

  #writeChunk(draft: Draft, head: ChunkHead): StoreAnswer {
    if (!draft.file) return GONE;
    const slot = (head.sequence - 1) % this.#slots;
    const old = draft.file.chunks[slot]?.head.sequence ?? 0;
    const applied = draft.destination.role.file.lastChunk;
    if (old > head.sequence)
      draft.violation ??= `Chunk ${head.sequence} was written over the newer chunk ${old}.`;
    if (old < head.sequence && old > applied)
      draft.violation ??= `Slot ${slot} was written again before chunk ${old} in it was read and applied.`;
    const versions = head.pages.map((page) => draft.memory.source[page]!);
    draft.file = this.#fileOf(draft.file.chunks.with(slot, { head, versions }), draft.file.notes);
    return DONE;
  }

  #writeNote(draft: Draft, note: NoteContent): StoreAnswer {
    if (!draft.file) return GONE;
    const slot = (note.sequence - 1) % BACK_SLOTS;
    const old = draft.file.notes[slot]?.sequence ?? 0;
    if (old > note.sequence)
      draft.violation ??= `Note ${note.sequence} was written over the newer note ${old}.`;
    if (old < note.sequence && old > draft.source.role.file.lastNote)
      draft.violation ??= `Note ${old} was overwritten before the source read it.`;
    draft.file = this.#fileOf(draft.file.chunks, draft.file.notes.with(slot, note));
    return DONE;
  }

  #chunk(world: World, sequence: number) {
    const chunk = world.file?.chunks[(sequence - 1) % this.#slots];
    return chunk?.head.sequence === sequence ? chunk : null;
  }

  #fileOf(chunks: StoredFile["chunks"], notes: StoredFile["notes"]): StoredFile {
    return { id: this.#numbering.of(`file ${textOf(chunks)} ${textOf(notes)}`), chunks, notes };
  }
}
