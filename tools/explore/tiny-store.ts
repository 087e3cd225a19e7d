import { BACK_SLOTS } from "../../src/datastore/datastore.ts";
import {
  type ChunkHead,
  FILE_GONE,
  type FoundHead,
  type NoteContent,
  type StoreAnswer,
  type StoreOperation,
} from "../../src/migration/store.ts";
import type { HostName } from "../../src/place/place.ts";
import type { spoilOf } from "./moves.ts";
import { type Numbering, textOf } from "./record.ts";
import type { Draft, Operation, StoredFile, World } from "./world.ts";

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
  perform(draft: Draft, side: HostName, operation: Operation): Operation {
    const answer = this.#effect(draft, operation.what);
    const { what } = operation;
    const chunk = what.kind === "readChunk" ? this.#wholeChunk(draft, what.head.sequence) : null;
    const payload = chunk?.versions ?? null;
    const answerId = this.#numbering.of(`${side} ${textOf(answer)} ${textOf(payload)}`);
    return { ...operation, answer, answerId, payload };
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
        return { kind: "heads", heads: what.sequences.map((each) => this.#head(draft, each)) };
      case "readChunk": {
        if (!draft.file) return FILE_GONE;
        const chunk = this.#wholeChunk(draft, what.head.sequence);
        return { kind: "chunk", whole: chunk !== null, noteAck: chunk?.head.noteAck ?? 0 };
      }
      case "writeNote":
        return this.#writeNote(draft, what.note);
      case "readNote": {
        const found = draft.file?.notes[(what.sequence - 1) % BACK_SLOTS];
        if (found?.sequence !== what.sequence) return { kind: "note", note: null };
        return { kind: "note", note: found.damage ? "damaged" : found.note };
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
    if (!draft.file) return FILE_GONE;
    const slot = (head.sequence - 1) % this.#slots;
    const old = draft.file.chunks[slot]?.sequence ?? 0;
    const applied = draft.destination.role.file.lastChunk;
    if (old > head.sequence)
      draft.violation ??= `Chunk ${head.sequence} was written over the newer chunk ${old}.`;
    if (old < head.sequence && old > applied)
      draft.violation ??= `Slot ${slot} was written again before chunk ${old} in it was read and applied.`;
    if (old === head.sequence && `${draft.file.chunks[slot]!.head.pages}` !== `${head.pages}`)
      draft.violation ??= `Chunk ${head.sequence} was written again with other pages.`;
    const versions = head.pages.map((page) => draft.memory.source[page]!);
    const chunk = { sequence: head.sequence, damage: null, head, versions };
    draft.file = this.#fileOf(draft.file.chunks.with(slot, chunk), draft.file.notes);
    return DONE;
  }

  #writeNote(draft: Draft, note: NoteContent): StoreAnswer {
    if (!draft.file) return FILE_GONE;
    const slot = (note.sequence - 1) % BACK_SLOTS;
    const old = draft.file.notes[slot]?.sequence ?? 0;
    if (old > note.sequence)
      draft.violation ??= `Note ${note.sequence} was written over the newer note ${old}.`;
    if (old < note.sequence && old > draft.source.role.file.lastNote)
      draft.violation ??= `Note ${old} was overwritten before the source read it.`;
    draft.file = this.#fileOf(
      draft.file.chunks,
      draft.file.notes.with(slot, { sequence: note.sequence, damage: null, note }),
    );
    return DONE;
  }

  /** Damages a slot where it lies. */
  spoil(draft: Draft, { isNote, slot, damage }: ReturnType<typeof spoilOf>): void {
    const { chunks, notes } = draft.file!;
    draft.file = isNote
      ? this.#fileOf(chunks, notes.with(slot, { ...notes[slot]!, damage }))
      : this.#fileOf(chunks.with(slot, { ...chunks[slot]!, damage }), notes);
  }

  #head(world: World, sequence: number): FoundHead {
    const chunk = this.#chunk(world, sequence);
    if (chunk?.damage === "head") return "damaged";
    return chunk && chunk.damage !== "lost" ? chunk.head : null;
  }

  #wholeChunk(world: World, sequence: number) {
    const chunk = this.#chunk(world, sequence);
    return chunk?.damage === null ? chunk : null;
  }

  #chunk(world: World, sequence: number) {
    const chunk = world.file?.chunks[(sequence - 1) % this.#slots];
    return chunk?.sequence === sequence ? chunk : null;
  }

  #fileOf(chunks: StoredFile["chunks"], notes: StoredFile["notes"]): StoredFile {
    return { id: this.#numbering.of(`file ${textOf(chunks)} ${textOf(notes)}`), chunks, notes };
  }
}
