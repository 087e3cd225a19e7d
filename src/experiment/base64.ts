/**
 * Base64 in the variant of RFC 4648 for addresses. Written out here because the engine has neither the DOM nor Node,
 * whose functions differ.
 */

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const CODES = Uint8Array.from(DIGITS, (digit) => digit.charCodeAt(0));

/** What a character code stands for; 64 where it is no digit. */
const VALUES = new Uint8Array(128).fill(64);
for (const [value, code] of CODES.entries()) VALUES[code] = value;

/** Base64 with the digits that addresses may hold, without padding. */
export function toBase64(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil((bytes.length * 8) / 6));
  for (let from = 0, next = 0; from < bytes.length; from += 3) {
    const bits = (bytes[from]! << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    const digits = Math.min(4, bytes.length - from + 1);
    for (let digit = 0; digit < digits; digit++) codes[next++] = CODES[(bits >> (18 - 6 * digit)) & 63]!;
  }
  return new TextDecoder().decode(codes);
}

/** The bytes of such a text, or null where it holds something else. */
export function fromBase64(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8));
  for (let at = 0, bits = 0, held = 0, next = 0; at < text.length; at++) {
    const value = VALUES[text.charCodeAt(at)] ?? 64;
    if (value === 64) return null;
    bits = ((bits << 6) | value) & 0xfff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[next++] = (bits >> held) & 255;
  }
  return bytes;
}
