import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sealBlock } from "../../src/datastore/block.ts";
import { decodeNote, encodeNote, NOTE_ROOM_BYTES, type Note } from "../../src/datastore/note.ts";
import { mutations } from "./mutation.ts";

const NOTE: Note = {
  epoch: 7,
  sequence: 9,
  chunkAck: 40,
  requests: [
    { id: 1, page: 77 },
    { id: 2, page: 16383 },
  ],
  bitmap: { generation: 2, part: 1, parts: 6, firstPage: 24576, bits: new Uint8Array(3072).fill(0xa5) },
  damaged: 41,
  complete: false,
};

const word = fc.integer({ min: 0, max: 0xffffffff });
const notes: fc.Arbitrary<Note> = fc.record({
  epoch: word,
  sequence: word,
  chunkAck: word,
  requests: fc.array(fc.record({ id: word, page: word }), { maxLength: 119 }),
  bitmap: fc.option(
    fc.record({
      generation: word,
      part: word,
      parts: word,
      firstPage: word,
      bits: fc.uint8Array({ maxLength: 3072 }),
    }),
    { nil: null },
  ),
  damaged: word,
  complete: fc.boolean(),
});

describe("a note", () => {
  it("comes back as it was, in 4096 bytes", () => {
    fc.assert(
      fc.property(notes, (note) => {
        const encoded = encodeNote(note);
        expect(encoded.length).toBe(4096);
        expect(decodeNote(encoded)).toEqual(note);
      }),
    );
  });

  it("holds a bitmap of 3072 bytes beside 119 requests, and throws for more", () => {
    const requests = Array.from({ length: 120 }, (_, id) => ({ id, page: id }));
    const full = { ...NOTE, requests: requests.slice(1) };
    expect(decodeNote(encodeNote(full))).toEqual(full);
    expect(() => encodeNote({ ...NOTE, requests })).toThrow(/take 4032 bytes; a note has 4028/);
    expect(NOTE_ROOM_BYTES).toBe(4028);
  });

  it("is refused by name of what was found and expected", () => {
    const encoded = encodeNote(NOTE);
    const refused = (bytes: Uint8Array, epoch?: number) =>
      (decodeNote(bytes, epoch) as { refused: string }).refused;
    expect(refused(encoded.subarray(0, 4095))).toBe("4095 bytes found, at least 4096 expected");
    expect(refused(Uint8Array.of(...encoded, 0))).toBe("4097 bytes found, 4096 expected");
    expect(refused(encoded, 6)).toBe("epoch 7 found, 6 expected");
    const absurd = encoded.slice();
    absurd.fill(255, 24, 28);
    expect(refused(absurd)).toMatch(/^block checksum/);
    sealBlock(new DataView(absurd.buffer));
    expect(refused(absurd)).toMatch(/bytes of requests and bitmap found, at most 4028 expected$/);
  });

  it("is refused whatever bits flip, wherever it ends", () => {
    const encoded = encodeNote(NOTE);
    fc.assert(
      fc.property(mutations(encoded), (mutated) => {
        const decoded = decodeNote(mutated);
        if (!("refused" in decoded)) expect(mutated).toEqual(encoded);
      }),
      { numRuns: 1000 },
    );
  });

  it("never crashes on any fields that are sealed", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 60, maxLength: 80 }), (fields) => {
        const encoded = encodeNote(NOTE);
        encoded.set(fields, 8);
        sealBlock(new DataView(encoded.buffer));
        expect(decodeNote(encoded)).toBeTypeOf("object");
      }),
    );
  });
});
