/** Bytes of RAM that the tests of images assume: one MiB. */
export const RAM_BYTES = 1 << 20;

interface SegmentFields {
  readonly type?: number;
  readonly address: number;
  readonly virtual?: number;
  readonly bytes: readonly number[];
  readonly memoryBytes?: number;
}

interface ElfFields {
  readonly class?: number;
  readonly byteOrder?: number;
  readonly type?: number;
  readonly machine?: number;
  readonly flags?: number;
  readonly entry?: number;
  readonly headerBytes?: number;
  readonly segments?: readonly SegmentFields[];
}

/** An ELF file; without fields, a right one of a single instruction. */
export function elfFile(fields: ElfFields): Uint8Array {
  const segments = fields.segments ?? [{ address: 0x80000000, bytes: [0x13, 0, 0, 0] }];
  const headersEnd = 52 + 32 * segments.length;
  const file = new Uint8Array(headersEnd + segments.reduce((sum, { bytes }) => sum + bytes.length, 0));
  const view = new DataView(file.buffer);
  file.set([0x7f, 0x45, 0x4c, 0x46, fields.class ?? 1, fields.byteOrder ?? 1, 1]);
  view.setUint16(16, fields.type ?? 2, true);
  view.setUint16(18, fields.machine ?? 243, true);
  view.setUint32(20, 1, true);
  view.setUint32(24, fields.entry ?? 0x80000000, true);
  view.setUint32(28, 52, true);
  view.setUint32(36, fields.flags ?? 0, true);
  view.setUint16(40, 52, true);
  view.setUint16(42, fields.headerBytes ?? 32, true);
  view.setUint16(44, segments.length, true);
  let offset = headersEnd;
  segments.forEach(({ type = 1, address, virtual = address, bytes, memoryBytes = bytes.length }, index) => {
    const words = [type, offset, virtual, address, bytes.length, memoryBytes, 7, 4];
    words.forEach((word, at) => void view.setUint32(52 + 32 * index + 4 * at, word, true));
    file.set(bytes, offset);
    offset += bytes.length;
  });
  return file;
}

/** The head of a Linux `Image` that says it needs `memoryBytes` of RAM. */
export function kernelFile(memoryBytes: number, fileBytes = 64): Uint8Array {
  const file = new Uint8Array(fileBytes);
  const view = new DataView(file.buffer);
  view.setUint32(16, memoryBytes, true);
  view.setUint32(56, 0x05435352, true);
  return file;
}
