import type { Refusal } from "../datastore/block.ts";
import { decodeChunk, decodeChunkHead, encodeChunk } from "../datastore/chunk.ts";
import { BACK_SLOTS, BLOCK_BYTES, type Datastore, type OwnerRecord } from "../datastore/datastore.ts";
import { decodeNote, encodeNote } from "../datastore/note.ts";
import { oldestIn, slotOf } from "../datastore/ring.ts";
import { PAGE_BYTES } from "../machine/layout.ts";
import type { Machine } from "../machine/machine.ts";
import type { MigrationSettings } from "../migration/settings.ts";
import {
  type ChunkHead,
  FILE_GONE,
  type FoundHead,
  type OwnerOnRecord,
  type StoreAnswer,
  type StoreOperation,
} from "../migration/store.ts";
import { type Places, roleOf } from "../place/place.ts";

/** Pages of a chunk that was read, by page number; null for zero pages. */
export type ChunkPages = ReadonlyMap<number, Uint8Array | null>;

/** What an executor has under way, as data whose entries are never changed. */
export interface StoreExecutorRecord {
  /**
   * Operations that were issued and not answered, by their numbers; so are the answers and the chunks that were read.
   */
  readonly asked: ReadonlyMap<number, StoreOperation>;
  readonly answers: ReadonlyMap<number, StoreAnswer>;
  readonly chunks: ReadonlyMap<number, ChunkPages>;
  /** Epoch of the file as it was read last: blocks of another epoch belong to a file of before, and are refused. */
  readonly epoch: number;
}

/**
 * Carries out a role's operations on the real datastore, when the simulation says that they take effect, and keeps
 * their answers until the simulation says that they have come.
 *
 * It decides nothing and knows no time. Reading and writing real bytes, with checksums, is the point: what a damaged
 * or an old block does to a migration shows only where blocks are really decoded.
 */
export class StoreExecutor {
  #datastore: Datastore;
  readonly #settings: MigrationSettings;
  readonly #machine: Machine;
  #asked = new Map<number, StoreOperation>();
  #answers = new Map<number, StoreAnswer>();
  #chunks = new Map<number, ChunkPages>();
  #epoch = 0;
  readonly #places: () => Places;

  /** `places` tells which machine has which role in the present migration. */
  constructor(datastore: Datastore, settings: MigrationSettings, machine: Machine, places: () => Places) {
    this.#datastore = datastore;
    this.#settings = settings;
    this.#machine = machine;
    this.#places = places;
  }

  /** Another migration begins: what was under way for the last one concerns nobody any more. */
  forget(): void {
    this.#asked.clear();
    this.#answers.clear();
    this.#chunks.clear();
  }

  /** Turns to another datastore, of the same contents. */
  use(datastore: Datastore): void {
    this.#datastore = datastore;
  }

  remember(): StoreExecutorRecord {
    const epoch = this.#epoch;
    return {
      asked: new Map(this.#asked),
      answers: new Map(this.#answers),
      chunks: new Map(this.#chunks),
      epoch,
    };
  }

  recall({ asked, answers, chunks, epoch }: StoreExecutorRecord): void {
    this.#asked = new Map(asked);
    this.#answers = new Map(answers);
    this.#chunks = new Map(chunks);
    this.#epoch = epoch;
  }

  /**
   * Remembers what an operation is, until it is answered. The bytes of a chunk are read only when it takes effect,
   * from the machine's RAM.
   */
  ask(operation: number, what: StoreOperation): void {
    this.#asked.set(operation, what);
  }

  /** Carries the operation out; settles when the datastore has it. */
  async perform(operation: number): Promise<void> {
    const what = this.#asked.get(operation);
    if (what) this.#answers.set(operation, await this.#carryOut(operation, what));
  }

  /**
   * Takes the answer out. Null where the operation was answered before. An operation that is issued again after a
   * silence may be answered twice; the second answer says nothing new.
   */
  takeAnswer(operation: number): StoreAnswer | null {
    const answer = this.#answers.get(operation);
    if (!answer) return null;
    this.#answers.delete(operation);
    this.#asked.delete(operation);
    return answer;
  }

  /** Takes the pages of a chunk that was read. */
  takeChunk(operation: number): ChunkPages {
    const pages = this.#chunks.get(operation) ?? new Map();
    this.#chunks.delete(operation);
    return pages;
  }

  /**
   * The answer to a compare-and-set is the record as it is afterwards, whoever won: the role reads from it who the
   * owner is.
   */
  async #carryOut(operation: number, what: StoreOperation): Promise<StoreAnswer> {
    switch (what.kind) {
      case "readOwner":
        return this.#owner(await this.#datastore.readOwner());
      case "compareAndSetOwner":
        return this.#owner(await this.#changeOwner(what.expectedEpoch, what.next));
      case "createFile":
        return this.#done(this.#datastore.createFile(this.#shape(what.epoch)));
      case "deleteFile":
        return this.#done(this.#datastore.deleteFile());
      case "writeChunk":
        return this.#writeChunk(what.head);
      case "readHeads":
        return this.#readHeads(what.sequences);
      case "readChunk":
        return this.#readChunk(operation, what.head);
      case "writeNote":
        return this.#write("back", what.note.sequence, BACK_SLOTS, (epoch) =>
          encodeNote({ epoch, ...what.note }),
        );
      case "readNote":
        return this.#readNote(what.sequence);
    }
  }

  #owner({ owner, epoch }: OwnerRecord): StoreAnswer {
    return { kind: "owner", record: { owner: roleOf(this.#places(), owner), epoch } };
  }

  async #changeOwner(expectedEpoch: number, { owner, epoch }: OwnerOnRecord): Promise<OwnerRecord> {
    const next = { owner: this.#places()[owner], epoch };
    return (await this.#datastore.compareAndSetOwner(expectedEpoch, next)).record;
  }

  #shape(epoch: number) {
    const { fileSlots, pagesPerChunk } = this.#settings;
    return { epoch, chunks: fileSlots, chunkBytes: pagesPerChunk * PAGE_BYTES };
  }

  async #done(effect: Promise<void>): Promise<StoreAnswer> {
    await effect;
    return { kind: "done" };
  }

  /**
   * Pages are read from the machine here, not taken along with the message: until the destination has confirmed them,
   * the source keeps them all.
   */
  async #writeChunk({ sequence, noteAck, pages }: ChunkHead): Promise<StoreAnswer> {
    const carried = pages.map((page) => ({
      page,
      bytes: this.#machine.isZeroPage(page) ? null : this.#machine.readPage(page),
    }));
    const encode = (epoch: number) => encodeChunk({ epoch, sequence, noteAck, pages: carried });
    return this.#write("forward", sequence, this.#settings.fileSlots, encode);
  }

  /** A file that is gone fails the write: the other end has finished and deleted it. */
  async #write(
    ring: "forward" | "back",
    sequence: number,
    slots: number,
    encode: (epoch: number) => Uint8Array,
  ): Promise<StoreAnswer> {
    const epoch = await this.#fileEpoch();
    if (epoch === null) return FILE_GONE;
    await this.#datastore.writeSlot(ring, slotOf(sequence, slots), encode(epoch));
    return { kind: "done" };
  }

  /** The epoch is read from the file at each operation, since the other host may have deleted the file meanwhile. */
  async #fileEpoch(): Promise<number | null> {
    const shape = await this.#datastore.readFileShape();
    this.#epoch = shape?.epoch ?? this.#epoch;
    return shape?.epoch ?? null;
  }

  async #readHeads(sequences: readonly number[]): Promise<StoreAnswer> {
    if ((await this.#fileEpoch()) === null) return { kind: "heads", heads: sequences.map(() => null) };
    const slots = sequences.map((sequence) => slotOf(sequence, this.#settings.fileSlots));
    const bytes = await this.#datastore.readSlots("forward", slots, BLOCK_BYTES);
    const heads = sequences.map((sequence, index) =>
      this.#headIn(bytes[index]!, sequence, oldestIn(sequence, sequences[0]!, this.#settings.fileSlots)),
    );
    return { kind: "heads", heads };
  }

  /**
   * Null for a chunk that is not there yet, "damaged" for what can be neither that nor an older one. The difference
   * matters: the first is waited for, the second is reported and written again.
   */
  #headIn(bytes: Uint8Array | null, sequence: number, oldest: number): FoundHead {
    const head = bytes && decodeChunkHead(bytes, this.#epoch);
    if (!head || "refused" in head || head.sequence !== sequence)
      return isOther(head, sequence, oldest, this.#settings.fileSlots) ? null : "damaged";
    const { noteAck, pages } = head;
    return { sequence, noteAck, pages: pages.map(({ page }) => page) };
  }

  /** A chunk is taken as a whole or not at all, so that no page of a torn write gets into the guest. */
  async #readChunk(operation: number, head: ChunkHead): Promise<StoreAnswer> {
    const slot = slotOf(head.sequence, this.#settings.fileSlots);
    const [bytes] = await this.#datastore.readSlots("forward", [slot]);
    if (!bytes && (await this.#fileEpoch()) === null) return FILE_GONE;
    const chunk = bytes ? decodeChunk(bytes, this.#epoch) : null;
    const whole = chunk !== null && !("refused" in chunk) && chunk.sequence === head.sequence;
    if (whole) this.#chunks.set(operation, new Map(chunk.pages.map((each) => [each.page, each.bytes])));
    return { kind: "chunk", whole, noteAck: whole ? chunk.noteAck : 0 };
  }

  async #readNote(sequence: number): Promise<StoreAnswer> {
    if ((await this.#fileEpoch()) === null) return { kind: "note", note: null };
    const [bytes] = await this.#datastore.readSlots("back", [slotOf(sequence, BACK_SLOTS)]);
    const note = bytes ? decodeNote(bytes, this.#epoch) : null;
    if (note && !("refused" in note) && note.sequence === sequence) return { kind: "note", note };
    const isThere = !isOther(note, sequence, oldestIn(sequence, sequence, BACK_SLOTS), BACK_SLOTS);
    return { kind: "note", note: isThere ? "damaged" : null };
  }
}

/** Whether a slot in which `sequence` is looked for holds what came there before or since. Anything else is damage. */
function isOther(
  found: { readonly sequence: number } | Refusal | null,
  sequence: number,
  oldest: number,
  slots: number,
): boolean {
  if (found === null) return oldest < 1;
  if ("refused" in found) return false;
  return found.sequence >= oldest && (sequence - found.sequence) % slots === 0;
}

/** What of an answer was found damaged. */
export function refusedIn(answer: StoreAnswer): ("head" | "chunk" | "note")[] {
  if (answer.kind === "heads") return answer.heads.filter((head) => head === "damaged").map(() => "head");
  if (answer.kind === "note") return answer.note === "damaged" ? ["note"] : [];
  return answer.kind === "chunk" && !answer.whole ? ["chunk"] : [];
}
