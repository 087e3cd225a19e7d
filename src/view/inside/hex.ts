import { crc32c } from "../../datastore/checksum.ts";

/** A line of a page: where it begins, its bytes in hexadecimal, and as characters where they are some. */
interface HexLine {
  readonly offset: string;
  readonly hex: string;
  readonly text: string;
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");

/** Bytes as lines to be read. */
function hexLines(bytes: Uint8Array, perLine: number): HexLine[] {
  const lines: HexLine[] = [];
  for (let at = 0; at < bytes.length; at += perLine) {
    const some = [...bytes.subarray(at, at + perLine)];
    lines.push({
      offset: hex(at, 3),
      hex: some.map((byte) => hex(byte, 2)).join(" "),
      text: some.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : "·")).join(""),
    });
  }
  return lines;
}

/** So many lines are one block of text. */
const BLOCK = 16;

/** Bytes as text to be read, in blocks of 16 lines. */
export function hexBlocks(bytes: Uint8Array, perLine = 16): string[] {
  const lines = hexLines(bytes, perLine).map(({ offset, hex, text }) => `${offset}  ${hex}  ${text}\n`);
  return Array.from({ length: Math.ceil(lines.length / BLOCK) }, (_, block) =>
    lines.slice(block * BLOCK, (block + 1) * BLOCK).join(""),
  );
}

/** The checksum of a page, to compare it at a glance: equal pages have equal ones. */
export function checksumOf(bytes: Uint8Array): string {
  return hex(crc32c(bytes), 8);
}
