import type { Message } from "../migration/message.ts";
import type { Cargo } from "./cargo.ts";

/** A message with the checksum of its fields and of everything that it carries. */
export interface SealedMessage extends Message {
  readonly sum: number;
}

// The constants and the rounds of xxHash32, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md.
const P1 = 0x9e3779b1;
const P2 = 0x85ebca77;
const P3 = 0xc2b2ae3d;
const P4 = 0x27d4eb2f;
const P5 = 0x165667b1;
const STRIPE_WORDS = 4;

const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);

/** The message as it goes on the link. */
export function seal(message: Message, cargo: Cargo | null): SealedMessage {
  return { ...message, sum: sumOf(message, cargo) };
}

/** Whether a message and what it carries are what was sealed. Whatever came instead is looked at without harm. */
export function isWhole(message: SealedMessage, cargo: Cargo | null): boolean {
  return message.sum === sumOf(message, cargo);
}

function sumOf({ generation, expects, content }: Message, cargo: Cargo | null): number {
  const fields = fold(0, [generation, expects, content]);
  if (!cargo) return avalanche(fields);
  return avalanche(fold(fields, [cargo.pages, cargo.offsets, cargo.state, cargo.bytes]));
}

/** Goes through plain data, in the order of its fields, and takes in every name, length and value. */
function fold(sum: number, value: unknown): number {
  if (typeof value === "number") return foldNumber(sum, value);
  if (typeof value === "string") return foldText(sum, value);
  if (typeof value !== "object" || value === null) return mix(sum, kindOf(value));
  if (ArrayBuffer.isView(value)) return mix(mix(sum, value.byteLength), hashBytes(value));
  if (Array.isArray(value)) return value.reduce(fold, mix(sum, value.length));
  let next = sum;
  for (const [name, field] of Object.entries(value)) next = fold(foldText(next, name), field);
  return mix(next, P5);
}

function kindOf(value: unknown): number {
  return value === null ? 1 : value === undefined ? 2 : value === true ? 3 : 4;
}

/** A number counts by its bits. */
function foldNumber(sum: number, value: number): number {
  number[0] = value;
  return mix(mix(sum, words[0]!), words[1]!);
}

function foldText(sum: number, text: string): number {
  let next = mix(sum, text.length);
  for (let index = 0; index < text.length; index++) next = mix(next, text.charCodeAt(index));
  return next;
}

function mix(sum: number, word: number): number {
  return Math.imul(rotate((sum + Math.imul(word, P3)) | 0, 17), P4);
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function avalanche(sum: number): number {
  let hash = Math.imul(sum ^ (sum >>> 15), P2);
  hash = Math.imul(hash ^ (hash >>> 13), P3);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * The xxHash32 of bytes, with seed 0, on hosts that are little-endian like the machine's memory. Four lanes that do not
 * wait for each other make it cheap enough for every page.
 */
export function hashBytes(bytes: ArrayBufferView): number {
  const { buffer, byteOffset, byteLength } = aligned(bytes);
  const whole = new Uint32Array(buffer, byteOffset, byteLength >>> 2);
  const stripes = whole.length - (whole.length % STRIPE_WORDS);
  let hash = stripes > 0 ? hashStripes(whole, stripes) : P5 | 0;
  hash = (hash + byteLength) | 0;
  for (let at = stripes; at < whole.length; at++)
    hash = Math.imul(rotate((hash + Math.imul(whole[at]!, P3)) | 0, 17), P4);
  const rest = new Uint8Array(buffer, byteOffset + 4 * whole.length, byteLength & 3);
  for (const byte of rest) hash = Math.imul(rotate((hash + Math.imul(byte, P5)) | 0, 11), P1);
  return avalanche(hash);
}

function hashStripes(whole: Uint32Array, stripes: number): number {
  let a = (P1 + P2) | 0;
  let b = P2 | 0;
  let c = 0;
  let d = -P1 | 0;
  for (let at = 0; at < stripes; at += STRIPE_WORDS) {
    a = Math.imul(rotate((a + Math.imul(whole[at]!, P2)) | 0, 13), P1);
    b = Math.imul(rotate((b + Math.imul(whole[at + 1]!, P2)) | 0, 13), P1);
    c = Math.imul(rotate((c + Math.imul(whole[at + 2]!, P2)) | 0, 13), P1);
    d = Math.imul(rotate((d + Math.imul(whole[at + 3]!, P2)) | 0, 13), P1);
  }
  return (rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18)) | 0;
}

/** Words can only be read where they are aligned; bytes that are not are copied. */
function aligned(bytes: ArrayBufferView): ArrayBufferView {
  if (bytes.byteOffset % 4 === 0) return bytes;
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength).slice();
}
