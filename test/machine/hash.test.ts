import { describe, expect, test } from "vitest";
import { RAM_AT, STATE_BYTES } from "../../src/machine/layout.ts";
import { Machine, PAGE_BYTES, RAM_START } from "../../src/machine/machine.ts";
import { machineModule, machineWith } from "../support/machine.ts";

const MASK = 2n ** 64n - 1n;
const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;

const rotate = (value: bigint, by: bigint) => ((value << by) | (value >> (64n - by))) & MASK;
const round = (lane: bigint, input: bigint) => (rotate((lane + input * P2) & MASK, 31n) * P1) & MASK;

/** xxHash64 with seed 0, written once more after its specification, slowly and with big numbers. */
function reference(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let hash = P5;
  let at = 0;
  if (bytes.length >= 32) {
    let lanes = [(P1 + P2) & MASK, P2, 0n, -P1 & MASK];
    for (; at + 32 <= bytes.length; at += 32) {
      lanes = lanes.map((lane, index) => round(lane, view.getBigUint64(at + 8 * index, true)));
    }
    hash = [1n, 7n, 12n, 18n].reduce((sum, by, index) => sum + rotate(lanes[index]!, by), 0n) & MASK;
    for (const lane of lanes) hash = ((hash ^ round(0n, lane)) * P1 + P4) & MASK;
  }
  hash = (hash + BigInt(bytes.length)) & MASK;
  for (; at + 8 <= bytes.length; at += 8) {
    hash = (rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * P1 + P4) & MASK;
  }
  if (at + 4 <= bytes.length) {
    hash = (rotate(hash ^ ((BigInt(view.getUint32(at, true)) * P1) & MASK), 23n) * P2 + P3) & MASK;
    at += 4;
  }
  for (; at < bytes.length; at++) hash = (rotate(hash ^ ((BigInt(bytes[at]!) * P5) & MASK), 11n) * P1) & MASK;
  hash = ((hash ^ (hash >> 33n)) * P2) & MASK;
  hash = ((hash ^ (hash >> 29n)) * P3) & MASK;
  return hash ^ (hash >> 32n);
}

const machine = Machine.create(machineModule, { ramBytes: 2 * PAGE_BYTES, instructionsPerSecond: 1 });
const pattern = Uint8Array.from({ length: 2 * PAGE_BYTES }, (_, index) => (index * 167 + (index >> 8)) & 255);
machine.writeRam(RAM_START, pattern);

const hashOf = (length: number) => BigInt.asUintN(64, machine.internals.hashRange(RAM_AT, length));

test("the published values of xxHash64", () => {
  const letters = Machine.create(machineModule, { ramBytes: PAGE_BYTES, instructionsPerSecond: 1 });
  letters.writeRam(RAM_START, new TextEncoder().encode("abc"));
  expect(hashOf(0)).toBe(0xef46db3751d8e999n);
  expect(BigInt.asUintN(64, letters.internals.hashRange(RAM_AT, 1))).toBe(0xd24ec4f1a98c6e5bn);
  expect(BigInt.asUintN(64, letters.internals.hashRange(RAM_AT, 3))).toBe(0x44bc2cf5ad770999n);
});

test("any length hashes like the reference", () => {
  for (let length = 0; length < 200; length++)
    expect(hashOf(length)).toBe(reference(pattern.subarray(0, length)));
});

test("pages and machines hash like the reference", () => {
  expect(machine.pageHash(1)).toBe(reference(pattern.subarray(PAGE_BYTES)));
  const pages = [0, PAGE_BYTES].map((from) => reference(pattern.subarray(from, from + PAGE_BYTES)));
  const all = new Uint8Array(STATE_BYTES + 8 * pages.length);
  all.set(machine.saveState());
  all.set(new Uint8Array(BigUint64Array.from(pages).buffer), STATE_BYTES);
  expect(machine.hash()).toBe(reference(all).toString(16).padStart(16, "0"));
});

describe("the hash of the host's bytes", () => {
  const machine = machineWith(new Uint8Array());

  test("is xxHash64, its halves taken together", () => {
    const hash = (text: string) => machine.hashBytes(new TextEncoder().encode(text));
    // The vectors of the specification: ef46db3751d8e999 and 44bc2cf5ad770999.
    expect(hash("")).toBe((0xef46db37 ^ 0x51d8e999) >>> 0);
    expect(hash("abc")).toBe((0x44bc2cf5 ^ 0xad770999) >>> 0);
  });

  test("does not depend on where the bytes lie, nor on what was hashed before, and leaves the guest alone", () => {
    const before = machine.hash();
    const bytes = Uint8Array.from({ length: 103 }, (_, index) => index);
    const hash = machine.hashBytes(bytes);
    machine.hashBytes(new Uint8Array(5000).fill(7));
    for (let offset = 0; offset < 8; offset++) {
      const shifted = new Uint8Array(120);
      shifted.set(bytes, offset);
      expect(machine.hashBytes(shifted.subarray(offset, offset + 103))).toBe(hash);
    }
    expect(machine.hash()).toBe(before);
  });

  test("takes in every byte, and the order, of more than fits at once", () => {
    const bytes = new Uint8Array(2.5 * 1024 * 1024).map((_, index) => ((index * 7) >>> 3) + (index >>> 20));
    const hash = machine.hashBytes(bytes);
    for (const at of [0, 1024 * 1024 - 1, 1024 * 1024, bytes.length - 1]) {
      const other = bytes.slice();
      other[at]! ^= 1;
      expect(machine.hashBytes(other)).not.toBe(hash);
    }
    const swapped = bytes.slice();
    swapped.copyWithin(0, 1024 * 1024, 2 * 1024 * 1024);
    swapped.set(bytes.subarray(0, 1024 * 1024), 1024 * 1024);
    expect(machine.hashBytes(swapped)).not.toBe(hash);
  });
});

test("a bit that flips behind the back of every log changes the hash, and tells its page", () => {
  const machine = machineWith(new Uint8Array());
  const pages = machine.pageHashes().length;
  for (const page of [0, pages >> 1, pages - 1]) {
    const hash = machine.hash();
    const before = machine.pageHashes();
    new Uint8Array(machine.internals.memory.buffer)[RAM_AT + (page + 1) * PAGE_BYTES - 1]! ^= 1;
    expect(machine.hash()).not.toBe(hash);
    expect([...machine.pageHashes().keys()].filter((at) => machine.pageHashes()[at] !== before[at])).toEqual([
      page,
    ]);
  }
});
