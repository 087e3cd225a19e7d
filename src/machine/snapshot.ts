import * as L from "./layout.ts";
import type { Machine } from "./machine.ts";
import type { MachineSettings } from "./settings.ts";

/**
 * A snapshot is, in little-endian words: magic "QRSN", version, the number of pages that follow, zero; then the state
 * block; then each page that is not all zero as its number, zero, and its bytes.
 */
const SNAPSHOT_MAGIC = 0x4e535251;
const SNAPSHOT_VERSION = 1;
const HEADER_BYTES = 16;
const PAGE_HEADER_BYTES = 8;
const RECORD_BYTES = PAGE_HEADER_BYTES + L.PAGE_BYTES;

/** A page and its bytes. */
export interface SnapshotPage {
  readonly page: number;
  readonly bytes: Uint8Array;
}

/** What a snapshot says. */
export interface SnapshotContent {
  readonly settings: MachineSettings;
  readonly state: Uint8Array;
  readonly pages: readonly SnapshotPage[];
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function expect(what: string, found: number | bigint, wanted: number | bigint): void {
  if (found !== wanted) throw new Error(`${what} is ${found}, expected ${wanted}`);
}

function expectAtMost(what: string, found: number, most: number): void {
  if (found > most) throw new Error(`${what} is ${found}, expected at most ${most}`);
}

/** Reads a word of a state block by its place in the machine's memory. */
function stateWord(state: Uint8Array, at: number): number {
  return viewOf(state).getUint32(at - L.STATE_AT, true);
}

function checkFormat(state: Uint8Array): void {
  expect("the length of the state block", state.length, L.STATE_BYTES);
  expect("the magic of the state block", stateWord(state, L.MAGIC_AT), L.MAGIC);
  expect("the version of the state block", stateWord(state, L.VERSION_AT), L.STATE_VERSION);
}

function settingsOf(state: Uint8Array): MachineSettings {
  const rate = viewOf(state).getBigUint64(L.INSTRUCTIONS_PER_SECOND_AT - L.STATE_AT, true);
  return { ramBytes: stateWord(state, L.RAM_BYTES_AT), instructionsPerSecond: Number(rate) };
}

/** Throws an error that names both values where a state block is none or belongs to a machine with other settings. */
export function checkState(state: Uint8Array, settings: MachineSettings): void {
  checkFormat(state);
  const found = settingsOf(state);
  expect("the RAM of the state block in bytes", found.ramBytes, settings.ramBytes);
  expect(
    "the instructions per second of the state block",
    found.instructionsPerSecond,
    settings.instructionsPerSecond,
  );
  // Values that no guest can bring about would lead the machine outside of its own memory.
  expectAtMost("the privilege of the state block", stateWord(state, L.PRIVILEGE_AT), 1);
  expectAtMost("the console input of the state block", stateWord(state, L.CONSOLE_COUNT_AT), L.CONSOLE_BYTES);
  expectAtMost("the requests of the state block", stateWord(state, L.REQUEST_COUNT_AT), L.REQUESTS_MAX);
  const cycle = Number(viewOf(state).getBigUint64(L.CYCLE_AT - L.STATE_AT, true));
  expectAtMost("the cycle of the state block", cycle, Number.MAX_SAFE_INTEGER);
  expect("x0 of the state block", stateWord(state, L.REGISTERS_AT), 0);
  expect("the lowest bits of pc in the state block", stateWord(state, L.PC_AT) & 3, 0);
}

/** The bytes of a whole machine. Throws an error while pages are absent, because their bytes are not known. */
export function writeSnapshot(machine: Machine): Uint8Array {
  const absent = machine.pageCount - machine.presentCount;
  if (absent) throw new Error(`a snapshot needs all pages, but ${absent} of ${machine.pageCount} are absent`);
  const pages: number[] = [];
  for (let page = 0; page < machine.pageCount; page++) if (!machine.isZeroPage(page)) pages.push(page);
  const bytes = new Uint8Array(HEADER_BYTES + L.STATE_BYTES + pages.length * RECORD_BYTES);
  const view = viewOf(bytes);
  view.setUint32(0, SNAPSHOT_MAGIC, true);
  view.setUint32(4, SNAPSHOT_VERSION, true);
  view.setUint32(8, pages.length, true);
  bytes.set(machine.saveState(), HEADER_BYTES);
  pages.forEach((page, index) => {
    const at = HEADER_BYTES + L.STATE_BYTES + index * RECORD_BYTES;
    view.setUint32(at, page, true);
    machine.readPageInto(page, bytes, at + PAGE_HEADER_BYTES);
  });
  return bytes;
}

/** Reads a snapshot. Throws an error that names what was found and what was expected where bytes are none. */
export function readSnapshot(bytes: Uint8Array): SnapshotContent {
  expectAtMost("the length of the snapshot's header", HEADER_BYTES + L.STATE_BYTES, bytes.length);
  const view = viewOf(bytes);
  expect("the magic of the snapshot", view.getUint32(0, true), SNAPSHOT_MAGIC);
  expect("the version of the snapshot", view.getUint32(4, true), SNAPSHOT_VERSION);
  const count = view.getUint32(8, true);
  const start = HEADER_BYTES + L.STATE_BYTES;
  expect("the length of the snapshot", bytes.length, start + count * RECORD_BYTES);
  const state = bytes.subarray(HEADER_BYTES, start);
  checkFormat(state);
  const pages = Array.from({ length: count }, (_, index) => {
    const at = start + index * RECORD_BYTES;
    return {
      page: view.getUint32(at, true),
      bytes: bytes.subarray(at + PAGE_HEADER_BYTES, at + RECORD_BYTES),
    };
  });
  return { settings: settingsOf(state), state, pages };
}
