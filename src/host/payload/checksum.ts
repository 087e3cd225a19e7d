/**
 * The checksum that shows a damaged message. It covers the fields and the payload together, since pages that belong
 * to another message would be as bad as broken ones. It finds damage and not intent: whoever can change a message can
 * change its sum.
 */

import type { Message } from "../../migration/message.ts";
import type { Payload } from "./payload.ts";

/** A message with the checksum of its fields and of everything that it carries. */
export interface CheckedMessage extends Message {
  readonly sum: number;
}

/**
 * A hash of bytes with 32 bits. It must be the same at both ends; the machine's own is used, since it is the fastest.
 */
export type ByteHash = (bytes: Uint8Array) => number;

// The primes of xxHash32, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md; the rounds are made of them.
const P2 = 0x85ebca77;
const P3 = 0xc2b2ae3d;
const P4 = 0x27d4eb2f;
const P5 = 0x165667b1;

/** One double and its two words, shared by all calls to read a number's bits. */
const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);

/** The message as it goes on the link. */
export function addChecksum(message: Message, payload: Payload | null, hash: ByteHash): CheckedMessage {
  return { ...message, sum: sumOf(message, payload, hash) };
}

/** Whether a message and what it carries are what was sealed. Whatever came instead is looked at without harm. */
export function isIntact(message: CheckedMessage, payload: Payload | null, hash: ByteHash): boolean {
  return message.sum === sumOf(message, payload, hash);
}

function sumOf({ generation, expects, content }: Message, payload: Payload | null, hash: ByteHash): number {
  const carried = payload ? [payload.pages, payload.offsets, payload.state, payload.bytes] : [];
  return avalanche(fold(0, [generation, expects, content, ...carried], hash));
}

/**
 * Goes through plain data, in the order of its fields, and takes in every name, length and value. Kinds and lengths
 * are taken in too, so that values cannot move from one field into the next without a trace.
 */
function fold(sum: number, value: unknown, hash: ByteHash): number {
  if (typeof value === "number") return foldNumber(sum, value);
  if (typeof value === "string") return foldText(sum, value);
  if (typeof value !== "object" || value === null) return mix(sum, kindOf(value));
  if (ArrayBuffer.isView(value)) return mix(mix(sum, value.byteLength), hash(bytesOf(value)));
  if (Array.isArray(value))
    return value.reduce((next, each) => fold(next, each, hash), mix(sum, value.length));
  let next = sum;
  for (const [name, field] of Object.entries(value)) next = fold(foldText(next, name), field, hash);
  return mix(next, P5);
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function kindOf(value: unknown): number {
  return value === null ? 1 : value === undefined ? 2 : value === true ? 3 : 4;
}

/** A number counts by its bits. So 0 and -0 differ, and a fraction counts in full. */
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

/** The end of xxHash32: every bit of the input may change every bit of the sum, as an unsigned number of 32 bits. */
function avalanche(sum: number): number {
  let hash = Math.imul(sum ^ (sum >>> 15), P2);
  hash = Math.imul(hash ^ (hash >>> 13), P3);
  return (hash ^ (hash >>> 16)) >>> 0;
}
