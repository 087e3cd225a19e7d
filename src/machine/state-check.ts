/**
 * What a state block must be before a machine takes it over. It comes from another host, so it is not trusted: with
 * certain values the compiled machine would read and write outside of what is its own.
 */

import * as L from "./layout.ts";
import type { MachineSettings } from "./settings.ts";

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

/** Length, magic and version: only then do the other places mean anything. */
function checkFormat(state: Uint8Array): void {
  expect("the length of the state block", state.length, L.STATE_BYTES);
  expect("the magic of the state block", stateWord(state, L.MAGIC_AT), L.MAGIC);
  expect("the version of the state block", stateWord(state, L.VERSION_AT), L.STATE_VERSION);
}

/** The settings of the machine to which a state block belongs. */
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
  expectAtMost("the mark of a new setting", stateWord(state, L.SETTINGS_CHANGED_AT), 1);
  const cycle = Number(viewOf(state).getBigUint64(L.CYCLE_AT - L.STATE_AT, true));
  expectAtMost("the cycle of the state block", cycle, Number.MAX_SAFE_INTEGER);
  expect("x0 of the state block", stateWord(state, L.REGISTERS_AT), 0);
  expect("the lowest bits of pc in the state block", stateWord(state, L.PC_AT) & 3, 0);
}
