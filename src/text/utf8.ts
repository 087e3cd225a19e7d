/** One for all: a guest can print a million lines in a second, and it remembers nothing between two calls. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * The text of bytes that are UTF-8. What is not UTF-8 shows as U+FFFD, also a sequence whose rest is still to come, so
 * no byte goes unseen. A byte order mark is kept as what it is: a character.
 */
export function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Text as the bytes of UTF-8, which is how a keyboard sends it to a console. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
