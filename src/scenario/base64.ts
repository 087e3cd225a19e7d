const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Base64 with the digits that addresses may hold, without padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let from = 0; from < bytes.length; from += 3) {
    const [one = 0, two = 0, three = 0] = bytes.subarray(from, from + 3);
    const bits = (one << 16) | (two << 8) | three;
    const digits = Math.min(4, bytes.length - from + 1);
    for (let digit = 0; digit < digits; digit++) text += DIGITS[(bits >> (18 - 6 * digit)) & 63];
  }
  return text;
}

/** The bytes of such a text, or null where it holds something else. */
export function fromBase64(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 6) / 8));
  for (let at = 0, bits = 0, held = 0, next = 0; at < text.length; at++) {
    const value = DIGITS.indexOf(text[at]!);
    if (value < 0) return null;
    bits = ((bits << 6) | value) & 0xfff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[next++] = (bits >> held) & 255;
  }
  return bytes;
}
