import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sealBlock } from "../../src/datastore/block.ts";
import {
  CHUNK_PAGES_MAX,
  type Chunk,
  decodeChunk,
  decodeChunkHead,
  encodeChunk,
} from "../../src/datastore/chunk.ts";
import { mutations } from "./mutation.ts";

const filled = (value: number) => new Uint8Array(4096).fill(value);
const CHUNK: Chunk = {
  epoch: 7,
  sequence: 41,
  noteAck: 3,
  pages: [
    { page: 900, bytes: filled(1) },
    { page: 5, bytes: null },
    { page: 6, bytes: filled(2) },
  ],
};

const word = fc.integer({ min: 0, max: 0xffffffff });
const chunks: fc.Arbitrary<Chunk> = fc.record({
  epoch: word,
  sequence: word,
  noteAck: word,
  pages: fc.array(
    fc.record({ page: word, bytes: fc.option(fc.integer({ min: 0, max: 255 }).map(filled), { nil: null }) }),
    { maxLength: 40 },
  ),
});

describe("a chunk", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(chunks, (chunk) => {
        expect(decodeChunk(encodeChunk(chunk))).toEqual(chunk);
      }),
    );
  });

  it("comes back from the middle of a buffer", () => {
    const encoded = encodeChunk(CHUNK);
    const around = new Uint8Array(encoded.length + 20);
    around.set(encoded, 9);
    expect(decodeChunk(around.subarray(9, 9 + encoded.length))).toEqual(CHUNK);
  });

  it("tells its head without its payload", () => {
    const encoded = encodeChunk(CHUNK);
    expect(encoded.length).toBe(3 * 4096);
    expect(decodeChunkHead(encoded.slice(0, 4096), 7)).toMatchObject({
      epoch: 7,
      sequence: 41,
      noteAck: 3,
      payloadBytes: 8192,
      pages: [
        { page: 900, isZero: false },
        { page: 5, isZero: true },
        { page: 6, isZero: false },
      ],
    });
  });

  it("may be empty, and holds as many pages as its head can name", () => {
    const pages = Array.from({ length: CHUNK_PAGES_MAX + 1 }, (_, page) => ({ page, bytes: null }));
    const full = { ...CHUNK, pages: pages.slice(1) };
    expect(decodeChunk(encodeChunk(full))).toEqual(full);
    expect(decodeChunk(encodeChunk({ ...CHUNK, pages: [] }))).toEqual({ ...CHUNK, pages: [] });
    expect(() => encodeChunk({ ...CHUNK, pages })).toThrow(/holds 812 pages, not 813/);
  });

  it("throws for what the format cannot hold", () => {
    expect(() => encodeChunk({ ...CHUNK, epoch: 2 ** 32 })).toThrow(/4294967296/);
    expect(() => encodeChunk({ ...CHUNK, pages: [{ page: -1, bytes: null }] })).toThrow(RangeError);
    expect(() => encodeChunk({ ...CHUNK, pages: [{ page: 1, bytes: new Uint8Array(5) }] })).toThrow(/not 5/);
  });

  it("is refused by name of what was found and expected", () => {
    const encoded = encodeChunk(CHUNK);
    const refused = (bytes: Uint8Array, epoch?: number) =>
      (decodeChunk(bytes, epoch) as { refused: string }).refused;
    const changed = (offset: number, value: number) => {
      const copy = encoded.slice();
      copy[offset] = value;
      return copy;
    };
    const resealed = (offset: number, value: number) => {
      const copy = changed(offset, value);
      sealBlock(new DataView(copy.buffer, 0, 4096));
      return copy;
    };
    expect(refused(new Uint8Array(0))).toBe("0 bytes found, at least 4096 expected");
    expect(refused(changed(0, 0x58))).toBe('magic "XRC1" found, "QRC1" expected');
    expect(refused(changed(4, 2))).toBe("version 2 found, 1 expected");
    expect(refused(changed(40, 99))).toMatch(/^block checksum [0-9a-f]{8} found, [0-9a-f]{8} expected$/);
    expect(refused(encoded, 8)).toBe("epoch 7 found, 8 expected");
    expect(refused(resealed(23, 255))).toMatch(/^42\d{8} pages found, at most 812 expected$/);
    expect(refused(encoded.subarray(0, 8192))).toBe("4096 bytes of payload found, 8192 expected");
    expect(refused(changed(5000, 9))).toMatch(/^payload checksum/);
    expect(refused(new Uint8Array(8192))).toMatch(/^magic/);
  });

  it("is refused whatever bits flip, wherever it ends", () => {
    const encoded = encodeChunk(CHUNK);
    fc.assert(
      fc.property(mutations(encoded), (mutated) => {
        const decoded = decodeChunk(mutated);
        if (!("refused" in decoded)) expect(mutated).toEqual(encoded);
      }),
      { numRuns: 1000 },
    );
  });

  it("never crashes on any bytes, sealed or not", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 128 }), fc.boolean(), (bytes, seal) => {
        const block = encodeChunk(CHUNK);
        block.set(bytes, 12);
        if (seal) sealBlock(new DataView(block.buffer, 0, 4096));
        expect(decodeChunk(block)).toBeTypeOf("object");
        expect(decodeChunk(bytes)).toHaveProperty("refused");
      }),
    );
  });
});
